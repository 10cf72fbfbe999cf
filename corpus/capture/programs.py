"""Plain programs and shells of the part heldout4. usage: programs.py [ID…]"""
import sys, pathlib
from lib import *

ONLY = sys.argv[1:]
r = Run("prog-4", "none", None, "heldout4", "plain programs in a pane, no agent, fourth run")
RUNS = f"{OUT}/capture/runs/{r.name}.json"
if ONLY and os.path.exists(RUNS): r.index = json.load(open(RUNS))  # the other screens stay
PS = "PS1='dev@devbox:~/app\\$ '"
TALK = "/tmp/talk"
os.makedirs(TALK, exist_ok=True)
def put(name, text, mode=0o644):
    p = pathlib.Path(TALK, name); p.write_text(text); p.chmod(mode); return str(p)

ASK = put("ask.py", 'print("42_orders.sql")\ninput("Run migration? (Y)es/(N)o [Yes]: ")\n')
DEPLOY = put("deploy.py", 'print("3 services will be restarted.")\ninput("Do you want to proceed? [yes/no]: ")\n')
DEBUG = put("t.py", "def f(n):\n    return n + 1\nprint(f(2))\n")
LOG = put("worker.log", "".join(f"{i:02d}:14 worker {i} waiting for input, Error: rate limit, retrying in {i}s\n" for i in range(60)))
HISTORY = put(".aider.chat.history.md", "# aider chat started at 2026-11-24 04:00:11\n\n> Aider v0.86.1  \n> Main model: sonnet with diff edit format  \n\n#### rename the flag  \n\nI renamed it.\n\n> Tokens: 3.1k sent, 210 received. Cost: $0.01 message, $0.01 session.  \n> Run shell command? (Y)es/(N)o [Yes]: y  \n" * 3)
PAGE = put("p.html", "<h1>Status</h1><p>The agent is waiting for your approval.</p>")
AGENTS_LOG = put("agents.log", "".join(f"04:{i:02d} agent-{i % 3} state=waiting prompt='Allow edit? (Y)es/(N)o'\n04:{i:02d} agent-{i % 3} litellm.RateLimitError: retrying in {i}.0 seconds...\n" for i in range(12)))

# a database and an ssh server on loopback, for their clients' screens
PG = "/usr/lib/postgresql/15/bin"
quiet = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
if not ONLY or any(i.startswith("psql") for i in ONLY):
    shutil.rmtree("/tmp/pg4", ignore_errors=True); os.makedirs("/tmp/pg4"); shutil.chown("/tmp/pg4", "postgres")
    subprocess.run(["su", "postgres", "-c", f"{PG}/initdb -D /tmp/pg4/d -A trust && {PG}/pg_ctl -w -D /tmp/pg4/d -o '-k /tmp -h \"\"' start"], **quiet)
if not ONLY or any(i.startswith("ssh") for i in ONLY):
    os.makedirs("/run/sshd", exist_ok=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "/tmp/talk/hostkey"], input=b"y", stdout=subprocess.DEVNULL)
    subprocess.run(["/usr/sbin/sshd", "-p", "2222", "-h", "/tmp/talk/hostkey", "-o", "ListenAddress=127.0.0.1", "-o", "PidFile=none"], **quiet)

def one(id, what, cmds, w=120, h=40, wait=1.0, sh="bash --norc", ps=PS, clear=True, typed=None, keys=(), expect=None, env=None):
    if ONLY and id not in ONLY: return
    r.start(sh, w, h, {"PAGER": "less", "LESS": "-R", "TERM": "tmux-256color", "EDITOR": "vim -u NONE", "HISTFILE": "/dev/null", **(env or {})}); time.sleep(1.2)
    if ps: r.say(ps, wait=.3)
    if clear: r.keys("C-l", wait=.4)
    for c in cmds: r.say(c + ' ' if c.endswith(';') else c, wait=.9)  # tmux takes a last semicolon for its own
    if expect: r.until(expect, timeout=25)
    time.sleep(wait)
    for k in keys: r.keys(k, wait=.5)
    if typed: r.type(typed, wait=.8)
    r.shot(id, "shell", what=what, show=False); r.kill()

