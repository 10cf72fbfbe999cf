"""Claude Code against the fake provider: working, permission, question, plan,
finished, background, errors, limits, menus, exits.
usage: claude_main.py TAG VERSION BINARY SPLIT PACK [segment...]"""
import sys, json, os, glob, traceback, signal, subprocess
from lib import *
tag, ver, bin_, split, pack = sys.argv[1:6]
only = sys.argv[6:]
fp.start(PORT)
KEY = "sk-ant-dummy-000000000000000000000"
PACKS = {
 "a": dict(W=120, H=40, W2=80, H2=24,
  fix="The retry test is flaky. Find out why and fix it.",
  think="The loop never waits between attempts. I should look at the retry helper and at the limits before changing anything.",
  stream="I looked at src/retry.js. The helper calls the function again at once, so a failing service is asked sixty times in a few milliseconds. " * 6,
  done="Fixed. While the suite was still Running 12 of 48 tests had failed with a rate limit error; after the change all pass.\n\nWhat changed:\n- retry waits between attempts\n- limits are read once\n\nReading the log again I saw 45% of the calls were repeats... they are gone now.",
  ask="All 48 tests pass now. Do you want to proceed with the release notes, or should I wait for your input on the version number first?",
  cmd="npm test 2>&1 | tail -20", cmddesc="Run the unit tests", longcmd="sh build.sh", longdesc="Build all modules", bg="sh build.sh", bgdesc="Build in the background",
  newfile="/srv/architect/app/src/backoff.js", newtext="export function backoff(i) {\n  return Math.min(1000 * 2 ** i, 30000);\n}\n",
  plan="# Plan: make retry wait\n\n1. Add a backoff helper in src/backoff.js\n2. Use it in src/retry.js\n3. Cover both with tests\n",
  q=dict(question="Which strategy should the retry helper use?", header="Strategy", multiSelect=False, options=[dict(label="Exponential", description="Doubles the wait after each attempt"), dict(label="Fixed", description="The same wait every time"), dict(label="None", description="Leave it as it is")]),
  unsent="also update the changelog before you", queued="and run the linter afterwards", busyprose="Error handling is the weak spot here: the helper treats every error alike and it keeps waiting for your input stream to close. "),
 "b": dict(W=200, H=50, W2=100, H2=30,
  fix="Add a per-tenant quota to the worker, keep the old limit as default",
  think="A quota per tenant needs a place to live. The limits module is the obvious one, but the worker reads it at start only.",
  stream="The worker reads limits once at start. I will move the quota into a small table that is looked up for each tenant, with the old number as the default for tenants without a row. " * 5,
  done="The quota is in place. Processing of a tenant that is over its quota stops with a clear error (\"quota exceeded, try again at 15:00\") and the others go on.\n\n| tenant | limit | used |\n| --- | --- | --- |\n| default | 60 | 83% |\n| batch | 600 | 7% |\n\nPress Enter in the demo to continue; it says \"Waiting for approval\" until then.",
  ask="Should the batch tenant really get ten times the limit? (y/n) I have left it at 600 for now, it is one number in src/limits.js.",
  cmd="node -e 'import(\"./src/limits.js\").then(m => console.log(m.limits))'", cmddesc="Print the limits", longcmd="for i in $(seq 1 30); do echo migrating tenant $i of 30; sleep 1; done", longdesc="Migrate tenants", bg="tail -f docs/notes.md", bgdesc="Follow the notes",
  newfile="/srv/architect/app/src/quota.js", newtext="import { limits } from './limits.js';\nconst table = new Map();\nexport const quota = (tenant) => table.get(tenant) ?? limits.perMinute;\n",
  plan="# Per-tenant quota\n\n## Steps\n- a table of quotas\n- the worker asks it for each job\n- a migration for the batch tenant\n\n## Risk\nLow, the default does not change.\n",
  q=dict(question="Where should the quota table live?", header="Storage", multiSelect=True, options=[dict(label="Memory", description="Simplest, lost on restart"), dict(label="SQLite", description="One file beside the queue")]),
  unsent="no, use sqlite and write a migration", queued="then commit it", busyprose="Rate limit handling differs from the quota: a rate limit error is retried, a quota error is not. Do you want to know why? It comes down to who may fix it. "),
 "c": dict(W=144, H=42, W2=72, H2=26,
  fix="Der Import bricht bei großen Dateien ab. Finde heraus, warum, und behebe es.",
  think="Die Datei wird ganz in den Speicher gelesen. Zuerst sehe ich nach, wo sie geöffnet wird und wer auf ihr Ende wartet.",
  stream="Der Import liest die ganze Datei auf einmal. Ich stelle ihn auf Zeilen um, damit er mit festem Speicher auskommt; der Fortschritt steht dann bei jeder Zeile und nicht erst am Ende. " * 5,
  done="Erledigt. Running und Reading stehen weiter im Protokoll, 61 % der Zeilen waren doppelt...\n\n- der Import liest zeilenweise\n- ein Fehler (Error: rate limit exceeded, retrying in 30s) wird gemeldet und bricht nicht ab\n\nEsc to cancel steht nur noch in der Hilfe.",
  ask="Alle 31 Prüfungen sind grün. Soll ich weitermachen (y/n), oder wartest du noch auf die Zahlen? Do you want to proceed?",
  cmd="grep -rn readFileSync src | head", cmddesc="Find whole-file reads", longcmd="for i in $(seq 1 30); do echo \"Zeile $i/30: $((i*3))% importiert\"; sleep 1; done", longdesc="Import the sample", bg="tail -f docs/notes.md", bgdesc="Follow the notes",
  newfile="/srv/architect/app/src/lines.js", newtext="import { createInterface } from 'node:readline';\nexport const lines = (input) => createInterface({ input });\n",
  plan="# Zeilenweise lesen\n\n1. Eine Funktion lines() in src/lines.js\n2. Der Import benutzt sie\n3. Eine Prüfung mit 2 GB\n",
  q=dict(question="Was soll mit defekten Zeilen geschehen?", header="Defekt", multiSelect=False, options=[dict(label="Überspringen", description="Weiter mit der nächsten"), dict(label="Abbrechen", description="Beim ersten Fehler aufhören")]),
  unsent="und schreib dazu eine Zeile ins changelog", queued="danach bitte auch den export", busyprose="Der Fehler liegt beim Warten: permission denied kommt zu spät, und das Programm says it is waiting for your approval, obwohl niemand fragt. "),
 "d": dict(W=110, H=34, W2=58, H2=22,
  fix="夜間バックアップが途中で止まります。原因を調べて直してください。",
  think="ファイルの一覧を先に全部読んでいる。まず一覧を作る場所と、それを待っている場所を確認する。",
  stream="バックアップは最初に一覧を全部メモリに読み込みます。これを少しずつ読むように変えて、途中で止まっても続きから始められるようにします。 Running という行はログに残ります。 " * 5,
  done="直りました。ログには Thinking… や Waiting for your input と出ますが、72% の行は古いものでした…\n\n- 一覧は少しずつ読む\n- エラー (API Error: 529 Overloaded, retrying in 8s) は記録して続ける\n\n次は esc to interrupt の説明を README に足します。",
  ask="テストは 27 件すべて成功しました。続けてもよいですか？ Do you want to proceed? (y/n)",
  cmd="du -sh src docs && ls -la test", cmddesc="Measure the folders", longcmd="for i in $(seq 1 40); do echo \"backup $i/40 ... $((i*2))%\"; sleep 1; done", longdesc="Back up the sample", bg="sleep 600", bgdesc="Wait for the night",
  newfile="/srv/architect/app/src/list.js", newtext="import { opendir } from 'node:fs/promises';\nexport async function* list(folder) {\n  for await (const one of await opendir(folder)) yield one.name;\n}\n",
  plan="# 一覧を少しずつ読む\n\n1. list() を src/list.js に作る\n2. バックアップで使う\n3. 途中からの再開を試す\n",
  q=dict(question="壊れたファイルはどうしますか？", header="壊れた", multiSelect=False, options=[dict(label="飛ばす", description="次のファイルへ進む"), dict(label="止める", description="最初のエラーで終わる")]),
  unsent="それから changelog にも一行", queued="終わったら lint も", busyprose="エラーの扱いが弱い: permission denied は遅すぎて、画面には Press Enter to continue と出るのに誰も待っていません。 "),
 "e": dict(W=128, H=36, W2=66, H2=20,
  fix="The nightly report counts cancelled orders twice. Please find the query and correct it.",
  think="Cancelled orders have two rows, one for the order and one for its cancellation. I should check how the report joins them.",
  stream="The report joins orders with their events and counts rows, so an order with two events is counted twice. I'll count distinct orders, and keep the old number in a column of its own until finance has compared them. " * 5,
  done="Corrected. The log still prints \"Working (12s • esc to interrupt)\" and \"You've hit your limit\" because the old binary writes it; I left those lines alone.\n\n1. Yes, the totals match now\n2. No, nothing else changed\n\nCancelled orders are 4% of all.",
  ask="Both totals match. Would you like to proceed with last month's report as well, or shall I stop here and wait for your approval?",
  cmd="sqlite3 report.db '.schema orders'", cmddesc="Show the schema", longcmd="for m in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28; do echo recount month $m; sleep 1; done", longdesc="Recount all months", bg="tail -F docs/notes.md", bgdesc="Follow the notes",
  newfile="/srv/architect/app/src/report.sql", newtext="SELECT month, COUNT(DISTINCT order_id) AS orders\nFROM events\nGROUP BY month;\n",
  plan="# Count orders once\n\n- count distinct orders\n- keep the old number in a second column\n- compare both for a month\n",
  q=dict(question="Which number should the report show?", header="Number", multiSelect=True, options=[dict(label="Distinct orders", description="Each order once"), dict(label="Both", description="Old and new side by side"), dict(label="Old", description="As it is today")]),
  unsent="and tell finance about the difference", queued="after that, redo the summer months", busyprose="The word error stands in every line of this log, and \"waiting for permission\" in every second one; neither is about us. Reading on. "),
 "f": dict(W=116, H=38, W2=64, H2=24,
  fix="Toplu e-posta gönderimi yarıda kalıyor. Nedenini bul ve düzelt.",
  think="Gönderim bütün alıcıları tek seferde okuyor. Önce listenin nerede okunduğuna bakmalıyım.",
  stream="Gönderim önce bütün alıcıları belleğe alıyor. Bunu parça parça okuyacak şekilde değiştireceğim; kaldığı yerden devam edebilmesi için her parçadan sonra bir işaret bırakacağım. " * 5,
  done="Düzeltildi. Günlükte hâlâ Sending… ve Waiting for approval yazıyor, satırların %38'i tekrar...\n\n- alıcılar parça parça okunuyor\n- API Error (timeout) artık gönderimi durdurmuyor, retrying in 20s diye yazıyor\n\nPress Esc to cancel yazısı eski sürümden kaldı.",
  ask="24 testin hepsi geçti. Devam edeyim mi (y/n)? Would you like to proceed?",
  cmd="wc -c src/*.js | sort -n > /tmp/sizes.txt", cmddesc="Measure the files", longcmd="for i in $(seq 1 40); do echo \"gönderilen $i/40 ... %$((i*2))\"; sleep 1; done", longdesc="Send the sample", bg="tail -F README.md", bgdesc="Follow the readme",
  newfile="/srv/architect/app/src/batch.js", newtext="export function* batches(all, size) {\n  for (let i = 0; i < all.length; i += size) yield all.slice(i, i + size);\n}\n",
  plan="# Alıcıları parça parça oku\n\n1. batches() yaz\n2. gönderimde kullan\n3. yarıda kesilip devam etmeyi dene\n",
  q=dict(question="Ulaşılamayan adresler ne olsun?", header="Adresler", multiSelect=False, options=[dict(label="Atla", description="Sıradakiyle devam et"), dict(label="Durdur", description="İlk hatada bitir")]),
  unsent="bir de changelog satırı ekle", queued="sonra lint çalıştır", busyprose="Hata işleme zayıf: rate limit hatası geç geliyor, ekranda Do you trust this folder yazıyor ama kimse bir şey sormuyor. "),
}
P = PACKS[pack]
OFF = {"DISABLE_AUTOUPDATER": "1", "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1", "DISABLE_TELEMETRY": "1"}
API = {**OFF, "ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": BASE}
r = Run(f"claude{tag}", "claude", ver, split, f"@anthropic-ai/claude-code {ver} from the npm registry against a provider stand-in on loopback")

