"""Codex CLI against the fake provider. usage: codex_main.py TAG VERSION "COMMAND" SPLIT PACK [segment...]"""
import sys, json, os, glob, traceback, signal
from lib import *
tag, ver, bin_, split, pack = sys.argv[1:6]
only = sys.argv[6:]
V = tuple(int(x) for x in ver.split("."))
MODEL = "gpt-5.2-codex" if (0, 80) < V < (0, 140) else "gpt-5.1-codex"  # that version asks about a newer one than 5.1
fp.start(PORT)
PACKS = {
 "a": dict(W=120, H=40, W2=80, H2=24, fix="Find out why the retry test is flaky and fix it",
  think="**Inspecting the retry helper**\n\nThe loop never waits between attempts, so I should look at the limits first.",
  stream="The helper calls the function again at once, so a failing service is asked sixty times in a few milliseconds. " * 6,
  done="Fixed. While the suite was still Running, 12 of 48 tests failed with a rate limit error; after the change all pass (100%).\n\n- retry waits between attempts\n- limits are read once",
  ask="All tests pass. Do you want to proceed with the release notes, or should I wait for your input on the version?",
  cmd="git push origin main", long="sh build.sh", unsent="also update the changelog before", queued="and run the linter afterwards", prose="Error handling is the weak spot: the helper is waiting for input that never comes. "),
 "b": dict(W=160, H=45, W2=90, H2=28, fix="Add a per-tenant quota to the worker",
  think="**Planning the quota table**\n\nThe limits module is the obvious place, but the worker reads it at start only.",
  stream="The worker reads limits once at start. I will move the quota into a table looked up for each tenant, with the old number as the default. " * 5,
  done="The quota is in place. A tenant over its quota stops with \"quota exceeded, try again at 15:00\"; processing goes on for the others.\n\n1. default: 60 (83% used)\n2. batch: 600 (7% used)",
  ask="Should the batch tenant really get ten times the limit? (y/n) I left it at 600 for now.",
  cmd="rm -rf docs/old && touch docs/new", long="for i in $(seq 1 40); do echo migrating tenant $i; sleep 1; done", unsent="no, use sqlite instead", queued="then commit it", prose="A rate limit error is retried, a quota error is not. Press enter to continue is what the demo prints. "),
 "c": dict(W=132, H=38, W2=76, H2=26, fix="Por qué falla la importación de archivos grandes? Arréglalo",
  think="**Revisando la importación**\n\nEl archivo se lee entero en memoria; hay que leerlo por líneas.",
  stream="La importación lee el archivo entero de una vez. Voy a cambiarla para que lea línea por línea y la memoria quede fija durante todo el proceso. " * 5,
  done="Listo. Working y Running siguen en el registro, 72% de las líneas eran repetidas...\n\n- se lee por líneas\n- error: rate limit reached, try again at 09:30 ya no detiene nada",
  ask="Las 31 pruebas pasan. Would you like to run the following command? era la última línea del registro; quieres que siga?",
  cmd="curl -sS https://example.org/sample.csv -o sample.csv", long="for i in $(seq 1 40); do echo importando $i de 40; sleep 1; done", unsent="y añade una línea al changelog", queued="después revisa la exportación", prose="El programa dice esc to interrupt y también waiting for approval, aunque nadie pregunta nada. "),
 "d": dict(W=104, H=32, W2=60, H2=22, fix="O relatório da noite conta pedidos cancelados duas vezes. Corrige, por favor",
  think="**Lendo a consulta**\n\nUm pedido cancelado tem duas linhas; a junção conta as duas.",
  stream="O relatório junta pedidos com eventos e conta linhas, por isso um pedido com dois eventos aparece duas vezes. Vou contar pedidos distintos e manter o número antigo ao lado. " * 5,
  done="Pronto. O registo ainda mostra Thinking e Running 3 of 9, e 64% das linhas repetem-se...\n\n- contam-se pedidos distintos\n- ■ You've hit your usage limit era apenas um teste no registo",
  ask="As 27 provas passam. Press enter to confirm or esc to cancel é o que o programa imprime no fim; continuo?",
  cmd="git fetch origin --prune", long="for i in $(seq 1 40); do echo \"mês $i de 40\"; sleep 1; done", unsent="e avisa a contabilidade", queued="depois revê o verão", prose="O programa escreve Would you like to run the following command? em cada linha, mas ninguém pergunta nada. "),
 "e": dict(W=140, H=44, W2=70, H2=24, fix="Make the nightly backup resumable",
  think="**Looking at the file list**\n\nThe list is read in one go, that is what runs out of memory.",
  stream="The backup reads the whole list into memory first. I will read it in pieces and keep a mark of how far it got, so that a stopped backup goes on where it was. " * 5,
  done="The backup is resumable. Its log says \"Reconnecting... 2/5\" and \"esc to interrupt\" when the store is slow; that is its own text.\n\n1. Yes, resumed runs were tried\n2. No, old marks are not kept",
  ask="27 of 27 pass. Should I also prune old backups? Allow command? [y/N] is what prune itself would ask.",
  cmd="rsync -a docs/ backup:/srv/docs/", long="for i in $(seq 1 40); do echo \"$((i*2))% copied, 3 errors\"; sleep 1; done", unsent="but keep the last seven", queued="then show me the list", prose="An error: rate limit reached, try again at 10:30, is what the store answers; the backup waits and is not done. "),
 "f": dict(W=126, H=36, W2=68, H2=24, fix="De nachtelijke import stopt halverwege. Zoek uit waarom en herstel het",
  think="**De import nalezen**\n\nHet bestand wordt in een keer gelezen.",
  stream="De import leest het hele bestand in een keer. Ik laat hem regel voor regel lezen, zodat het geheugen klein blijft en een gestopte import verder kan waar hij was. " * 5,
  done="Hersteld. In het logboek staat nog Working (3s) en Retrying..., 44% van de regels was dubbel.\n\n- er wordt per regel gelezen\n- een error: quota exceeded stopt niets meer",
  ask="Alle 24 tests slagen. Implement this plan? stond in de laatste regel van het logboek; zal ik verder gaan?",
  cmd="git tag -f nightly && git push --tags", long="for i in $(seq 1 40); do echo \"regel $i van 40\"; sleep 1; done", unsent="en zet het in het changelog", queued="bekijk daarna de export", prose="Het programma schrijft Sign in with ChatGPT en press enter to continue, maar niemand vraagt iets. "),
}
P = PACKS[pack]
r = Run(f"codex{tag}", "codex", ver, split, f"@openai/codex {ver} from the npm registry against a provider stand-in on loopback")
ENV_ = {"FAKE_KEY": "dummy", "RUST_LOG": "off"}

