"""Screens of Aider and Ollama for the parts heldout4 to heldout8: each stage is played in a pane of a
private tmux server and captured like a real program's screen.
usage: stages.py [4|5|6|7|8|ID…] (or: stages.py play ID, inside the pane)"""
import json, os, subprocess, sys, time

S = []  # one entry a screen: dict(id, agent, state, …, play)
def screen(id, agent, state, source, w=100, h=30, badges=(), until=None, version=None, command=None, keys=(), note="", origin="documentation", wait=1.2, part=4, title="devbox"):
    def add(play):
        S.append(dict(id=id, agent=agent, state=state, source=source, w=w, h=h, badges=list(badges), until=until, version=version, command=command or {"none": "bash"}.get(agent, agent), keys=keys, note=note, origin=origin, play=play, wait=wait, part=part, title=title))
        return play
    return add

def shell(text=""):
    """A shell prompt, as the line above a program or below one that has ended."""
    print(f"dev@devbox:~/app$ {text}", end="\n" if text else "", flush=True)

import stages_aider, stages_eighth, stages_fifth, stages_ollama, stages_seventh, stages_sixth  # noqa: E402  they fill S
for stages in (stages_aider, stages_ollama, stages_fifth, stages_sixth, stages_seventh, stages_eighth): stages.add(screen, shell)

def play(id):
    stage = next(s for s in S if s["id"] == id)
    print("\033[2J\033[H", end="", flush=True)
    subprocess.run(["tmux", "set", "-p", "@drawn", "1"])
    stage["play"]()
    time.sleep(1000)

def capture(only):
    out = os.environ.get("CORPUS", "/tmp/lookout-capture/corpus"); sock = os.environ.get("LK_SOCK", "lk-corpus")
    os.makedirs(f"{out}/screens", exist_ok=True); os.makedirs(f"{out}/capture/runs", exist_ok=True)
    env = {"PATH": "/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    tmux = lambda *a: subprocess.run(["tmux", "-L", sock, "-u", "-f", "/dev/null", *a], env=env, capture_output=True, text=True).stdout
    tmux("new-session", "-d", "-s", "keep", "sleep 100000"); tmux("set", "-g", "remain-on-exit", "on"); tmux("set", "-g", "status", "off"); tmux("set", "-g", "default-terminal", "tmux-256color")
    path = f"{out}/capture/runs/stages.json"
    index = json.load(open(path)) if os.path.exists(path) else []
    for s in S:
        if only and s["id"] not in only and str(s["part"]) not in only: continue
        pane = tmux("new-session", "-d", "-P", "-F", "#{pane_id}", "-s", "s", "-x", str(s["w"]), "-y", str(s["h"]), f"/usr/bin/python3 {os.path.abspath(__file__)} play {s['id']}").strip()
        end = time.time() + 20
        while time.time() < end and tmux("show", "-p", "-t", pane, "-v", "@drawn").strip() != "1": time.sleep(.1)
        time.sleep(s["wait"])
        for k in s["keys"]:
            tmux("send-keys", "-t", pane, *([k[1:]] if k.startswith("^") else ["-l", k])); time.sleep(.6)
        text = tmux("capture-pane", "-p", "-e", "-t", pane)
        if "Traceback" in text or not text.strip(): print("!!!", s["id"], text)
        tmux("kill-session", "-t", "=s")
        sid = f"stage{'' if s['part'] == 4 else s['part']}-{s['id']}"; open(f"{out}/screens/{sid}.ans", "w").write(text)
        index = [e for e in index if e["id"] != sid] + [dict(id=sid, file=f"screens/{sid}.ans", agent=s["agent"], version=s["version"], state=s["state"], badges=s["badges"], until=s["until"], title=s["title"], command=s["command"], paneDead=s["state"] == "dead", width=s["w"], height=s["h"], origin=s["origin"], source=s["source"], split=f"heldout{s['part']}", note=s["note"])]
        json.dump(index, open(path, "w"), indent=1, ensure_ascii=False)
    tmux("kill-server")

if sys.argv[1:2] == ["play"]: play(sys.argv[2])
elif __name__ == "__main__": capture(sys.argv[1:])
