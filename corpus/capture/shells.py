"""Plain shells and ordinary programs. usage: shells.py fixture|heldout"""
import sys, os, signal
from lib import *
split = sys.argv[1]
r = Run(f"shell-{split[0]}", "none", None, split, "plain programs in a pane, no agent, " + ("first" if split == "fixture" else "second") + " run")
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