def config(extra="", trust=True, retries=2, approval="on-request", url=None, sandbox="read-only"):
    os.makedirs("/home/dev/.codex", exist_ok=True)
    open("/home/dev/.codex/config.toml", "w").write(f'''model = "{MODEL}"
model_provider = "local"
approval_policy = "{approval}"
sandbox_mode = "{sandbox}"
check_for_update_on_startup = false
{extra}
[model_providers.local]
name = "Local"
base_url = "{url or BASE + '/v1'}"
env_key = "FAKE_KEY"
wire_api = "responses"
request_max_retries = {retries}
stream_max_retries = {retries}
''' + ('\n[projects."/srv/architect/app"]\ntrust_level = "trusted"\n' if trust else "") + '\n[notice]\nhide_gpt5_1_migration_prompt = true\n"hide_gpt-5.1-codex-max_migration_prompt" = true\n')

UNIFIED = V >= (0, 90)
def shell(cmd, just=None, esc=False, t=None):
    if UNIFIED:
        a = {"cmd": cmd, "yield_time_ms": t or 30000}
        n = "exec_command"
    else:
        a = {"command": ["bash", "-lc", cmd], "timeout_ms": 600000}; n = "shell"  # 0.64 offers "shell" unless the model asks for shell_command
    if esc: a.update({"sandbox_permissions": "require_escalated", "with_escalated_permissions": True, "justification": just or "Needs to run outside the sandbox"})
    return {"tool": n, "args": a}
