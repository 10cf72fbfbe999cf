"""Gemini CLI (or a fork) against the fake provider. usage: gemini_main.py TAG VERSION "COMMAND" SPLIT PACK [segment...]"""
import sys, json, os, glob, traceback, signal
from lib import *
tag, ver, bin_, split, pack = sys.argv[1:6]
only = sys.argv[6:]
fp.start(PORT)
QWEN = tag.startswith("qwen")
PACKS = {
 "a": dict(W=120, H=40, W2=80, H2=24, fix="Find out why the retry test is flaky and fix it", think="**Inspecting the helper** The loop never waits between attempts.",
  stream="The helper calls the function again at once, so a failing service is asked sixty times in a few milliseconds. " * 6,
  done="Fixed. While the suite was still Running, 12 of 48 tests failed with a rate limit error; after the change all pass (100%).\n\n- retry waits between attempts\n- limits are read once",
  ask="All tests pass. Do you want to proceed with the release notes, or should I wait for your input on the version?", cmd="npm test", long="sh build.sh", unsent="also update the changelog before", prose="Error handling is the weak spot: the helper is waiting for input that never comes. "),
 "b": dict(W=150, H=45, W2=90, H2=28, fix="Add a per-tenant quota to the worker", think="**Planning the table** The worker reads limits at start only.",
  stream="The worker reads limits once at start. I will move the quota into a table looked up for each tenant, with the old number as the default. " * 5,
  done="The quota is in place. A tenant over its quota stops with \"quota exceeded, try again at 15:00\"; processing goes on for the others.\n\n1. default: 60 (83% used)\n2. batch: 600 (7% used)",
  ask="Should the batch tenant really get ten times the limit? (y/n) I left it at 600 for now.", cmd="node migrate.js --dry-run", long="for i in $(seq 1 40); do echo migrating tenant $i; sleep 1; done", unsent="no, use sqlite instead", prose="A rate limit error is retried, a quota error is not. Press enter to continue is what the demo prints. "),
 "c": dict(W=134, H=42, W2=84, H2=30, fix="Pourquoi l'import échoue-t-il sur les gros fichiers ?", think="**Lecture de l'import** Le fichier est lu d'un coup.",
  stream="L'import lit tout le fichier d'un coup. Je vais le lire ligne par ligne, pour que la mémoire reste fixe pendant toute l'opération. " * 5,
  done="Terminé. Le journal dit toujours Running et Thinking... (esc to cancel), 58% des lignes étaient en double.\n\n- lecture ligne par ligne\n- [API Error: quota exceeded] n'arrête plus rien",
  ask="Les 31 tests passent. Apply this change? était la dernière ligne du journal ; je continue (y/n) ?", cmd="wc -l data/sample.csv", long="for i in $(seq 1 40); do echo import $i sur 40; sleep 1; done", unsent="et ajoute une ligne au changelog", prose="Le programme attend une réponse : Waiting for user confirmation, alors que personne ne demande rien. "),
 "d": dict(W=112, H=36, W2=64, H2=24, fix="Nocny raport liczy anulowane zamówienia dwa razy. Popraw to", think="**Czytam zapytanie** Anulowane zamówienie ma dwa wiersze.",
  stream="Raport łączy zamówienia ze zdarzeniami i liczy wiersze, więc zamówienie z dwoma zdarzeniami jest liczone podwójnie. Policzę różne zamówienia. " * 5,
  done="Gotowe. Dziennik nadal pisze Working i (esc to cancel, 4s), a 66% wierszy było podwójnych.\n\n- liczone są różne zamówienia\n- Allow execution of to tylko tekst w dzienniku",
  ask="27 testów przechodzi. Usage limit reached było w ostatnim wierszu dziennika; mam kontynuować (y/n)?", cmd="git log --oneline -5", long="for i in $(seq 1 40); do echo miesiac $i z 40; sleep 1; done", unsent="i powiadom księgowość", prose="Program pisze error i waiting for input, chociaż nikt o nic nie pyta. "),
 "e": dict(W=138, H=40, W2=72, H2=26, fix="Make the nightly backup resumable", think="**Looking at the list** The list is read in one go.",
  stream="The backup reads the whole list into memory first. I will read it in pieces and keep a mark of how far it got, so that it goes on where it was. " * 5,
  done="The backup is resumable. Its log says \"Trying to reach the store (Attempt 2/3)\" when it is slow; that is its own text.\n\n1. Yes, resumed runs were tried\n2. No, old marks are not kept",
  ask="27 of 27 pass. Do you want to allow old backups to be pruned? I have not touched them.", cmd="du -sh docs src", long="for i in $(seq 1 40); do echo $((i*2))% copied, 3 errors; sleep 1; done", unsent="but keep the last seven", prose="An error: quota exceeded, is what the store answers; the backup waits. "),
 "f": dict(W=124, H=40, W2=70, H2=26, fix="Нічний імпорт зупиняється на половині. Знайди причину і виправ", think="**Читаю імпорт** Файл читається одразу весь.",
  stream="Імпорт читає весь файл одразу. Я зроблю так, щоб він читав рядок за рядком і міг продовжити з місця, де зупинився. " * 5,
  done="Виправлено. У журналі ще є Thinking... та Ready, 47% рядків були подвійні.\n\n- читається рядок за рядком\n- Do you want to proceed? це лише текст журналу",
  ask="24 тести пройшли. API Error: quota було в останньому рядку журналу; продовжувати (y/n)?", cmd="git status --short", long="for i in $(seq 1 40); do echo рядок $i; sleep 1; done", unsent="і додай рядок у changelog", prose="Програма пише error і esc to cancel, хоча ніхто нічого не питає. "),
}
P = PACKS[pack]
r = Run(tag if QWEN else f"gemini{tag}", "other" if QWEN else "gemini", ver, split, f"{'@qwen-code/qwen-code' if QWEN else '@google/gemini-cli'} {ver} from the npm registry against a provider stand-in on loopback")
DIR = "/home/dev/" + (".qwen" if QWEN else ".gemini")
BASEENV = {"GEMINI_TELEMETRY_ENABLED": "false", "NO_BROWSER": "true"}
KEY = {**BASEENV, **({"OPENAI_API_KEY": "dummy", "OPENAI_BASE_URL": BASE + "/v1", "OPENAI_MODEL": "qwen3-coder-plus"} if QWEN else {"GEMINI_API_KEY": "dummy-key", "GOOGLE_GEMINI_BASE_URL": BASE})}