def dead(id, what, cmd, w=100, h=30, wait=2):
    if ONLY and id not in ONLY: return
    r.start(cmd, w, h); time.sleep(wait); r.shot(id, "dead", what=what, show=False); r.kill()

# shells and their prompts
one("fish", "fish, fresh", [], 110, 30, sh="fish --no-config", ps=None)
one("fish-typed", "fish, a command typed", ["ls"], 96, 28, sh="fish --no-config", ps=None, typed="git sta")
one("fish-failed", "fish after a command that was not found", ["aider --model sonnet"], 80, 24, sh="fish --no-config", ps=None)
one("omz", "zsh with an arrow prompt as oh-my-zsh draws it", ["true", "false"], 120, 36, sh="zsh -f", ps="PROMPT=$'%(?:%F{green}:%F{red})➜ %f %F{cyan}%c%f %F{blue}git:(%F{red}main%F{blue})%f %F{yellow}✗%f '")
one("starship", "zsh with a prompt of two lines as starship draws it", ["git status -s", "sleep 1"], 100, 30, sh="zsh -f", ps="PROMPT=$'\\n%B%F{cyan}app%f%b on %F{magenta} main%f %F{red}[!?]%f via %F{green} v20.20.2%f took %F{yellow}2s%f\\n%F{green}❯%f '")
one("starship-typed", "the same, a command typed", ["ls"], 72, 22, sh="zsh -f", ps="PROMPT=$'\\n%F{cyan}app%f via %F{green} v20.20.2%f\\n%F{green}❯%f '", typed="npm run build -- --watch")
one("powerline", "bash with a powerline prompt", ["ls -a"], 160, 45, ps="PS1='\\[\\e[44;97m\\] dev \\[\\e[100;34m\\]\\[\\e[97m\\]  main ± \\[\\e[49;90m\\]\\[\\e[0m\\] '")
one("pure", "zsh with the prompt of pure, after an error", ["cat nofile"], 90, 24, sh="zsh -f", ps="PROMPT=$'%F{blue}~/app%f %F{242}main*%f %F{cyan}⇡%f\\n%F{magenta}❯%f '")
one("root", "a root shell", ["id", "df -h / | tail -1"], 140, 40, ps="PS1='root@devbox:/srv# '")
one("clock", "bash with the time in its prompt", ["git log --oneline -2 | cat"], 120, 30, ps="PS1='[04:17:09] dev:app (main) \\$ '")
one("dash", "dash with its own prompt", ["echo waiting for your answer"], 64, 20, sh="dash", ps=None, clear=False)
one("arrow", "bash with > as its prompt", ["ls", "echo done"], 90, 26, ps="PS1='> '")
one("ps2", "bash waits for the end of a quoted text", ["echo 'first line"], 80, 24)
one("select", "a menu of bash", ["select x in staging production quit; do echo $x; done"], 90, 26)

# prompts of interpreters
one("python", "python prompt after an error", ["python3 -q", "import nosuchmodule"], 100, 30, sh="bash --norc")
one("python-more", "python in the middle of a block", ["python3 -q", "for i in range(3):"], 88, 24)
one("ipython", "ipython", ["/usr/bin/ipython3 --no-banner --colors=Linux", "sum(range(10))"], 110, 32, wait=4)
one("node-more", "node in the middle of a block", ["node", "function f() {"], 90, 26, wait=2)
one("sqlite", "sqlite3", ["sqlite3 :memory:", "select 1 as waiting;"], 100, 28)
one("redis", "redis-cli with no server", ["redis-cli -p 6399"], 80, 24)
one("pdb", "pytest stopped in the debugger", [f"python3 -m pdb {DEBUG}", "next"], 100, 30)
one("calc", "a console with a prompt of its own", ["python3 -i -c 'import sys; sys.ps1 = \"calc> \"'", "17 * 3"], 70, 20)
one("psql", "psql", ["psql -h /tmp -U postgres -X", "select count(*) from pg_tables;"], 110, 32, wait=2)
one("psql-more", "psql in the middle of a statement", ["psql -h /tmp -U postgres -X", "select state, wait_event", "from pg_stat_activity"], 120, 32, wait=2)
one("psql-pager", "psql shows a long result in the pager", ["psql -h /tmp -U postgres -X", "select name, setting from pg_settings;"], 130, 34, wait=2)