def patch(p):
    """0.150 and later have no apply_patch tool for this model; the same heredoc through the shell tool is taken as an edit."""
    if V >= (0, 150): return shell("apply_patch <<'EOF'\n" + p + "\nEOF\n")
    return {"tool": "apply_patch", "input": p}

def rollout(name, note):
    fs = sorted(glob.glob("/home/dev/.codex/sessions/*/*/*/*.jsonl"), key=os.path.getmtime)
    if fs: r.save_file(fs[-1], name + ".jsonl", note)

def boot(args="", daemon=False, w=None, h=None, env=ENV_, wrap=False):
    if V >= (0, 160) and not daemon: args += " --no-daemon"
    c = f"{bin_} {args}".strip()
    r.start("bash --norc" if wrap else c, w or P["W"], h or P["H"], env)
    if wrap: r.say("PS1='dev@devbox:~/app\\$ '", wait=.3); r.keys("C-l"); r.say(c)
    r.until(MODEL, "context left", timeout=60); time.sleep(3 * SLOW)

def idle(t=30): r.until("esc to interrupt", gone=True, timeout=t); time.sleep(1)
def send(text, wait=4): r.type(text, wait=.7); r.keys("Enter", wait=wait)

def seg_first():
    r.start(bin_, 120, 40, ENV_); r.until("Sign in", "sign in", timeout=25); time.sleep(2); r.shot("first-login", "waiting", what="first start, fresh home: sign-in menu", expect="ign in")
    r.keys("3", wait=2); r.shot("first-apikey", "waiting", what="API key entry of the sign-in menu", expect="API key"); r.kill()
    config(trust=False); r.start(bin_, 100, 30, ENV_); time.sleep(5); r.shot("first-trust", "waiting", what="new folder: asks whether to trust it", expect="1."); r.kill()

def seg_basic():
    config(); boot(daemon=True); r.shot("ready-fresh", "ready", what="just started, empty prompt"); print(r.tree()); rollout("fresh", "just started")
    r.type(P["unsent"]); r.shot("ready-unsent", "ready", ["unsent"], what="text typed, not sent"); r.keys("C-u", wait=.8)
    r.type("/", wait=1); r.shot("ready-slash", "ready", ["unsent"], what="slash menu open above an idle prompt"); r.keys("BSpace"); r.keys("Escape")
    r.kill()

def seg_work():
    config(); boot()
    scenario([{"sleep": 7}, {"think": P["think"], "delay": .4}, {"sleep": 6}, {"text": P["stream"], "delay": .3}])
    send(P["fix"], 4); r.shot("working-wait", "working", what="request sent, nothing answered yet", expect="interrupt"); rollout("working-request", "working: waiting for the provider")
    time.sleep(7) if V >= (0, 150) else r.until("Inspecting", "Planning", timeout=12); time.sleep(1); r.shot("working-think", "working", what="reasoning", expect="interrupt")
    r.type(P["queued"]); r.shot("working-unsent", "working", ["unsent"], what="working, with unsent text in the box"); r.keys("Enter", wait=1.2)
    r.shot("working-queued", "working", what="working, a message queued or steered in")
    time.sleep(4); r.shot("working-stream", "working", what="answer streaming")
    r.resize(P["W2"], P["H2"]); r.shot("working-stream-small", "working", what="answer streaming, smaller window"); r.resize(P["W"], P["H"])
    r.keys("Escape", wait=2); r.keys("Escape", wait=2.5); r.shot("ready-interrupted", "ready", what="turn interrupted with Escape"); rollout("interrupted", "turn interrupted, idle"); r.kill()