def config(trust=True, extra=None):
    os.makedirs(DIR, exist_ok=True)
    auth = "openai" if QWEN else "gemini-api-key"
    d = {"security": {"auth": {"selectedType": auth}, "folderTrust": {"enabled": not trust}}, "selectedAuthType": auth, "general": {"disableAutoUpdate": True, "enableAutoUpdate": False, "disableUpdateNag": True}, "ui": {"hideTips": False}, "usageStatisticsEnabled": False, "privacy": {"usageStatisticsEnabled": False}, "telemetry": {"enabled": False}}
    d.update(extra or {}); json.dump(d, open(DIR + "/settings.json", "w"))
    open(DIR + "/trustedFolders.json", "w").write('{"/srv/architect/app": "TRUST_FOLDER"}' if trust else "{}")
    open(DIR + "/state.json", "w").write('{"terminalSetupPromptShown": true}')

def boot(args="", w=None, h=None, env=KEY, wrap=False):
    c = f"{bin_} {args}".strip()
    r.start("bash --norc" if wrap else c, w or P["W"], h or P["H"], env)
    if wrap: r.say("PS1='dev@devbox:~/app\\$ '", wait=.3); r.keys("C-l"); r.say(c)
    r.until("Type your message", timeout=120); r.until("Initializing", gone=True, timeout=60); time.sleep(3 * SLOW)
def idle(t=40): r.until("esc to cancel", gone=True, timeout=t); time.sleep(1.2)
def send(t, wait=4): r.type(t, wait=.8); r.keys("Enter", wait=wait)

