"""Plain programs and shells of the parts heldout5 and heldout6, others than those of the earlier
parts. usage: programs_more.py heldout5|heldout6"""
import pathlib
from lib import *

PART = sys.argv[1]
WHICH = {"heldout5": "fifth", "heldout6": "sixth"}[PART]
r = Run(f"prog-{PART[-1]}", "none", None, PART, f"plain programs in a pane, no agent, {WHICH} run")
PS = {"heldout5": "PS1='[dev@devbox app]\\$ '", "heldout6": "PS1='devbox:app\\$ '"}[PART]

def put(name, text):
    p = pathlib.Path("/tmp/talk" + PART[-1], name); p.parent.mkdir(exist_ok=True); p.write_text(text); return str(p)

def one(id, what, cmds, w=100, h=28, wait=1.2, sh="bash --norc", ps=PS, keys=(), typed=None):
    r.start(sh, w, h, {"PAGER": "less", "LESS": "-R", "TERM": "tmux-256color", "HISTFILE": "/dev/null"}); time.sleep(1.2)
    if ps: r.say(ps, wait=.3); r.keys("C-l", wait=.4)
    for c in cmds: r.say(c + " " if c.endswith(";") else c, wait=.9)
    time.sleep(wait)
    for k in keys: r.keys(k, wait=.5)
    if typed: r.type(typed, wait=.8)
    r.shot(id, "shell", what=what, show=False); r.kill()

if PART == "heldout5":
    TURN = "> sort by date\n\nSorted.\n\nTokens: 1.2k sent, 20 received.\nApplied edit to orders.py\n"
    one("kali", "bash with a prompt of two lines", ["ls"], ps="PS1='┌──(dev㉿devbox)-[~/app]\\n└─\\$ '")
    one("conda", "bash with an environment's name in its prompt", ["python3 -c 'print(6 * 7)'"], 120, 32, ps="PS1='(base) dev@devbox:~/app\\$ '")
    one("zsh-bare", "zsh without any configuration", ["true"], 80, 24, sh="zsh -f", ps=None)
    one("lambda", "zsh with a lambda as its prompt", ["echo Ready when you are"], 90, 24, sh="zsh -f", ps="PROMPT='%F{yellow}λ%f '")
    one("fish-arrow", "fish with a prompt of its own, an agent's screen above", [f"cat {put('turn.txt', TURN)}"], 90, 26, sh="fish --no-config", ps="function fish_prompt; echo 'app ❯ '; end")
    one("perl", "perl's debugger", ["perl -de 0"], 90, 24)
    one("gdb", "gdb", ["gdb -q", "print 6 * 7"], 90, 24, wait=2)
    one("getpass", "a script asks for a password", ["python3 -c 'import getpass; getpass.getpass(\"Vault password: \")'"], 80, 20)
    one("anykey", "a script waits for a key", ["read -n1 -p 'Press any key to continue...'"], 84, 22)
    one("passwd", "passwd asks", ["passwd nobody"], 80, 20)
    one("swap", "vim found a swap file", ["cp README.md r5.md; vim -u NONE -es -c 'set updatecount=1' -c preserve -c 'sleep 300' r5.md & sleep 1.5; clear; vim -u NONE r5.md"], 110, 30, wait=2)
    one("vimdiff", "vimdiff", [f"cp README.md /tmp/talk5/b.md; echo more >> /tmp/talk5/b.md; vimdiff -u NONE README.md /tmp/talk5/b.md"], 120, 26, wait=1.5)
    one("follow", "less follows a file", [f"less +F {put('f.log', 'agent 1: waiting for approval' + chr(10) + 'agent 2: > ' + chr(10))}"], 96, 24)
    one("more", "more", ["seq 1 400 | more"], 70, 20)
    one("patch-pager", "git log -p in the pager", ["git log -p"], 110, 32)
    one("whiptail", "a menu of whiptail", ["whiptail --menu 'Where to?' 12 40 3 1 staging 2 production 3 nowhere"], 90, 26)
    one("gauge", "a progress box of dialog", ["(for i in 10 20 30 40 50; do echo $i; sleep 2; done) | dialog --gauge 'Waiting for the queue to drain' 8 60"], 90, 24, wait=3)
    one("http", "a web server of Python", ["python3 -m http.server 8123 --bind 127.0.0.1"], 90, 24)
    one("redis-server", "redis-server with its log", ["redis-server --port 6398 --save ''"], 120, 36, wait=2)
    one("clone", "git clone that failed, back at the shell", ["git clone https://example.invalid/app.git"], 90, 24, wait=2.5)
    one("curl", "curl that failed, back at the shell", ["curl -sS https://example.invalid/api"], 90, 22, wait=2)
    one("bisect", "git bisect, in between", ["git bisect start HEAD HEAD~8"], 100, 26)
    one("find", "a search that prints a lot", ["while true; do find /usr/share/doc -name '*.gz'; done"], 110, 30, wait=1)
    one("stopwatch", "a script that counts", ["for i in $(seq 60); do printf '\\rWaiting for the database... %ss' $i; sleep 1; done"], 80, 20, wait=3)
    one("agent-screen", "a shell after an agent's screen was printed", [f"cat {put('turn2.txt', TURN + '─' * 60 + chr(10) + 'orders.py' + chr(10) + '> ' + chr(10))}"], 90, 26)
    one("question-printed", "a shell after an agent's question was printed", [f"cat {put('q.txt', 'Run shell command? (Y)es/(N)o [Yes]:' + chr(10))}"], 80, 22)
    one("typed-ollama", "a command typed and not run", ["ls"], 90, 22, typed="ollama run llama3.2")
    one("trap", "a pane whose program was interrupted, back at the shell", ["sleep 50"], 84, 20, keys=("C-c",))