def seed(**kw):
    p = "/home/dev/.claude.json"
    d = json.load(open(p)) if os.path.exists(p) else {}
    d.update({"hasCompletedOnboarding": True, "lastOnboardingVersion": ver, "theme": "dark", "customApiKeyResponses": {"approved": [KEY[-20:]], "rejected": []}, "numStartups": 20,
      "projects": {"/srv/architect/app": {"hasTrustDialogAccepted": True, "hasCompletedProjectOnboarding": True, "projectOnboardingSeenCount": 9, "allowedTools": []}}, **kw})
    json.dump(d, open(p, "w"))

def status(name, note):
    for f in glob.glob("/home/dev/.claude/sessions/*.json"):
        pid = os.path.basename(f)[:-5]
        if os.path.exists(f"/proc/{pid}"):
            r.save_file(f, name + ".json", note)

def idle(timeout=25):
    """Back to the empty prompt."""
    r.until("esc to interrupt", gone=True, timeout=timeout); time.sleep(.8)

def boot(w=None, h=None, env=API, args="", wrap=False):
    if "ermission" not in args: args += " --permission-mode default"
    c = f"{bin_} {args}".strip()
    r.start("bash --norc" if wrap else c, w or P["W"], h or P["H"], env)
    if wrap:
        r.say("PS1='dev@devbox:~/app\\$ '", wait=.3); r.keys("C-l"); r.say(c.replace(bin_, "claude") if wrap == 2 else c)
    r.until("? for shortcuts", "shortcuts", "│ >", "❯", timeout=45); time.sleep(2.5 * SLOW)