def seg_first():
    import shutil; shutil.rmtree(DIR, ignore_errors=True)
    r.start(bin_, 120, 40, BASEENV); r.until("1.", timeout=25); time.sleep(3); r.shot("first", "waiting", what="first start, fresh home", expect="1.")
    r.keys("Enter", wait=4); r.shot("first-2", "waiting", what="the first choice taken"); r.kill()
    config(trust=False); r.start(bin_, 100, 30, KEY); r.until("rust", timeout=25); time.sleep(3); r.shot("first-trust", "waiting", what="folder trust dialog", expect="1."); r.kill()

def seg_basic():
    config(); boot(); r.shot("ready-fresh", "ready", what="just started, empty prompt"); print(r.tree())
    r.type(P["unsent"]); r.shot("ready-unsent", "ready", ["unsent"], what="text typed, not sent"); r.keys("C-u", wait=.5)
    r.type("/", wait=1.5); r.shot("ready-slash", "ready", ["unsent"], what="slash menu open below an idle prompt"); r.keys("BSpace", wait=.5); r.keys("Escape", wait=.5)
    r.type("!", wait=1); r.shot("ready-shellmode", "ready", what="shell mode of the prompt box, nothing typed"); r.keys("Escape", wait=1)
    r.keys("BTab", wait=1); r.shot("ready-accept", "ready", ["accept-edits"], what="edits accepted automatically", expect="dit"); r.keys("BTab", wait=1); t = r.text().lower()
    if "plan" in t.split("type your")[0][-400:] or "plan" in t[-900:]: r.shot("ready-plan", "ready", ["plan"], what="plan mode, empty prompt")
    r.kill()

def seg_work():
    config(); boot()
    scenario([{"sleep": 8}, {"think": P["think"]}, {"sleep": 7}, {"text": P["stream"], "delay": .6}])
    send(P["fix"], 4); r.shot("working-wait", "working", what="request sent, nothing answered yet", expect="cancel")
    time.sleep(8); r.shot("working-think", "working", what="thinking", expect="cancel")
    r.type("and run the linter"); r.shot("working-unsent", "working", ["unsent"], what="working, with unsent text in the box", expect="cancel"); r.keys("Enter", wait=1.5); r.shot("working-queued", "working", what="working, a message queued", expect="cancel")
    time.sleep(5); r.shot("working-stream", "working", what="answer streaming", expect="cancel"); r.resize(P["W2"], P["H2"]); r.shot("working-stream-small", "working", what="answer streaming, smaller window", expect="cancel"); r.resize(P["W"], P["H"])
    r.keys("Escape", wait=2.5); idle(); r.shot("ready-cancelled", "ready", what="turn cancelled with Escape"); r.kill()

def seg_done():
    config(); boot()
    scenario([{"text": P["prose"] * 2}, {"sleep": 25}, {"text": P["done"]}]); send(P["fix"], 8); r.shot("working-prose", "working", what="working under prose that speaks of errors and input", expect="cancel")
    idle(45); r.shot("ready-done", "ready", what="turn finished; prose speaks of running, percentages and errors")
    scenario([{"text": P["ask"]}]); send("is it all green?", 5); idle(); r.shot("ready-asks-in-prose", "ready", what="finished turn whose prose ends in a question; the prompt is idle")
    r.resize(P["W2"], P["H2"]); r.shot("ready-asks-small", "ready", what="the same, smaller window"); r.resize(P["W"], P["H"])
    scenario([{"usage": 1000000}, {"text": "Read everything."}]); send("read the whole repository", 5); idle(); r.shot("ready-context", "ready", ["context-low"], what="finished turn, the provider reported a nearly full context"); r.kill()