else:
    one("asyncio", "python's asyncio prompt", ["python3 -m asyncio", "1 + 1"], 90, 24, wait=2)
    one("ipython-block", "ipython in the middle of a block", ["/usr/bin/ipython3 --no-banner --simple-prompt", "def f():"], 90, 24, wait=4)
    one("node-editor", "node's editor mode", ["node", ".editor"], 80, 22, wait=2)
    one("sqlite-more", "sqlite3 in the middle of a statement", ["sqlite3 :memory:", "select 1,"], 84, 22)
    one("ssh-keygen", "ssh-keygen asks for a file", ["ssh-keygen -t ed25519"], 100, 24, wait=2)
    one("overwrite", "ssh-keygen asks whether to overwrite", [f"ssh-keygen -t ed25519 -f {put('key', 'x')}"], 90, 24, wait=2)
    one("openssl", "openssl asks for a country", ["openssl req -new -newkey rsa:2048 -nodes -keyout /dev/null -out /dev/null"], 110, 32, wait=3)
    one("cp", "cp asks", [f"cp -i README.md {put('b.md', 'b')}"], 76, 20)
    one("mariadb", "mariadb asks for a password", ["mariadb -h 127.0.0.1 -u dev -p"], 80, 20, wait=2)
    one("binary", "less asks about a binary file", ["less -f- /bin/true || less /bin/true"], 84, 22, wait=1)
    one("editor-help", "vim with its help", ["vim -u NONE -c 'help intro' -c only"], 96, 30, wait=2)
    one("split", "vim in two windows", ["vim -u NONE -o README.md package.json"], 100, 30, wait=1.5)
    one("ed", "ed", ["ed README.md", "1,2p"], 70, 20)
    one("unittest", "python's unittest runs", [f"cd /tmp/talk6 && clear && python3 -m unittest -v {put('test_w.py', 'import time, unittest' + chr(10) + 'class T(unittest.TestCase):' + chr(10) + '  def test_a(self): pass' + chr(10) + '  def test_waits_for_ready(self): time.sleep(60)' + chr(10))}"], 100, 24, wait=2)
    one("cmake", "cmake failed, back at the shell", ["cd /tmp/talk6 && clear && cmake ."], 110, 30, wait=2)
    one("gcc", "a compiler's errors, back at the shell", [f"gcc -c {put('a.c', 'int main(void) { return waiting; }' + chr(10))}"], 110, 26, wait=1.5)
    one("identity", "git wants an identity, back at the shell", ["git -c user.useConfigOnly=true -c user.email= -c user.name= commit --allow-empty -m x"], 96, 26)
    one("vmstat", "vmstat goes on", ["vmstat 1"], 100, 24, wait=4)
    one("netcat", "a program that listens", ["python3 -c 'import socket; s = socket.create_server((\"127.0.0.1\", 8124)); print(\"Waiting for a connection...\"); s.accept()'"], 110, 22)
    one("progress", "a progress bar of rich", ["/usr/bin/python3 -c 'from rich.progress import track; import time; [time.sleep(1) for _ in track(range(40), description=\"Working...\")]'"], 100, 22, wait=5)
    one("spinner", "a spinner of rich", ["/usr/bin/python3 -c 'from rich.console import Console; import time; c = Console(); s = c.status(\"Waiting for the build...\"); s.start(); time.sleep(60)'"], 90, 22, wait=3)
    one("rich-ask", "a question of rich", ["/usr/bin/python3 -c 'from rich.prompt import Confirm; Confirm.ask(\"Delete the old backups?\")'"], 100, 22, wait=2)
    one("toolkit", "a prompt of prompt_toolkit", ["/usr/bin/python3 -c 'from prompt_toolkit import prompt; prompt(\"sql> \")'"], 90, 22, wait=2)
    one("stash", "a list in the pager", ["seq -f 'stash@{%g}: WIP on main: work' 1 90 | less"], 80, 24)
    one("powershell-like", "bash with a prompt that ends in >", ["ls"], 90, 22, ps="PS1='PS /srv/app> '")
    one("emoji", "zsh with a picture as its prompt", ["true"], 90, 22, sh="zsh -f", ps="PROMPT='🚀 %~ %# '")
    one("json-log", "a log of an agent's messages", [f"tail -f {put('a.jsonl', (chr(123) + chr(34) + 'type' + chr(34) + ':' + chr(34) + 'tool_use' + chr(34) + ',' + chr(34) + 'text' + chr(34) + ':' + chr(34) + 'Do you want to proceed? esc to interrupt' + chr(34) + chr(125) + chr(10)) * 12)}"], 100, 26)
    one("diff-of-screens", "a shell after a comparison of two screens", [f"diff {put('s1', '> go on' + chr(10) + 'Waiting for gpt-5' + chr(10))} {put('s2', '> ' + chr(10) + 'Retrying in 2.0 seconds...' + chr(10))}"], 90, 24)
    one("typed-aider", "a command typed and not run", ["git status -s"], 96, 24, typed="aider --model sonnet src/retry.js")
tmux("kill-server")