def stop():
    r.kill()

def seg_basic():
    boot(); r.shot("ready-fresh", "ready", what="just started, empty prompt"); print(r.tree()); status("idle-fresh", "just started, idle")
    r.type(P["unsent"]); r.shot("ready-unsent", "ready", ["unsent"], what="text typed, not sent"); r.keys("C-u"); r.keys("C-u")
    r.type("/", wait=1); r.shot("ready-slash", "ready", ["unsent"], what="slash menu open above an idle prompt"); r.keys("BSpace")
    r.type("?", wait=1); r.shot("ready-shortcuts", "ready", what="shortcut help below the prompt", expect="!"); r.keys("BSpace", wait=.3); r.keys("Escape", wait=1)
    r.type("!", wait=.8); r.shot("ready-bashmode", "ready", [], what="shell mode of the prompt box, nothing typed"); r.keys("BSpace"); r.keys("Escape", wait=1)
    stop()

def seg_work():
    boot()
    scenario([{"sleep": 9}, {"think": P["think"]}, {"sleep": 7}, {"text": P["stream"], "delay": .25}])
    r.say(P["fix"], wait=4); r.shot("working-wait", "working", what="request sent, nothing answered yet", expect="…"); status("busy-request", "busy: waiting for the provider")
    time.sleep(8); r.shot("working-think", "working", what="thinking", expect="…")
    r.type(P["queued"]); r.shot("working-unsent", "working", ["unsent"], what="working, with unsent text in the box"); r.keys("Enter", wait=1)
    r.shot("working-queued", "working", what="working, a message queued")
    time.sleep(8); r.shot("working-stream", "working", what="answer streaming")
    r.resize(P["W2"], P["H2"]); r.shot("working-stream-small", "working", what="answer streaming, window made smaller"); r.resize(P["W"], P["H"])
    r.keys("Escape", wait=2); r.shot("ready-interrupted", "ready", what="turn interrupted with Escape")
    status("idle-interrupted", "idle after an interrupt"); stop()

