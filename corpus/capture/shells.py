"""Plain shells and ordinary programs. usage: shells.py fixture|heldout|heldout2"""
import sys, os, signal
from lib import *
split = sys.argv[1]
r = Run({"fixture": "shell-f", "heldout": "shell-h", "heldout2": "shell-2"}[split], "none", None, split, "plain programs in a pane, no agent, " + {"fixture": "first", "heldout": "second", "heldout2": "third"}[split] + " run")
PS = "PS1='dev@devbox:~/app\\$ '"
def bash(w=120, h=40, sh="bash --norc", ps=PS, clear=True):
    r.start(sh, w, h, {"PAGER": "less", "LESS": "-R", "TERM": "tmux-256color"}); time.sleep(.8)
    if ps: r.say(ps, wait=.3)
    if clear: r.keys("C-l", wait=.4)
def one(id, what, cmds, w=120, h=40, wait=1.5, **kw):
    bash(w, h, **kw)
    for c in cmds: r.say(c, wait=.7)
    time.sleep(wait); r.shot(id, "shell", what=what, show=False); r.kill()
def dead(id, what, cmd, w=100, h=30, wait=1.5):
    r.start(cmd, w, h); time.sleep(wait); r.shot(id, "dead", what=what, show=False); r.kill()

if split == "fixture":
    one("bash", "bash, empty prompt", [], 80, 24)
    one("build", "a build runs and prints percentages", ["sh build.sh"], wait=6)
    one("tests-talk", "a script prints progress that sounds like an agent", ["for i in 15 30 45; do echo \"Running tests... $i%\"; done; echo 'Reading configuration...'; echo 'esc to interrupt is handled by the runner'"])
    one("log-pager", "git log in the pager", ["git log"], 100, 30)
    one("vim", "vim with a source file", ["vim -u NONE src/retry.js"], 100, 30)
    one("python", "python prompt", ["python3 -q", "sum(range(10))"], 80, 24)
    one("top", "top", ["top -d 30"], 120, 30, wait=2.5)
    one("fake-claude", "a shell shows a saved screen of an agent with cat", [f"sed -E '/^ *$/d' {OUT}/screens/claude330-waiting-bash.ans | tail -18"], 120, 40)
    one("sudo-yn", "an ordinary program asks y/n", ["touch x; rm -i x"], 80, 24)
    one("sh", "dash with its own prompt", ["ls"], 80, 24, sh="dash", ps=None, clear=False)
    one("tail-log", "tail -f of a log that speaks of rate limits", ["printf 'worker: waiting for your input\\nworker: error: rate limit, retrying in 20s\\nworker: Working (12s)\\n' > w.log; tail -f w.log"], 100, 30)
    dead("shell-exit", "shell left with exit 3", "bash -c 'echo building; exit 3'")
    dead("crash", "program killed by a signal", "bash -c 'echo started; kill -SEGV $$'")
elif split == "heldout2":
    one("talks", "a script of one's own shows a spinner line like an agent's", ["node -e \"setInterval(() => process.stdout.write('\\r✻ Thinking… (' + Math.round(performance.now() / 1000) + 's · esc to interrupt)'), 500)\""], 110, 34, wait=4)
    one("saved-screens", "the pager shows a saved screen of an agent", [f"less -R {OUT}/screens/claude145-waiting-write.ans"], 110, 34)
    one("theme", "zsh with a prompt of two lines, after a saved screen of an agent", [f"cat {OUT}/screens/claude145-ready-fresh.ans | tail -20", "true"], 110, 34, sh="zsh -f", ps="PROMPT=$'%F{blue}~/app%f main\\n❯ '", clear=False)
    one("console", "a console of one's own, with Python's prompt", ["python3 -c \"import code; code.interact(banner='reports', exitmsg='')\"", "1 + 1"], 90, 26)
    one("password", "a program asks for a password", ["read -s -p 'Password for dev: ' p"], 80, 20)
    one("npm-init", "npm init asks for a name", ["mkdir -p /tmp/n && cd /tmp/n && npm init"], 96, 28, wait=4)
    one("apt", "a question of an installer", ["printf 'The following packages will be upgraded:\\n  tmux\\n1 upgraded, 0 newly installed.\\n'; read -p 'Do you want to continue? [Y/n] ' a"], 100, 30)
    one("commit", "git commit opened an editor", ["echo x >> README.md; git add -A; EDITOR='vim -u NONE' git commit"], 100, 30, wait=2)
    one("worker-log", "a worker's log that says what agents say", ["for i in 1 2 3 4 5 6; do echo \"worker $i: waiting for approval · esc to cancel\"; echo \"worker $i: API Error: 529 overloaded, retrying in ${i}s\"; done; sleep 60"], 120, 36)
    bash(120, 36); r.say("ls", wait=.7); r.type("claude --resume", wait=.7); r.shot("typed", "shell", what="a command typed and not run", show=False); r.kill()
    one("history", "a shell after two commands", ["ls", "git log --oneline -3"], 120, 36)
    one("man", "a manual page", ["man bash || less /etc/bash.bashrc"], 90, 28)
    one("small", "a shell in a pane of eight lines", ["ls", "echo '❯ 1. Yes'"], 44, 8)
    dead("failed", "a script that failed", "sh -c 'echo \"Error: rate limit\"; exit 1'")
    dead("terminated", "a program that was ended", "sh -c 'echo started; kill -TERM $$'")
else:
    one("zsh", "zsh, empty prompt", [], 100, 30, sh="zsh -f", ps="PROMPT='%n %~ %% '")
    one("bash-output", "bash after ls and git status", ["ls -l", "git status"], 120, 36)
    one("progress", "a progress bar in a shell script", ["for i in 10 20 30 40 50 60 70 80; do printf '\\rDownloading %s%% [####      ] ETA 0:12' $i; sleep 1; done"], 90, 28, wait=3)
    one("less", "less on a text file", ["seq 1 300 | sed 's/^/line /' > l.txt; less l.txt"], 90, 28)
    one("htop", "htop", ["htop -d 100"], 120, 30, wait=3)
    one("node", "node prompt", ["node", "1 + 1", "'Do you want to proceed?'"], 90, 24, wait=2)
    one("echo-agent", "a shell prints text that looks like an agent's", ["printf '\\n● I will run the tests first.\\n\\n✻ Cooked for 1m 12s\\n\\n> \\n  ? for shortcuts\\n'"], 120, 36)
    one("ask-script", "a script waits for an answer of its own", ["read -p 'Deploy to staging? [y/N] ' a"], 90, 24)
    one("vim-insert", "vim in insert mode", ["vim -u NONE docs/notes.md", "ithe agent is waiting for your input, esc to interrupt"], 100, 30)
    one("watch", "watch runs a command again and again", ["watch -n 5 ls -l src"], 100, 24, wait=2)
    one("codex-word", "a shell whose history mentions agents", ["echo codex: Working '(3s • esc to interrupt)'", "which claude codex gemini", "git diff --stat"], 160, 45)
    dead("shell-exit", "shell left with exit 0", "sh -c 'ls; sleep 1; exit 0'")
    dead("notfound", "command not found, pane dead", "bash -c 'exec nosuchagent --resume'")
tmux("kill-server")
