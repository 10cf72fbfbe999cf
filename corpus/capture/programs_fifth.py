"""Plain programs and shells of the part heldout5, others than those of the earlier parts. usage: programs_fifth.py"""
import pathlib
from lib import *

r = Run("prog-5", "none", None, "heldout5", "plain programs in a pane, no agent, fifth run")
def put(name, text):
    p = pathlib.Path("/tmp/talk5", name); p.parent.mkdir(exist_ok=True); p.write_text(text); return str(p)

def one(id, what, cmds, w=100, h=28, wait=1.2, sh="bash --norc", ps="PS1='[dev@devbox app]\\$ '", keys=(), typed=None, state="shell", cwd="/srv/architect/app"):
    r.start(sh, w, h, {"PAGER": "less", "LESS": "-R", "TERM": "tmux-256color", "HISTFILE": "/dev/null"}, cwd=cwd); time.sleep(1.2)
    if ps: r.say(ps, wait=.3); r.keys("C-l", wait=.4)
    for c in cmds: r.say(c, wait=.9)
    time.sleep(wait)
    for k in keys: r.keys(k, wait=.5)
    if typed: r.type(typed, wait=.8)
    r.shot(id, state, what=what, show=False); r.kill()

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
tmux("kill-server")