def seg_done():
    boot()
    scenario([{"text": P["busyprose"] * 2}, {"sleep": 34}, {"text": P["done"]}])
    r.say(P["fix"], wait=9); r.shot("working-prose", "working", what="working under prose that speaks of errors and input", expect="…")
    idle(45); r.shot("ready-done-prose", "ready", what="turn finished after 40 s, prose speaks of running, percentages and errors")
    scenario([{"sleep": 2}, {"text": P["ask"]}]); r.say("is it all green?", wait=6); r.shot("ready-asks-in-prose", "ready", what="finished turn whose prose ends in a question; the prompt is idle")
    status("idle-done", "idle after a finished turn")
    scenario([{"usage": 158000}, {"text": "Looked at everything."}]); r.say("read the whole repository", wait=6); r.shot("ready-context", "ready", ["context-low"], what="finished turn, the provider reported a nearly full context", expect="%")
    r.resize(P["W2"], P["H2"]); r.shot("ready-context-small", "ready", ["context-low"], what="the same, smaller window", expect="%"); stop()

def seg_auto():
    if ver < "2.1.3": return
    boot(args="--permission-mode auto"); r.shot("ready-auto", "ready", what="auto mode, empty prompt", expect="auto mode")
    scenario([{"text": "I will run the tests first."}, {"tool": "Bash", "args": {"command": P["cmd"], "description": P["cmddesc"]}}], [{"sleep": 3}, {"text": "They ran."}])
    r.say(P["fix"], wait=6); r.shot("waiting-auto", "waiting", what="auto mode cannot check an action and asks how to go on", expect="Esc to cancel"); status("waiting-auto", "waiting: auto mode dialog")
    r.keys("Enter", wait=3); r.shot("waiting-auto-bash", "waiting", what="stays in auto mode, asks for the command", expect="Yes"); stop()

def seg_perm():
    boot()
    scenario([{"text": "I will run the tests first."}, {"tool": "Bash", "args": {"command": P["cmd"], "description": P["cmddesc"]}}], [{"sleep": 3}, {"text": "They ran."}])
    r.say(P["fix"], wait=5); r.shot("waiting-bash", "waiting", what="asks for permission to run a command", expect="1. Yes"); status("waiting-bash", "waiting: permission for a command"); print(r.tree())
    r.resize(P["W2"], P["H2"]); r.shot("waiting-bash-small", "waiting", what="the same, smaller window", expect="1. Yes"); r.resize(P["W"], P["H"])
    r.keys("Escape", wait=2); r.shot("ready-denied", "ready", what="permission refused with Escape")
    scenario([{"tool": "Write", "args": {"file_path": P["newfile"], "content": P["newtext"]}}], [{"text": "Written."}])
    r.say("write the helper", wait=5); r.shot("waiting-write", "waiting", what="asks for permission to create a file", expect="1. Yes")
    r.keys("Tab", wait=1); r.shot("waiting-write-amend", "waiting", what="permission prompt with the amend field open", expect="Yes"); r.keys("Escape", wait=1); r.keys("Escape", wait=1.5)
    scenario([{"tool": "WebFetch", "args": {"url": "https://example.org/limits", "prompt": "What are the limits?"}}], [{"text": "Fetched."}])
    r.say("look up the documented limits", wait=5); r.shot("waiting-fetch", "waiting", what="asks for permission to fetch a page", expect="Yes"); r.keys("Escape", wait=2)
    scenario([{"tool": "Read", "args": {"file_path": "/srv/architect/app/src/limits.js"}}], [{"tool": "Edit", "args": {"file_path": "/srv/architect/app/src/limits.js", "old_string": "burst: 10", "new_string": "burst: 20"}}], [{"text": "Edited."}])
    r.say("raise the burst to 20", wait=6); r.shot("waiting-edit", "waiting", what="asks for permission to edit a file", expect="1. Yes")
    r.keys("2", wait=4); r.shot("ready-accept-edits", "ready", ["accept-edits"], what="edit allowed for the session, turn finished"); stop()