# editors, pagers, browsers of files
one("vim-message", "vim with a commit message", ["git -c core.editor='vim -u NONE' commit --allow-empty"], 100, 30, wait=2)
one("vim-command", "vim with a command typed", ["vim -u NONE src/retry.js"], 84, 26, wait=1.5, typed=":%s/waiting/ready/g")
one("nano", "nano asks whether to save", ["nano -I docs/notes.md"], 100, 30, wait=1.5, keys=("x", "C-x"))
one("less-search", "less at a match", [f"less {LOG}"], 120, 36, keys=("/Error", "Enter"))
one("less-history", "less on the chat history that aider keeps", [f"less {HISTORY}"], 110, 30)
one("man", "a manual page", ["man bash"], 78, 26, wait=2)
one("tig", "tig", ["tig"], 110, 30, wait=1.5)
one("mc", "mc", ["mc -u"], 120, 36, wait=2)
one("ranger", "ranger", ["/usr/bin/ranger"], 110, 30, wait=3)
one("htop", "htop", ["htop -d 100"], 140, 30, wait=3)
one("top", "top", ["top -d 30"], 100, 26, wait=2.5)
one("watch", "watch", ["watch -n 5 git status -s"], 90, 24, wait=2)
one("dialog", "a yes/no box of dialog", ["dialog --title Deploy --yesno 'Deploy build 214 to staging now?' 8 50"], 90, 26)
one("w3m", "w3m asks whether to leave", [f"w3m -T text/html {PAGE}"], 90, 26, wait=1.5, keys=("q",))

# questions of plain programs
one("conflict", "a rebase that stopped at a conflict", ["git checkout -q -b w && echo a > f && git add f && git -c user.email=a@b.c -c user.name=dev commit -qm a && git checkout -q - && echo b > f && git add f && git -c user.email=a@b.c -c user.name=dev commit -qm b", "clear; git -c user.email=a@b.c -c user.name=dev rebase w"], 110, 32, wait=1.5)
one("rebase", "git rebase -i opened an editor", ["for i in 1 2 3; do git -c user.email=a@b.c -c user.name=dev commit -q --allow-empty -m \"step $i\"; done", "git -c sequence.editor='vim -u NONE' rebase -i HEAD~3"], 100, 30, wait=2)
one("hunk", "git add -p asks about a hunk", ["git rebase --abort; git checkout -q -f; echo '// later' >> src/retry.js", "clear; git add -p"], 100, 30, wait=1.5)
one("clean", "git clean -i shows its menu", ["touch scratch1 scratch2", "clear; git clean -i"], 90, 26)
one("apt", "apt asks whether to go on", ["apt-get remove tig"], 100, 28, expect="[Y/n]")
one("apt-lock", "apt waits for a lock", ["python3 -c \"import fcntl,time; f=open('/var/lib/dpkg/lock-frontend','w'); fcntl.lockf(f, fcntl.LOCK_EX); time.sleep(60)\" &", "clear; apt-get -o DPkg::Lock::Timeout=60 install -y hello"], 120, 28, wait=4)
one("sudo", "sudo asks for a password", ["setpriv --reuid 65534 --regid 65534 --clear-groups sudo systemctl restart app"], 100, 28, wait=2)
one("ssh-key", "ssh asks about a host key", ["ssh -p 2222 -o UserKnownHostsFile=/tmp/talk/nohosts dev@localhost"], 100, 28, expect="fingerprint]")
one("ssh-password", "ssh asks for a password", ["ssh -p 2222 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o PreferredAuthentications=password dev@localhost"], 110, 28, expect="password:")
one("rm", "rm asks", ["touch build.lock; rm -i build.lock"], 72, 18)
one("npm-init", "npm init asks", ["mkdir -p /tmp/n4 && cd /tmp/n4 && npm init"], 110, 30, wait=4, keys=("Enter",))
one("like-aider", "a script of one's own asks with the words of an agent", [f"python3 {ASK}"], 90, 26)
one("python-ask", "a deploy script asks", [f"python3 {DEPLOY}"], 100, 30)