def seg_done():
    config(); boot()
    scenario([{"text": P["prose"] * 2}, shell("sleep 20; ls"),], [{"sleep": 18}, {"text": P["done"]}])
    send(P["fix"], 9); r.shot("working-prose", "working", what="a command runs below prose that speaks of errors and input", expect="interrupt")
    time.sleep(18); r.shot("working-after-tool", "working", what="waiting for the provider after a command", expect="interrupt")
    idle(60); r.shot("ready-done", "ready", what="turn finished; prose speaks of running, percentages and errors"); rollout("done", "turn finished, idle")
    scenario([{"sleep": 2}, {"text": P["ask"]}]); send("is it all green?", 6); idle(); r.shot("ready-asks-in-prose", "ready", what="finished turn whose prose ends in a question; the prompt is idle")
    scenario([{"usage": 255000}, {"text": "Read everything."}]); send("read the whole repository", 6); idle(); r.shot("ready-context", "ready", ["context-low"], what="finished turn, the provider reported a nearly full context"); r.kill()

def seg_perm():
    config(approval="untrusted" if V < (0, 150) else "on-request"); boot()
    scenario([{"text": "I will push it now."}, shell(P["cmd"], "May I push the fix to the remote?", True)], [{"text": "Pushed."}])
    send(P["fix"], 5); r.shot("waiting-exec", "waiting", what="asks for approval of a command", expect="Yes"); rollout("waiting-exec", "waiting: command approval"); print(r.tree())
    r.resize(P["W2"], P["H2"]); r.shot("waiting-exec-small", "waiting", what="the same, smaller window", expect="Yes"); r.resize(P["W"], P["H"])
    r.keys("Escape", wait=2.5); r.shot("ready-denied", "ready", what="approval refused with Escape"); rollout("denied", "approval refused, idle")
    scenario([patch("*** Begin Patch\n*** Add File: src/backoff.js\n+export function backoff(i) {\n+  return Math.min(1000 * 2 ** i, 30000);\n+}\n*** End Patch")], [{"text": "Written."}])
    send("write the helper", 5); r.shot("waiting-patch", "waiting", what="asks for approval of an edit", expect="Yes"); r.keys("Escape", wait=2)
    r.kill()

def seg_tools():
    config(approval="never", sandbox="danger-full-access"); boot()
    scenario([{"text": "Building."}, shell(P["long"])], [{"sleep": 5}, {"text": "Built."}])
    send("build it", 9); r.shot("working-exec", "working", what="a command runs", expect="interrupt"); print(r.tree()); rollout("working-exec", "working: a command runs")
    r.resize(P["W2"], P["H2"]); r.shot("working-exec-small", "working", what="the same, smaller window"); r.resize(P["W"], P["H"])
    idle(70); r.shot("ready-built", "ready", what="turn with a long command finished")
    scenario([{"tool": "update_plan", "args": {"explanation": "", "plan": [{"step": "Read the helper", "status": "completed"}, {"step": "Add the wait", "status": "in_progress"}, {"step": "Run the tests", "status": "pending"}]}}], [{"sleep": 25}, {"text": "ok"}])
    send("now fix it", 6); r.shot("working-plan-list", "working", what="working below a task list", expect="interrupt"); r.keys("Escape", wait=2)
    if UNIFIED:
        scenario([shell("tail -f docs/notes.md", t=1500)], [{"text": "It runs in the background."}])
        send("follow the notes in the background", 8); idle(); r.shot("ready-background", "ready", ["background"], what="turn finished, a background terminal still runs"); print(r.tree())
        r.say("/ps", wait=2); r.shot("ready-background-ps", "ready", ["background"], what="/ps lists the background terminal")
        scenario([{"sleep": 25}, {"text": "ok"}]); send("go on", 5); r.shot("working-background", "working", ["background"], what="working while a background terminal runs", expect="interrupt")
    r.kill()