def seg_question():
    boot(env=API)
    scenario([{"text": "One thing before I start."}, {"tool": "AskUserQuestion", "args": {"questions": [P["q"]]}}], [{"text": "Good."}])
    r.say(P["fix"], wait=5); r.shot("waiting-question", "waiting", what="the agent asks a question with choices", expect=P["q"]["options"][0]["label"]); status("waiting-question", "waiting: AskUserQuestion")
    r.keys("Down", wait=.6); r.resize(P["W2"], P["H2"]); r.shot("waiting-question-small", "waiting", what="the same with the second choice marked, smaller window", expect=P["q"]["options"][0]["label"]); r.resize(P["W"], P["H"])
    r.keys("Escape", wait=2); r.shot("ready-question-declined", "ready", what="question declined")
    stop()
    boot(args="--permission-mode plan"); r.shot("ready-plan", "ready", ["plan"], what="plan mode, empty prompt", expect="plan mode")
    scenario([{"sleep": 8}, {"tool": "ExitPlanMode", "args": {"plan": P["plan"]}}], [{"text": "Starting."}])
    r.say("plan it first", wait=4); r.shot("working-plan", "working", ["plan"], what="planning"); time.sleep(8)
    r.shot("waiting-plan", "waiting", what="plan ready, asks for approval", expect="Yes"); status("waiting-plan", "waiting: plan approval"); stop()
    boot(args="--permission-mode acceptEdits"); r.shot("ready-accept-fresh", "ready", ["accept-edits"], what="accept-edits mode, empty prompt", expect="accept edits")
    scenario([{"sleep": 20}, {"text": "ok"}]); r.say(P["fix"], wait=5); r.shot("working-accept", "working", ["accept-edits"], what="working in accept-edits mode", expect="…"); stop()

def seg_tools():
    boot(args='--allowedTools "Bash(*)" "Bash"')
    scenario([{"text": "Running it now."}, {"tool": "Bash", "args": {"command": P["longcmd"], "description": P["longdesc"]}}], [{"sleep": 3}, {"text": "It ran through."}])
    r.say("build it", wait=8); r.shot("working-bash", "working", what="a command runs in the foreground"); print(r.tree()); status("busy-tool", "busy: a command runs")
    r.resize(P["W2"], P["H2"]); r.shot("working-bash-small", "working", what="the same, smaller window"); r.resize(P["W"], P["H"])
    r.keys("C-b", wait=1); r.keys("C-b", wait=3); r.shot("working-bash-bg", "working", ["background"], what="the command moved to the background, the turn goes on", absent="zzz")
    r.keys("Escape", wait=2); stop()
    boot(args='--allowedTools "Bash(*)" "Bash"')
    scenario([{"tool": "Bash", "args": {"command": P["bg"], "description": P["bgdesc"], "run_in_background": True}}], [{"text": "It runs in the background, I will look at it later."}])
    r.say("start it in the background", wait=7); idle(); r.shot("ready-background", "ready", ["background"], what="turn finished, a background command still runs"); print(r.tree()); status("idle-background", "idle with a background command")
    r.resize(P["W2"], P["H2"]); r.shot("ready-background-small", "ready", ["background"], what="the same, smaller window"); r.resize(P["W"], P["H"])
    r.say("/bashes" if ver < "2.1" else "/tasks", wait=2); r.shot("waiting-tasks", "waiting", ["background"], what="list of background tasks open as a dialog"); r.keys("Escape", wait=1)
    scenario([{"sleep": 30}, {"text": "ok"}]); r.say("now check the docs", wait=4); r.shot("working-background", "working", ["background"], what="working while a background command runs"); r.keys("Escape", wait=2); stop()

