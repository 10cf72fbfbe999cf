"""Joins the runs' indexes into index.json after checks: every file exists, no
machine paths, no duplicates, known corrections applied (from what the program
was doing, seen in the run's log, never from a rule)."""
import json, glob, os, re, shutil, collections
OUT = os.environ.get("CORPUS", "/tmp/lookout-capture/corpus")
C = json.load(open(f"{OUT}/capture/corrections.json"))
X = []
RAW = os.environ.get("RAW", "/tmp/lookout-capture/raw")  # the untouched captures, so that this can run again
os.makedirs(RAW, exist_ok=True)
for f in glob.glob(f"{OUT}/screens/*"):
    r = f"{RAW}/{os.path.basename(f)}"
    if not os.path.exists(r) or os.path.getmtime(f) > os.path.getmtime(r): shutil.copy2(f, r)
for f in sorted(glob.glob(f"{OUT}/capture/runs/*.json")): X += json.load(open(f))
fresh = {e["id"] for e in X} | {c["rename"] for k, c in C.items() if "rename" in c and any(re.fullmatch(k, e["id"]) for e in X)}
old = [e for e in json.load(open(f"{OUT}/index.json")) if e["id"] not in fresh] if os.path.exists(f"{OUT}/index.json") else []
res, seen, texts = [], {}, {}
plain = lambda b: re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b[()][AB0]|[\x0e\x0f]", "", b)
for e in X:
    p = f"{RAW}/{os.path.basename(e['file'])}"
    if not os.path.exists(p): continue
    t = open(p, errors="replace").read()
    for a, b in (("/tmp/lookout-capture/corpus/", "/srv/saved/log/"), (os.environ.get("CAPTURED", "/tmp/lookout-capture/corpus") + "/", "/srv/saved/log/"), ("/tmp/lookout-capture/tls/ca.pem", "/etc/ssl/local.pem"), ("/opt/agents/claude-330/node_modules/@anthropic-ai/claude-code-linux-x64/", "/opt/agents/")):
        t = t.replace(a, b)
    t = re.sub(r"/[^\s\x1b]*/\.pyenv/[^\s\x1b]*/bin/", "/usr/bin/", t)
    drop = False
    for k, c in C.items():
        if re.fullmatch(k, e["id"]):
            if c.get("drop"): drop = True
            e.update({a: b for a, b in c.items() if a not in ("drop", "why")})
    if drop: continue
    if e["origin"] == "captured" and e["state"] not in ("dead", "unknown", "shell") and len(re.sub(r"\s", "", plain(t))) < 60:
        print("nearly blank, dropped", e["id"]); continue
    if "rename" in e:
        e["id"] = e.pop("rename"); e["file"] = f"screens/{e['id']}.ans"
    if e["until"] in ("?", "resets"):
        m = re.search(r"(?:resets?|try again(?: at| in)?|Retrying in|retrying in|retry in|reset at)[ ]+(?:at |in )?([^\n·│\]]{2,40}?)(?:\.|\s{2,}|\n| ·|\]|attempt|$)", plain(t))
        ms = re.findall(r"(?:limit · resets|resets|ry again at|etrying in|ry again in)\s+([^\n·│\]]{2,40}?)(?=\s*(?:\.\s|\.\n|\s{2,}|\n| ·|\]|attempt))", plain(t))
        e["until"] = ms[-1].strip() if ms else (m.group(1).strip() if m else None)
        print("until", e["id"], repr(e["until"]))
    h = (re.sub(r"\s+", " ", plain(t)), e["title"])
    if h in seen and e["state"] == seen[h]["state"] and h[0].strip(): print("same as", seen[h]["id"], e["id"]); continue
    seen[h] = e; res.append(e); texts[e["file"]] = t
    for bad in re.findall(r"/tmp/lookout-capture[^\s\x1b]*|/root[^\s\x1b]*|registry\.[a-z.]+|npmjs", t): print("PATH", e["id"], bad)
for e in old:  # screens of earlier captures stay as they are
    texts[e["file"]] = open(f"{OUT}/{e['file']}", errors="replace").read(); res.append(e)
for f in glob.glob(f"{OUT}/screens/*"):
    if os.path.relpath(f, OUT) not in texts: os.remove(f)
for f, t in texts.items(): open(f"{OUT}/{f}", "w").write(t)
res.sort(key=lambda e: e["id"])
json.dump(res, open(f"{OUT}/index.json", "w"), indent=1, ensure_ascii=False)
def table(split=None):
    c = collections.Counter((e["agent"], e["state"]) for e in res if split in (None, e["split"]))
    st = ["working", "waiting", "ready", "blocked", "shell", "dead", "unknown"]
    r = ["| agent | " + " | ".join(st) + " | all |", "|---" * 9 + "|"]
    for a in ("claude", "codex", "gemini", "opencode", "aider", "ollama", "other", "none"):
        v = [c[a, s] for s in st]
        if sum(v): r.append(f"| {a} | " + " | ".join(str(x or "·") for x in v) + f" | {sum(v)} |")
    v = [sum(c[a, s] for a in ("claude", "codex", "gemini", "opencode", "aider", "ollama", "other", "none")) for s in st]
    return "\n".join(r + ["| all | " + " | ".join(map(str, v)) + f" | {sum(v)} |"])
out = f"{len(res)} screens.\n\nFixtures:\n\n{table('fixture')}\n\nHeld out:\n\n{table('heldout')}\n\nFresh:\n\n{table('fresh')}\n\nHeld out, second part:\n\n{table('heldout2')}\n\nHeld out, third part:\n\n{table('heldout3')}\n\nHeld out, fourth part:\n\n{table('heldout4')}\n\nHeld out, fifth part:\n\n{table('heldout5')}\n\nHeld out, sixth part:\n\n{table('heldout6')}\n\nHeld out, seventh part:\n\n{table('heldout7')}\n\nHeld out, eighth part:\n\n{table('heldout8')}\n"
open(f"{OUT}/counts.md", "w").write(out)
print(out); print(collections.Counter((e["origin"], e["split"]) for e in res))