def seg_errors():
    config(retries=3); boot()
    scenario([{"status": 503, "body": {"error": {"message": "The server is overloaded", "type": "server_error"}}}], repeat=True)
    send(P["fix"], 2.5); r.shot("blocked-reconnecting", "blocked", what="provider answers 503, reconnecting by itself", note="retries by itself; cannot work until the provider answers"); rollout("retrying", "provider 503, retrying")
    idle(60); time.sleep(2); r.shot("blocked-503", "blocked", what="provider answered 503, gave up"); rollout("error-503", "gave up after 503")
    for n, st, body, until, what in (
      ("401", 401, {"error": {"message": "Incorrect API key provided", "type": "invalid_request_error", "code": "invalid_api_key"}}, None, "key refused"),
      ("quota", 429, {"error": {"message": "You exceeded your current quota, please check your plan and billing details.", "type": "insufficient_quota", "code": "insufficient_quota"}}, None, "quota used up"),
      ("limit", 429, {"error": {"type": "usage_limit_reached", "plan_type": "plus", "resets_at": int(time.time()) + 9300, "resets_in_seconds": 9300, "message": "The usage limit has been reached"}}, "?", "usage limit of the plan")):
        scenario([{"status": st, "body": body}], repeat=True); send("go on", 9); idle(40); r.shot("blocked-" + n, "blocked", until=until, what=f"provider answered {st}: {what}")
        rollout("error-" + n, f"provider answered {st}: {what}")
    scenario([{"fail": {"code": "context_length_exceeded", "message": "Your input exceeds the context window of this model."}}], repeat=True); send("go on", 6); idle(20); r.shot("blocked-context", "blocked", ["context-low"], what="out of context"); r.kill()
    config(url="http://127.0.0.1:9/v1", retries=3); boot(); send(P["fix"], 2); r.shot("blocked-offline-retrying", "blocked", what="provider unreachable, reconnecting by itself", note="retries by itself"); idle(60); r.shot("blocked-offline", "blocked", what="provider unreachable, gave up"); r.kill()

def seg_menus():
    config(); boot(); scenario([{"text": "Noted."}]); send("remember the retry helper", 5); idle()
    for c in ("model", "approvals" if V < (0, 100) else "permissions", "review", "resume", "experimental", "status", "diff"):
        st = "ready" if c == "status" else "waiting"
        r.type("/" + c, wait=.8); r.keys("Enter", wait=2.5); r.shot("menu-" + c, st, what=f"/{c} open", note="opened by a person; keys go to the dialog until it is closed" if st == "waiting" else "")
        r.keys("Escape", wait=.7)
        if c in ("diff",): r.keys("q", wait=.7)
        if c == "resume": r.keys("Escape", wait=.7)
    r.kill(); boot(args="resume"); r.shot("resume-start", "waiting", what="started with resume: list of sessions"); r.kill()
    config(); boot(); r.keys("BTab", wait=1.2); r.shot("ready-plan", "ready", ["plan"], what="plan mode, empty prompt", expect="lan mode")
    scenario([{"sleep": 6}, {"text": "<proposed_plan>\n# Make retry wait\n\n1. Add a backoff helper\n2. Use it\n3. Test both\n</proposed_plan>"}]); send("plan the fix", 4); r.shot("working-plan", "working", ["plan"], what="planning", expect="interrupt"); time.sleep(6); r.shot("waiting-plan", "waiting", what="plan ready, asks whether to carry it out", expect="mplement"); rollout("waiting-plan", "plan proposed"); r.kill()
    config(); boot(); r.keys("BTab", wait=1.2)
    scenario([{"tool": "request_user_input", "args": {"questions": [{"id": "s", "header": "Strategy", "question": "Which strategy should be used?", "options": [{"label": "Exponential (Recommended)", "description": "Doubles the wait"}, {"label": "Fixed", "description": "Same wait"}]}]}}], [{"text": "ok"}])
    send("which way?", 5); r.shot("waiting-question", "waiting", what="the agent asks a question with choices", expect="Doubles"); r.keys("Escape", wait=2); rollout("waiting-question", "the agent asked a question"); r.kill()