def seg_agents():
    boot()
    name = "Agent" if ver > "2.1.6" else "Task"
    scenario([{"text": "I will let two agents look."}, {"tool": name, "args": {"description": "Read the retry code", "prompt": "Read src/retry.js", "subagent_type": "general-purpose"}}, {"tool": name, "args": {"description": "Read the notes", "prompt": "Read docs", "subagent_type": "general-purpose"}}],
       [{"sleep": 40}, {"text": "Read."}], [{"sleep": 40}, {"text": "Read."}])
    r.say(P["fix"], wait=9); r.shot("working-agents", "working", what="two sub-agents at work"); r.keys("Escape", wait=2); stop()
    boot()
    T = [{"content": c, "status": s, "activeForm": a} for c, s, a in (("Read the helper", "completed", "Reading the helper"), ("Add the wait", "in_progress", "Adding the wait"), ("Run the tests", "pending", "Running the tests"))]
    scenario([{"tool": "TodoWrite", "args": {"todos": T}}, *([{"tool": "TaskCreate", "args": {"subject": t["content"], "description": t["content"], "activeForm": t["activeForm"]}} for t in T] if ver > "2.1" else [])], [{"tool": "TaskUpdate", "args": {"taskId": "2", "status": "in_progress"}}] if ver > "2.1" else [{"sleep": 30}, {"text": "ok"}], [{"sleep": 30}, {"text": "ok"}])
    r.say(P["fix"], wait=9); r.shot("working-todos", "working", what="working with a task list"); r.keys("Escape", wait=2); r.shot("ready-todos", "ready", what="interrupted, task list still shown"); stop()

