"""Drives real agents in a private tmux server and saves labelled screens.

Run below `in_sandbox.sh`: no network but loopback, own mount and host name,
so that the screens show neutral paths (/home/dev, /srv/architect/app)."""
import json, os, subprocess, sys, time, shutil
import fake_provider as fp

OUT = os.environ.get("CORPUS", "/tmp/lookout-capture/corpus")
SOCK = os.environ.get("LK_SOCK", "lk-corpus")
PORT = int(os.environ.get("LK_PORT", "8099"))
BASE = f"http://127.0.0.1:{PORT}"
# Short waits between keys are stretched by this on a slow machine.
SLOW = float(os.environ.get("LK_SLOW", "1"))
short = lambda s: s * SLOW if s < 1.5 else s
ENV = {"HOME": "/home/dev", "USER": "dev", "LOGNAME": "dev", "SHELL": "/bin/bash", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
       "PATH": "/opt/tools:/usr/local/bin:/usr/bin:/bin:/usr/sbin", "TERM": "xterm-256color", "TZ": "UTC", "COLORTERM": "truecolor",
       "NODE_EXTRA_CA_CERTS": "/tmp/lookout-capture/tls/ca.pem", "SSL_CERT_FILE": "/tmp/lookout-capture/tls/ca.pem"}


def tmux(*a, check=False, **kw):
    return subprocess.run(["tmux", "-L", SOCK, "-u", *a], env=ENV, capture_output=True, text=True, check=check, **kw).stdout


class Run:
    """One capture run: one agent version, one scenario set, one split."""

    def __init__(self, name, agent, version, split, source):
        self.name, self.agent, self.version, self.split, self.source = name, agent, version, split, source
        self.index = []
        self.sess = None

    def start(self, cmd, w=120, h=40, env=None, cwd="/srv/architect/app", name="s"):
        e = []
        for k, v in (env or {}).items():
            e += ["-e", f"{k}={v}"]
        tmux("kill-session", "-t", "=" + name)
        if "keep" not in tmux("list-sessions", "-F", "#{session_name}"):
            for _ in range(5):
                if not subprocess.run(["tmux", "-L", SOCK, "-u", "-f", "/dev/null", "new-session", "-d", "-s", "keep", "sleep 100000"], env=ENV, cwd="/", capture_output=True).returncode: break
                time.sleep(.7)
            tmux("set", "-g", "remain-on-exit", "on"); tmux("set", "-g", "status", "off"); tmux("set", "-g", "default-terminal", "tmux-256color")
        r = subprocess.run(["tmux", "-L", SOCK, "-u", "-f", "/dev/null", "new-session", "-d", "-s", name, "-x", str(w), "-y", str(h), "-c", cwd, *e, *( [cmd] if cmd else [])],
                           env=ENV, cwd="/", capture_output=True, text=True)
        if r.returncode: print("START", r.stderr)
        # window-size per window, never global: tmux 3.3a dies on new-session -d when it is manual globally
        tmux("set", "-w", "-t", "=" + name + ":", "window-size", "manual")
        tmux("resize-window", "-t", "=" + name + ":", "-x", str(w), "-y", str(h))
        self.sess = tmux("list-panes", "-t", "=" + name + ":", "-F", "#{pane_id}").strip()
        return self.sess

    def keys(self, *k, wait=0.4):
        tmux("send-keys", "-t", self.sess, *k); time.sleep(short(wait))

    def type(self, text, wait=0.5):
        tmux("send-keys", "-t", self.sess, "-l", text); time.sleep(short(wait))

    def say(self, text, wait=0.5):
        self.type(text); self.keys("Enter", wait=wait)

    def text(self):
        return tmux("capture-pane", "-p", "-t", self.sess)

    def until(self, *pats, timeout=20, gone=False):
        end = time.time() + timeout
        while time.time() < end:
            t = self.text()
            if any(p in t for p in pats) != gone:
                return True
            time.sleep(0.25)
        print(f"  !! {self.name}: never saw {pats}"); return False

    def field(self, f):
        return tmux("display-message", "-p", "-t", self.sess, f).rstrip("\n")

    def tree(self):
        pid = self.field("#{pane_pid}")
        return subprocess.run(["ps", "-o", "pid,ppid,comm,args", "--forest", "-g", pid], capture_output=True, text=True).stdout

    def resize(self, w, h, wait=1.5):
        tmux("resize-window", "-t", self.sess, "-x", str(w), "-y", str(h)); time.sleep(wait)

    def shot(self, id, state, badges=(), until=None, note="", what="", agent=None, show=True, expect=None, absent=None):
        end = time.time() + (15 if expect else 0)  # slow machines: give the expected text time to appear
        while time.time() < end and expect not in self.text(): time.sleep(.3)
        if not self.sess: return None
        t = self.text()
        if (expect and expect not in t) or (absent and absent in t):
            print(f"!!! {self.name}-{id} NOT SAVED: expected {expect!r} absent {absent!r}\n" + t.rstrip()[-2500:]); return None
        ans = tmux("capture-pane", "-p", "-e", "-t", self.sess)
        f = self.field("#{pane_current_command}\x1f#{pane_dead}\x1f#{pane_width}\x1f#{pane_height}\x1f#{pane_title}").split("\x1f", 4)
        sid = f"{self.name}-{id}"
        path = f"screens/{sid}.ans"
        os.makedirs(f"{OUT}/screens", exist_ok=True)
        open(f"{OUT}/{path}", "w").write(ans)
        e = {"id": sid, "file": path, "agent": agent or self.agent, "version": self.version if (agent or self.agent) != "none" else None, "state": state, "badges": list(badges), "until": until,
             "title": f[4], "command": f[0], "paneDead": f[1] == "1", "width": int(f[2]), "height": int(f[3]), "origin": "captured",
             "source": self.source + (": " + what if what else ""), "split": self.split, "note": note}
        self.index = [x for x in self.index if x["id"] != sid] + [e]
        json.dump(self.index, open(f"{OUT}/capture/runs/{self.name}.json", "w"), indent=1, ensure_ascii=False)
        if show:
            print(f"=== {sid} [{state}] cmd={f[0]} title={f[4]!r} dead={f[1]}")
            print("\n".join(l for l in self.text().rstrip().split("\n") if l.strip())[-3500:])
        return e

    def save_file(self, src, name, note):
        d = f"{OUT}/agent-files/{self.name}"; os.makedirs(d, exist_ok=True)
        for s in ([src] if isinstance(src, str) else src):
            if os.path.exists(s): shutil.copy(s, f"{d}/{name}")
        with open(f"{d}/notes.tsv", "a") as f: f.write(f"{name}\t{note}\n")

    def kill(self):
        pid = self.field("#{pane_pid}")
        tmux("kill-session", "-t", self.field("#{session_id}")); time.sleep(0.3)
        try: os.kill(int(pid), 9)  # some agents outlive their terminal
        except (ValueError, OSError): pass


def scenario(*steps, repeat=False):
    fp.S.set(list(steps), repeat)
os.makedirs(f"{OUT}/capture/runs", exist_ok=True)