def seg_perm():
    config(); boot()
    scenario([{"text": "I will run the tests first. "}, {"tool": "run_shell_command", "args": {"command": P["cmd"], "description": "Run it", "is_background": False}}], [{"text": "They ran."}])
    send(P["fix"], 6); r.shot("waiting-shell", "waiting", what="asks for permission to run a command", expect="1."); print(r.tree())
    r.resize(P["W2"], P["H2"], 2); r.shot("waiting-shell-small", "waiting", what="the same, smaller window", expect="1."); r.resize(P["W"], P["H"], 2)
    r.keys("Escape", wait=3); idle(); r.shot("ready-denied", "ready", what="permission refused with Escape")
    scenario([{"tool": "write_file", "args": {"file_path": "/srv/architect/app/src/backoff.js", "content": "export function backoff(i) {\n  return Math.min(1000 * 2 ** i, 30000);\n}\n"}}], [{"text": "Written."}])
    send("write the helper", 6); r.shot("waiting-write", "waiting", what="asks for permission to write a file", expect="1."); r.keys("Escape", wait=3); idle()
    if pack == "a":
        scenario([{"tool": "web_fetch", "args": {"prompt": "Summarise https://example.org/limits", "url": "https://example.org/limits"}}], [{"text": "ok"}]); send("look up the limits", 6); r.shot("waiting-fetch", "waiting", what="asks for permission to fetch a page", expect="1."); r.keys("Escape", wait=3); idle()
    scenario([{"tool": "ask_user" if not QWEN else "ask_user_question", "args": {"questions": [{"question": "Which strategy should be used?", "header": "Strategy", "type": "choice", "multiSelect": False, "options": [{"label": "Exponential", "description": "Doubles the wait"}, {"label": "Fixed", "description": "The same wait"}]}]}}], [{"text": "ok"}])
    send("which way?", 6); r.shot("waiting-question", "waiting", what="the agent asks a question with choices", expect="Doubles"); r.kill()

def seg_tools():
    config(); boot(args="--approval-mode=yolo"); r.shot("ready-yolo", "ready", what="yolo mode, empty prompt")
    scenario([{"tool": "run_shell_command", "args": {"command": P["long"], "description": "Build all modules", "is_background": False}}], [{"sleep": 3}, {"text": "It ran through."}])
    send("build it", 9); r.shot("working-shell", "working", what="a command runs", expect="cancel"); print(r.tree()); r.resize(P["W2"], P["H2"]); r.shot("working-shell-small", "working", what="the same, smaller window"); r.resize(P["W"], P["H"])
    r.keys("Escape", wait=3); idle()
    scenario([{"tool": "write_todos" if not QWEN else "todo_write", "args": {"todos": [{"id": str(i), "content": c, "description": c, "status": s} for i, (c, s) in enumerate((("Read the helper", "completed"), ("Add the wait", "in_progress"), ("Run the tests", "pending")))]}}], [{"sleep": 30}, {"text": "ok"}]); send("fix it", 7); r.shot("working-todos", "working", what="working with a task list", expect="cancel"); r.keys("Escape", wait=2.5); r.kill()