def seg_exits():
    config(); boot(wrap=True); r.shot("ready-in-shell", "ready", what="started from a shell"); print(r.tree()); scenario([{"text": P["ask"]}]); send("how far are you?", 5); idle()
    r.type("/quit", wait=.7); r.keys("Enter", wait=3); r.shot("shell-after-exit", "shell", what="agent left with /quit, back at the shell", agent="none", expect="app#"); r.kill()
    boot(); scenario([{"sleep": 40}]); send(P["fix"], 4); os.kill(int(r.field("#{pane_pid}")), signal.SIGKILL); time.sleep(2); r.shot("dead-killed", "dead", what="agent killed while working; its last screen stays"); rollout("killed", "killed while working"); r.kill()

def seg_more():
    """Refusals and ways to leave that the first segments do not have."""
    config(retries=0); boot()
    for n, st, body, what in (("403", 403, {"error": {"message": "Country, region, or territory not supported", "type": "request_forbidden"}}, "not allowed here"), ("404", 404, {"error": {"message": "The model `gpt-5.1-codex` does not exist or you do not have access to it.", "type": "invalid_request_error", "code": "model_not_found"}}, "the model is gone"),
       ("500", 500, {"error": {"message": "The server had an error while processing your request", "type": "server_error"}}, "provider failed"), ("429", 429, {"error": {"message": "Rate limit reached for gpt-5.1-codex on tokens per min. Please try again in 11.2s.", "type": "tokens", "code": "rate_limit_exceeded"}}, "rate limit")):
        scenario([{"status": st, "body": body}], repeat=True); send("go on", 7); idle(40); r.shot("blocked-" + n, "blocked", what=f"provider answered {st}: {what}")
    scenario([{"text": P["ask"]}]); send("and now?", 5); idle(); r.shot("ready-after-errors", "ready", what="a good turn after errors further up")
    r.keys("C-t", wait=2); r.shot("menu-transcript", "waiting", what="the full transcript is open (ctrl+t)", note="opened by a person; keys go to the dialog until it is closed"); r.keys("q", wait=1); r.kill()
    config(approval="never", sandbox="danger-full-access"); boot(wrap=True); scenario([{"text": P["ask"]}], [{"sleep": 60}]); send("how far?", 5); idle()
    r.keys("C-z", wait=2); r.shot("shell-suspended", "shell", what="suspended with ctrl+z, the shell is in front", agent="none", expect="topped"); r.say("fg", wait=3)
    r.resize(P["W2"], 12, 2); r.shot("ready-low", "ready", what="idle, in a pane of 12 lines"); r.resize(P["W"], P["H"]); send("go on", 4); r.resize(P["W2"], 12, 2); r.shot("working-low", "working", what="working, in a pane of 12 lines"); r.resize(P["W"], P["H"])
    r.keys("C-c", wait=1); r.keys("C-c", wait=1); r.keys("C-c", wait=3); r.say("ls", wait=1.5); r.shot("shell-after-ls", "shell", what="left with Ctrl-C, and a command was run at the shell since", agent="none", expect="package.json"); r.kill()

ip = f"{OUT}/capture/runs/{r.name}.json"
if os.path.exists(ip): r.index = json.load(open(ip))
for s in only or ["first", "basic", "work", "done", "perm", "tools", "errors", "menus", "exits"]:
    print("######", s, time.strftime("%T"))
    try: globals()["seg_" + s]()
    except Exception: traceback.print_exc()
tmux("kill-server")