# running programs
one("npm-install", "npm install without a network", ["mkdir -p /tmp/n5 && cd /tmp/n5 && clear; npm install left-pad"], 100, 28, wait=3)
put("test_orders.py", "import time\ndef test_a(): assert 1\ndef test_b(): assert 'waiting' == 'ready'\ndef test_c(): time.sleep(0.1)\n")
put("test_slow.py", "import time, pytest\n@pytest.mark.parametrize('n', range(40))\ndef test_n(n): time.sleep(0.5)\n")
one("pytest-failed", "pytest with a failure", ["cd /tmp/talk && clear; /usr/bin/python3 -m pytest -p no:cacheprovider test_orders.py"], 110, 40, wait=4)
one("pytest-runs", "pytest runs", ["cd /tmp/talk && clear; /usr/bin/python3 -m pytest -p no:cacheprovider -v test_slow.py"], 120, 30, wait=5)
put("Makefile", "all:\n\t@for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do echo \"[$$i/15] Building worker-$$i.o ... $$((i*6))%\"; sleep 1; done\nbroken:\n\t@echo 'Running checks...'; echo \"error: undefined reference to 'ready'\"; exit 2\n")
one("make", "make runs", ["cd /tmp/talk && clear; make"], 90, 28, wait=5)
one("make-failed", "make failed", ["cd /tmp/talk && clear; make broken"], 100, 28)
one("dd", "dd shows its progress", ["dd if=/dev/zero of=/dev/null bs=64 status=progress"], 100, 24, wait=4)
one("tail", "tail -f of a worker's log", [f"cd /tmp/talk && clear; tail -n 20 -f {AGENTS_LOG}"], 130, 32)
one("docker", "docker without its daemon", ["docker ps"], 110, 26, wait=1.5)
one("sleep-background", "a shell with a job in the background", ["sleep 300 &", "jobs"], 90, 24)

# shells whose last output talks
one("curl-429", "a shell after an answer that speaks of a limit", ["echo '{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"This request would exceed your rate limit. Please try again in 20s.\"}}'"], 140, 30)
one("says-waiting", "a shell whose last output says waiting", ["printf 'worker 3: waiting for a person to answer\\nworker 4: Press enter to continue\\nDo you want to proceed? (y/n)\\n'"], 110, 30)
one("says-ollama", "a shell after the text of an ollama session was printed", ["printf '>>> why is the sky blue?\\nBecause of Rayleigh scattering.\\n\\n>>> Send a message (/? for help)\\n'"], 100, 28)
one("grep", "a shell after a search for what agents say", ["printf 'rules.json:14: esc to interrupt\\nrules.json:32: (Y)es/(N)o [Yes]:\\nrules.json:51: Waiting for gpt-5\\n' | grep --color=always -n 'e'"], 120, 30)
one("traceback", "a shell after a traceback", ["python3 -c 'raise RuntimeError(\"litellm.AuthenticationError: invalid api key\")'"], 100, 30)
one("tall", "a shell in a tall pane, much above it", ["seq 1 70 | sed 's/^/Applied edit to file/'"], 90, 80)
one("flat", "a shell in a pane of six lines", ["echo '> '"], 50, 6)
dead("killed", "a program that was killed", "sh -c 'echo \"Waiting for gpt-5\"; kill -KILL $$'")
dead("python-died", "a program that ended with a traceback", "python3 -c 'raise SystemExit(\"out of quota\")'")
dead("done", "a program that ended well", "sh -c 'printf \"12 passed\\n> \\n\"'", 80, 24)
tmux("kill-server")