def seg_errors():
    config(); boot()
    def g(code, status, msg, details=()): return {"status": code, "body": {"error": {"code": code, "message": msg, "status": status, "details": list(details)}}}
    Q = "type.googleapis.com/google.rpc."
    scenario([g(503, "UNAVAILABLE", "The model is overloaded. Please try again later.")], repeat=True); send(P["fix"], 9); r.shot("blocked-503-retrying", "blocked", what="provider answers 503, retrying by itself", note="retries by itself"); r.keys("Escape", wait=3); idle()
    scenario([g(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan and billing details. Please retry in 41s.", [{"@type": Q + "QuotaFailure", "violations": [{"quotaMetric": "generativelanguage.googleapis.com/generate_content_free_tier_requests", "quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier", "quotaValue": "50"}]}, {"@type": Q + "RetryInfo", "retryDelay": "41s"}])], repeat=True)
    send("go on", 12); r.shot("blocked-quota", "blocked", what="provider answered 429: daily quota used up"); r.keys("Escape", wait=3); r.shot("blocked-quota-2", "blocked", what="after Escape on the quota screen"); idle()
    r.kill(); boot()
    scenario([g(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", [{"@type": Q + "ErrorInfo", "reason": "API_KEY_INVALID", "domain": "googleapis.com"}])], repeat=True); send("go on", 7); idle(); r.shot("blocked-key", "blocked", what="provider answered 400: key refused"); r.kill()
    boot(env={**KEY, **({"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"} if QWEN else {"GOOGLE_GEMINI_BASE_URL": "http://127.0.0.1:9"})}); send(P["fix"], 7); r.shot("blocked-offline-retrying", "blocked", what="provider unreachable, retrying by itself", note="retries by itself", expect="cancel"); idle(60); r.shot("blocked-offline", "blocked", what="provider unreachable, gave up"); r.kill()

def seg_menus():
    config(); boot(); scenario([{"text": "Noted."}]); send("remember the retry helper", 5); idle()
    for c, st in (("model", "waiting"), ("auth", "waiting"), ("theme", "waiting"), ("settings", "waiting"), ("editor", "waiting"), ("resume", "waiting"), ("help", "ready"), ("stats", "ready")):
        if (pack == "a") == (c in ("theme", "stats")): continue
        r.type("/" + c, wait=1); r.keys("Escape", wait=.3) if False else None; r.keys("Enter", wait=3); r.shot("menu-" + c, st, what=f"/{c} open", note="opened by a person; keys go to the dialog until it is closed" if st == "waiting" else ""); r.keys("Escape", wait=1.2)
    r.kill()

def seg_exits():
    config(); boot(wrap=True); r.shot("ready-in-shell", "ready", what="started from a shell", expect="Type your message"); scenario([{"text": P["ask"]}]); send("how far are you?", 5); idle()
    r.keys("C-c", wait=.5); r.shot("ready-ctrlc", "ready", what="Ctrl-C pressed once at the idle prompt"); time.sleep(3); r.type("/quit", wait=1); r.keys("Enter", wait=4); r.shot("shell-after-exit", "shell", what="agent left with /quit, back at the shell", agent="none", expect="app#"); r.kill()
    boot(); scenario([{"sleep": 40}]); send(P["fix"], 4); os.kill(int(r.field("#{pane_pid}")), signal.SIGKILL); time.sleep(2); r.shot("dead-killed", "dead", what="agent killed while working; its last screen stays"); r.kill()

def seg_more():
    config(); boot()
    def g(code, status, msg): return {"status": code, "body": {"error": {"code": code, "message": msg, "status": status, "details": []}}}
    for n, c, st, msg in (("403", 403, "PERMISSION_DENIED", "Generative Language API has not been used in project 0 before or it is disabled."), ("404", 404, "NOT_FOUND", "models/gemini-gone is not found for API version v1beta"), ("toolong", 400, "INVALID_ARGUMENT", "The input token count (1213462) exceeds the maximum number of tokens allowed (1048576).")):
        scenario([g(c, st, msg)], repeat=True); send("go on", 7); idle(40); r.shot("blocked-" + n, "blocked", ["context-low"] if n == "toolong" else [], what=f"provider answered {c}: {st}"); r.keys("Escape", wait=2)
    scenario([{"text": P["ask"]}]); send("and now?", 5); idle(); r.shot("ready-after-errors", "ready", what="a good turn after errors further up"); r.kill()
    boot(wrap=True); scenario([{"text": P["ask"]}], [{"sleep": 40}]); send("how far?", 5); idle(); send("go on", 4); r.resize(P["W2"], 14, 3); r.shot("working-low", "working", what="working, in a pane of 14 lines"); r.resize(P["W"], P["H"], 2)
    r.keys("Escape", wait=3); r.keys("C-c", wait=.6); r.keys("C-c", wait=5); r.say("ls", wait=1.5); r.shot("shell-after-ls", "shell", what="left with Ctrl-C, and a command was run at the shell since", agent="none", expect="package.json"); r.kill()

ip = f"{OUT}/capture/runs/{r.name}.json"
if os.path.exists(ip): r.index = json.load(open(ip))
for s in only or ["first", "basic", "work", "done", "perm", "tools", "errors", "menus", "exits"]:
    print("######", s, time.strftime("%T"))
    try: globals()["seg_" + s]()
    except Exception: traceback.print_exc()
tmux("kill-server")