def seg_errors():
    boot(env={**API, "CLAUDE_CODE_MAX_RETRIES": "4"})
    ov = {"status": 529, "body": {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}}
    scenario([ov], repeat=True); r.say(P["fix"], wait=7); r.shot("blocked-retrying", "blocked", what="provider overloaded (529), retrying by itself", note="retries by itself; cannot work until the provider answers")
    status("busy-retrying", "busy: retrying after 529")
    r.until("attempt", "etrying", gone=True, timeout=60); time.sleep(1); r.shot("blocked-overloaded", "blocked", what="provider overloaded (529), gave up", expect="529")
    stop()
    boot()
    for n, st, typ, msg, note in (("credit", 400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.", "credit used up"),
         ("auth", 401, "authentication_error", "invalid x-api-key", "key refused"),
         ("toolong", 400, "invalid_request_error", "prompt is too long: 213462 tokens > 200000 maximum", "out of context")):
        scenario([{"status": st, "body": {"type": "error", "error": {"type": typ, "message": msg}}}], repeat=True)
        r.say("go on", wait=7); r.shot("blocked-" + n, "blocked", ["context-low"] if n == "toolong" else [], what=f"provider answered {st}: {note}")
    status("idle-error", "idle after provider errors"); stop()
    boot(env={**API, "ANTHROPIC_BASE_URL": "http://127.0.0.1:9", "CLAUDE_CODE_MAX_RETRIES": "3"})
    r.say(P["fix"], wait=6); r.shot("blocked-offline-retrying", "blocked", what="provider unreachable, retrying by itself", note="retries by itself; cannot work until the network is back")
    r.until("attempt", "etrying", gone=True, timeout=60); time.sleep(1); r.shot("blocked-offline", "blocked", what="provider unreachable, gave up"); stop()

def seg_limits():
    creds = {"claudeAiOauth": {"accessToken": "sk-ant-oat01-dummy", "refreshToken": "sk-ant-ort01-dummy", "expiresAt": 4102444800000, "scopes": ["user:inference", "user:profile", "user:sessions:claude_code"], "subscriptionType": "max", "rateLimitTier": "default_claude_max_5x"}}
    os.makedirs("/home/dev/.claude", exist_ok=True)
    json.dump(creds, open("/home/dev/.claude/.credentials.json", "w"))
    seed(oauthAccount={"accountUuid": "00000000-0000-4000-8000-000000000001", "emailAddress": "dev@localhost", "organizationUuid": "00000000-0000-4000-8000-000000000002", "organizationName": "app", "organizationRole": "admin"})
    boot(env={**OFF})
    r.shot("ready-subscriber", "ready", what="signed in with a (dummy) subscription, empty prompt")
    t = int(time.time())
    def lim(kind, secs, reset): return {"status": 429, "body": {"type": "error", "error": {"type": "rate_limit_error", "message": "This request would exceed your account's rate limit. Please try again later."}},
        "headers": {"anthropic-ratelimit-unified-status": "rejected", "anthropic-ratelimit-unified-representative-claim": kind, "anthropic-ratelimit-unified-reset": str(t + secs), "anthropic-ratelimit-unified-overage-status": "rejected", "anthropic-ratelimit-unified-overage-disabled-reason": "org_level_disabled", "retry-after": str(secs), "x-should-retry": "false"}}
    scenario([lim("five_hour", 9000, 0)], repeat=True); r.say(P["fix"], wait=7); r.shot("limit-session", "blocked", until="resets", what="subscription's five-hour limit reached (429)", expect="reset")
    status("limit-session", "usage limit reached")
    r.resize(P["W2"], P["H2"]); r.shot("limit-session-small", "blocked", until="resets", what="the same, smaller window", expect="reset"); r.resize(P["W"], P["H"])
    r.keys("Escape", wait=1.5); r.shot("limit-after", "blocked", until="resets", what="limit dialog (if any) closed, limit still in force", expect="reset")
    scenario([lim("seven_day", 260000, 0)], repeat=True); r.say("go on", wait=7); r.shot("limit-week", "blocked", until="resets", what="subscription's weekly limit reached (429)", expect="reset"); stop()
    os.remove("/home/dev/.claude/.credentials.json"); 
    boot(env={**OFF}); r.shot("signed-out", "blocked", what="started without any credentials after onboarding", note="signed out: cannot work until someone signs in")
    r.say("hello", wait=4); r.shot("signed-out-asked", "blocked", what="signed out, a prompt was sent")
    r.say("/login", wait=3); r.shot("waiting-login", "waiting", what="login method menu"); stop()

def seg_menus():
    boot(); scenario([{"text": "Noted."}]); r.say("remember the retry helper", wait=5)
    for c in ("model", "config", "permissions", "resume", "help", "status", "theme", "mcp", "agents", "memory", "export", "hooks"):
        if pack == "a" and c in ("memory", "hooks", "status") or pack == "b" and c in ("permissions", "theme", "agents", "mcp"): continue
        r.say("/" + c, wait=2.5); r.shot("menu-" + c, "waiting", what=f"/{c} dialog open", note="opened by a person; keys go to the dialog until it is closed")
        if c == "model": status("menu-model", "model picker open")
        r.keys("Escape", wait=.8); r.keys("Escape", wait=.8)
        if "❯" not in r.text() and ">" not in r.text(): r.keys("C-c", wait=1)
    stop()
    boot(args="--resume"); r.shot("resume-start", "waiting", what="started with --resume: list of sessions"); stop()
    boot(env={**API, "IS_SANDBOX": "1"}, args="--dangerously-skip-permissions", w=P["W2"], h=P["H2"]); r.shot("waiting-bypass", "waiting", what="warning dialog of bypass-permissions mode", expect="Yes")
    r.keys("Down", wait=.4); r.keys("Enter", wait=3); r.shot("ready-bypass", "ready", what="bypass-permissions mode, empty prompt"); stop()

def seg_exits():
    boot(wrap=True); r.shot("ready-in-shell", "ready", what="started from a shell, empty prompt", expect="❯" if ver > "2" else ">"); print(r.tree())
    scenario([{"text": P["ask"]}]); r.say("how far are you?", wait=5)
    r.keys("C-c", wait=.5); r.shot("ready-ctrlc", "ready", what="Ctrl-C pressed once at the idle prompt")
    time.sleep(2); r.say("/exit", wait=3); r.shot("shell-after-exit", "shell", what="agent left with /exit, back at the shell", agent="none", expect="app#"); 
    stop()
    boot(); scenario([{"sleep": 40}]); r.say(P["fix"], wait=5)
    pid = r.field("#{pane_pid}"); status("before-sigkill", "busy; killed right after")
    os.kill(int(pid), signal.SIGKILL); time.sleep(2); r.shot("dead-killed", "dead", what="agent killed while working; its last screen stays")
    p = f"/home/dev/.claude/sessions/{pid}.json"; print("left behind:", os.path.exists(p)); 
    if os.path.exists(p): r.save_file(p, "left-after-sigkill.json", "left behind after SIGKILL; the process is gone")
    stop()
    boot(); r.say("/exit", wait=3); r.shot("dead-exit", "dead", what="agent left with /exit as the pane's own program"); stop()

def settings(**kw):
    p = "/home/dev/.claude/settings.json"; os.makedirs(os.path.dirname(p), exist_ok=True); json.dump(kw, open(p, "w"))

def seg_more():
    """What people set up for themselves: a status line, vim keys, hooks; and dialogs seldom seen."""
    settings(statusLine={"type": "command", "command": "echo 'dev@devbox app (main) | ctx 42% | waiting: 0 | running'"}, editorMode="vim")
    boot(); r.shot("ready-statusline", "ready", what="a status line of one's own, which says running and waiting")
    scenario([{"sleep": 25}, {"text": P["done"]}]); r.say(P["fix"], wait=6); r.shot("working-statusline", "working", what="working, with a status line of one's own", expect="…")
    r.resize(P["W2"], 14, 2); r.shot("working-low", "working", what="working, in a pane of 14 lines", expect="…"); r.resize(P["W"], P["H"]); idle(40); r.shot("ready-done-statusline", "ready", what="finished, with a status line of one's own")
    r.keys("Escape", wait=.5); r.keys("Escape", wait=2); r.shot("menu-rewind", "waiting", what="rewind list open (Escape twice)", note="opened by a person; keys go to the dialog until it is closed"); r.keys("Escape", wait=1)
    settings(); stop()
    boot(); scenario([{"text": "Two things first."}, {"tool": "AskUserQuestion", "args": {"questions": [P["q"], dict(P["q"], header="Second", question="And the same for the archive?")]}}], [{"text": "Good."}])
    r.say(P["fix"], wait=6); r.shot("waiting-two-questions", "waiting", what="two questions in tabs", expect=P["q"]["options"][0]["label"]); r.keys("Right", wait=1); r.shot("waiting-second-question", "waiting", what="the second of two questions"); r.keys("Escape", wait=2)
    scenario([{"tool": "Read", "args": {"file_path": "/etc/hostname"}}], [{"text": "Read."}]); r.say("read the host name", wait=5); r.shot("waiting-read-outside", "waiting", what="asks for permission to read outside the folder", expect="Yes"); r.keys("Escape", wait=2); stop()
    settings(hooks={"PreToolUse": [{"matcher": "Bash", "hooks": [{"type": "command", "command": "echo '{\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\",\"permissionDecision\":\"ask\",\"permissionDecisionReason\":\"the team wants to see every command\"}}'"}]}]})
    boot(args='--allowedTools "Bash(*)"'); scenario([{"tool": "Bash", "args": {"command": P["cmd"], "description": P["cmddesc"]}}], [{"text": "It ran."}]); r.say(P["fix"], wait=6); r.shot("waiting-hook", "waiting", what="a hook makes it ask for a command that is allowed", expect="Yes"); r.keys("Escape", wait=2); settings(); stop()
    boot(); r.say("! for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; sleep 1; done", wait=5); r.shot("working-own-command", "working", what="a person's own command runs in shell mode"); time.sleep(10); stop()
    boot(); scenario([{"text": "A long talk. " * 40}], [{"sleep": 30}, {"text": "Summary."}]); r.say("tell me everything", wait=5); idle(); r.say("/compact", wait=4); r.shot("working-compact", "working", what="compacting the conversation"); r.keys("Escape", wait=2); stop()
    boot(); scenario([{"text": P["done"]}]); r.say("look again", wait=5); idle(); r.keys("C-o", wait=2); r.shot("menu-transcript", "waiting", what="the full transcript is open (ctrl+o)", note="opened by a person; keys go to the dialog until it is closed"); r.keys("C-o", wait=1); r.keys("C-r", wait=2); r.shot("menu-history", "waiting", what="search in the history of prompts is open (ctrl+r)", note="opened by a person; keys go to the dialog until it is closed"); r.keys("Escape", wait=1); stop()

def seg_errors2():
    """Refusals not asked for by the first segment."""
    boot(env={**API, "CLAUDE_CODE_MAX_RETRIES": "0"})
    for n, st, typ, msg, note in (("500", 500, "api_error", "Internal server error", "provider failed"), ("404", 404, "not_found_error", "model: claude-gone", "the model is gone"),
         ("403", 403, "permission_error", "Your account does not have access to Claude", "not allowed"), ("413", 413, "request_too_large", "Request exceeds the maximum size", "request too large"), ("429", 429, "rate_limit_error", "Number of request tokens has exceeded your per-minute rate limit", "rate limit")):
        scenario([{"status": st, "headers": {"x-should-retry": "false"}, "body": {"type": "error", "error": {"type": typ, "message": msg}}}], repeat=True)
        r.say("go on", wait=7); r.shot("blocked-" + n, "blocked", what=f"provider answered {st}: {note}")
    scenario([{"text": P["ask"]}]); r.say("and now?", wait=5); idle(); r.shot("ready-after-errors", "ready", what="a good turn after errors further up"); stop()

def seg_leave():
    boot(wrap=True); scenario([{"text": P["ask"]}], [{"sleep": 60}]); r.say("how far are you?", wait=5); idle()
    r.keys("C-z", wait=2); r.shot("shell-suspended", "shell", what="suspended with ctrl+z, the shell is in front", agent="none"); r.say("fg", wait=3); r.shot("ready-resumed", "ready", what="brought back with fg")
    r.say("go on", wait=4); r.keys("C-c", wait=.4); r.keys("C-c", wait=.4); r.keys("C-c", wait=2.5); r.shot("shell-after-ctrlc", "shell", what="left with Ctrl-C while it worked, back at the shell", agent="none", expect="$ " if False else None)
    r.say("ls", wait=1); r.shot("shell-after-ls", "shell", what="left, and a command was run at the shell since", agent="none"); stop()

os.makedirs(f"{OUT}/capture/runs", exist_ok=True)
ip = f"{OUT}/capture/runs/{r.name}.json"
if os.path.exists(ip): r.index = json.load(open(ip))
seed()
for s in only or ["basic", "auto", "work", "done", "perm", "question", "tools", "agents", "errors", "menus", "exits", "limits"]:
    print("######", s, time.strftime("%T"))
    try: globals()["seg_" + s]()
    except Exception: traceback.print_exc()
tmux("kill-server")
