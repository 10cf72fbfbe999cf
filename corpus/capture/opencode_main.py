"""OpenCode against the fake provider. usage: opencode_main.py TAG VERSION BINARY SPLIT PACK [segment...]"""
import sys, json, os, traceback, signal
from lib import *
tag, ver, bin_, split, pack = sys.argv[1:6]
only = sys.argv[6:]
fp.start(PORT)
PACKS = {
 "a": dict(W=120, H=40, W2=80, H2=24, fix="Find out why the retry test is flaky and fix it", think="The loop never waits between attempts.",
  stream="The helper calls the function again at once, so a failing service is asked sixty times in a few milliseconds. " * 6,
  done="Fixed. While the suite was still Running, 12 of 48 tests failed with a rate limit error; after the change all pass (100%).\n\n- retry waits between attempts\n- limits are read once",
  ask="All tests pass. Do you want to proceed with the release notes, or should I wait for your input on the version?", cmd="npm test", long="sh build.sh", unsent="also update the changelog before", prose="Error handling is the weak spot: the helper is waiting for input that never comes. "),
 "b": dict(W=160, H=45, W2=90, H2=28, fix="Add a per-tenant quota to the worker", think="The worker reads limits at start only.",
  stream="The worker reads limits once at start. I will move the quota into a table looked up for each tenant, with the old number as the default. " * 5,
  done="The quota is in place. A tenant over its quota stops with \"quota exceeded, try again at 15:00\"; processing goes on for the others.\n\n1. default: 60 (83% used)\n2. batch: 600 (7% used)",
  ask="Should the batch tenant really get ten times the limit? (y/n) I left it at 600 for now.", cmd="node migrate.js --dry-run", long="for i in $(seq 1 40); do echo migrating tenant $i; sleep 1; done", unsent="no, use sqlite instead", prose="A rate limit error is retried, a quota error is not. Press enter to continue is what the demo prints. "),
 "c": dict(W=134, H=42, W2=84, H2=30, fix="Pourquoi l'import échoue-t-il sur les gros fichiers ?", think="Le fichier est lu d'un coup.",
  stream="L'import lit tout le fichier d'un coup. Je vais le lire ligne par ligne, pour que la mémoire reste fixe pendant toute l'opération. " * 5,
  done="Terminé. Le journal dit toujours Running et esc interrupt, 58% des lignes étaient en double.\n\n- lecture ligne par ligne\n- Rate limit reached [retrying in 3s attempt #2] n'arrête plus rien",
  ask="Les 31 tests passent. Permission required était la dernière ligne du journal ; je continue (y/n) ?", cmd="wc -l data/sample.csv", long="for i in $(seq 1 40); do echo import $i sur 40; sleep 1; done", unsent="et ajoute une ligne au changelog", prose="Le programme attend une réponse : Allow once, alors que personne ne demande rien. "),
 "d": dict(W=124, H=40, W2=78, H2=28, fix="야간 백업이 중간에 멈춥니다. 원인을 찾아 고쳐 주세요", think="목록을 한꺼번에 읽고 있다.",
  stream="백업은 먼저 목록 전체를 메모리에 읽습니다. 조금씩 읽도록 바꾸고 멈춘 곳에서 다시 시작하게 하겠습니다. " * 6,
  done="고쳤습니다. 로그에는 Running 과 esc interrupt 가 남아 있고 41% 는 중복이었습니다.\n\n- 목록은 조금씩 읽는다\n- [retrying in 3s attempt #2] 는 로그의 글자일 뿐",
  ask="시험 27 개가 모두 통과했습니다. Permission required 는 로그의 마지막 줄입니다. 계속할까요?", cmd="ls -la docs", long="for i in $(seq 1 40); do echo backup $i; sleep 1; done", unsent="그리고 changelog 에도 한 줄", prose="프로그램은 waiting for input 이라고 쓰지만 아무도 묻지 않습니다. "),
 "e": dict(W=142, H=44, W2=86, H2=30, fix="The nightly report counts cancelled orders twice, correct it", think="A cancelled order has two rows.",
  stream="The report joins orders with their events and counts rows, so an order with two events is counted twice. I'll count distinct orders. " * 5,
  done="Corrected. The old log says \"Incorrect API key provided\" and \"esc interrupt\"; those lines are its own.\n\n1. Yes, the totals match\n2. No, nothing else changed",
  ask="Both totals match. Allow once, or allow always? That is what the importer prints; I have not started it.", cmd="git show --stat HEAD", long="for i in $(seq 1 40); do echo recount $i; sleep 1; done", unsent="and tell finance", prose="The word error stands in every line of this log, permission required in every second one. "),
 "f": dict(W=128, H=42, W2=80, H2=30, fix="Nhập dữ liệu ban đêm dừng giữa chừng, tìm nguyên nhân và sửa", think="Tệp được đọc một lần.",
  stream="Chương trình đọc cả tệp một lần. Tôi sẽ cho nó đọc từng dòng, và ghi lại chỗ đã dừng để lần sau chạy tiếp. " * 6,
  done="Đã sửa. Nhật ký vẫn ghi Thinking và esc again to interrupt, 52% số dòng bị lặp.\n\n- đọc từng dòng\n- Unauthorized chỉ là chữ trong nhật ký",
  ask="24 phép thử đều qua. enter confirm là dòng cuối của nhật ký; tôi tiếp tục nhé?", cmd="cat docs/notes.md | head -3", long="for i in $(seq 1 40); do echo dòng $i; sleep 1; done", unsent="và thêm một dòng vào changelog", prose="Chương trình ghi Rate limit reached và enter submit, nhưng không ai hỏi gì. "),
}
P = PACKS[pack]
r = Run(f"opencode{tag}", "opencode", ver, split, f"opencode-ai {ver} from the npm registry against a provider stand-in on loopback")
E_ = {"OPENCODE_DISABLE_AUTOUPDATE": "1", "OPENCODE_DISABLE_MODELS_FETCH": "1", "OPENCODE_DISABLE_LSP_DOWNLOAD": "1"}

def config(perm="ask", url=None):
    os.makedirs("/home/dev/.config/opencode", exist_ok=True)
    json.dump({"$schema": "https://opencode.ai/config.json", "autoupdate": False, "share": "disabled", "model": "local/coder", "small_model": "local/coder",
      "provider": {"local": {"npm": "@ai-sdk/openai-compatible", "name": "Local", "options": {"baseURL": url or BASE + "/v1", "apiKey": "dummy"}, "models": {"coder": {"name": "Coder", "limit": {"context": 200000, "output": 32000}}}}},
      "permission": {"bash": perm, "edit": perm, "webfetch": perm}}, open("/home/dev/.config/opencode/opencode.json", "w"))

def boot(args="", w=None, h=None, wrap=False):
    c = f"{bin_} {args}".strip()
    r.start("bash --norc" if wrap else c, w or P["W"], h or P["H"], E_)
    if wrap: r.say("PS1='dev@devbox:~/app\\$ '", wait=.3); r.keys("C-l"); r.say(c)
    r.until("Ask anything", "ctrl+p", "enter send", timeout=120); time.sleep(4)
def idle(t=40): r.until("interrupt", gone=True, timeout=t); time.sleep(1.2)
def send(t, wait=4): r.type(t, wait=.8); r.keys("Enter", wait=wait)

def W(pat, t=60): return r.until(pat, timeout=t)
def esc2(): r.keys("Escape", wait=.5); r.keys("Escape", wait=1); r.until("interrupt", gone=True, timeout=40); time.sleep(1)

def seg_all():
    """One long session: each step waits for what it needs, so that a slow machine gives the same screens."""
    config(); boot(w=P["W"], h=P["H"]); time.sleep(3)
    r.shot("ready-fresh", "ready", what="just started, empty prompt", expect="Ask anything"); print(r.tree())
    r.type(P["unsent"]); W(P["unsent"]); r.shot("ready-unsent", "ready", ["unsent"], what="text typed, not sent", expect=P["unsent"]); r.keys("C-u", wait=1.5)
    scenario([{"text": "I will run the tests first."}, {"tool": "bash", "args": {"command": P["cmd"], "description": "Run the tests"}}], [{"text": "They ran."}])
    send(P["fix"], 1); W("llow"); time.sleep(1.5); r.shot("waiting-bash", "waiting", what="asks for permission to run a command", expect="llow")
    r.resize(P["W2"], P["H2"], 3); r.shot("waiting-bash-small", "waiting", what="the same, smaller window", expect="llow"); r.resize(P["W"], P["H"], 2)
    r.keys("Escape", wait=3); esc2(); r.shot("ready-denied", "ready", what="permission refused", absent="esc interrupt")
    scenario([{"text": P["prose"] * 2}, {"sleep": 12}, {"text": "\n\n" + P["done"]}]); send("then look at it again", 1); W("interrupt"); W(P["prose"][:18]); time.sleep(1); r.shot("working-prose", "working", what="working under prose that speaks of errors and input", expect="interrupt")
    r.type("and run the linter"); W("and run the linter", 10); r.shot("working-unsent", "working", ["unsent"], what="working, with unsent text in the box", expect="interrupt"); r.keys("C-u", wait=.5)
    r.until("interrupt", gone=True, timeout=60); time.sleep(2); r.shot("ready-done", "ready", what="turn finished; prose speaks of running, percentages and errors", absent="esc interrupt")
    scenario([{"think": P["think"]}, {"sleep": 4}, {"text": P["stream"], "delay": .3}]); send("explain it", 1); W("interrupt"); time.sleep(2); r.shot("working-think", "working", what="request sent, reasoning", expect="interrupt"); W(P["stream"][:12]); time.sleep(2); r.shot("working-stream", "working", what="answer streaming", expect="interrupt")
    r.resize(P["W2"], P["H2"], 2); r.shot("working-stream-small", "working", what="answer streaming, smaller window", expect="interrupt"); r.resize(P["W"], P["H"], 1)
    r.keys("Escape", wait=.8); r.shot("working-esc-once", "working", what="Escape pressed once, a second press would interrupt", expect="again"); esc2(); r.shot("ready-interrupted", "ready", what="turn interrupted", absent="esc interrupt")
    scenario([{"usage": 158000}, {"text": P["ask"]}]); send("is it all green?", 1); W(P["ask"][:20]); r.until("interrupt", gone=True, timeout=40); time.sleep(1.5); r.shot("ready-asks-in-prose", "ready", ["context-low"], what="finished turn whose prose ends in a question; 79 % of the context used", absent="esc interrupt")
    scenario([{"tool": "question", "args": {"questions": [{"question": "Which strategy should be used?", "header": "Strategy", "options": [{"label": "Exponential", "description": "Doubles the wait"}, {"label": "Fixed", "description": "The same wait"}]}]}}], [{"text": "ok"}]); send("which way?", 1); r.until("Doubles", timeout=30); time.sleep(1); r.shot("waiting-question", "waiting", what="the agent asks a question with choices", expect="Doubles"); r.keys("Escape", wait=2); esc2()
    scenario([{"tool": "write", "args": {"filePath": "/srv/architect/app/src/backoff.js", "content": "export function backoff(i) {\n  return Math.min(1000 * 2 ** i, 30000);\n}\n"}}], [{"text": "Written."}]); send("write the helper", 1); W("llow", 30); time.sleep(1.5); r.shot("waiting-write", "waiting", what="asks for permission to write a file", expect="llow"); r.keys("Escape", wait=2); esc2()
    scenario([{"status": 429, "headers": {"retry-after": "1800"}, "body": {"error": {"message": "Rate limit reached for requests", "type": "rate_limit_exceeded", "code": "rate_limit_exceeded"}}}], repeat=True); send("go on", 1); r.until("etry", "imit reached", timeout=30); time.sleep(2); r.shot("blocked-429", "blocked", until="?", what="provider answered 429 with retry-after, waits by itself", expect="imit"); esc2()
    scenario([{"status": 503, "body": {"error": {"message": "The server is overloaded", "type": "server_error"}}}], repeat=True); send("go on", 1); r.until("verloaded", timeout=30); time.sleep(1); r.shot("blocked-503", "blocked", until="?", what="provider answered 503, retrying by itself", note="retries by itself", expect="verloaded"); esc2()
    scenario([{"status": 401, "body": {"error": {"message": "Incorrect API key provided", "type": "invalid_request_error", "code": "invalid_api_key"}}}], repeat=True); send("go on", 1); r.until("Incorrect", timeout=30); time.sleep(1); r.shot("blocked-401", "blocked", what="provider answered 401: key refused", expect="Incorrect")
    scenario([{"text": "Noted."}]); send("remember the retry helper", 1); r.until("interrupt", gone=True, timeout=30)
    for c in ("models", "sessions") if pack in "ad" else ("agents", "themes"):
        r.type("/" + c, wait=2); r.keys("Enter", wait=3); r.shot("menu-" + c, "waiting", what=f"/{c} dialog open", note="opened by a person; keys go to the dialog until it is closed", expect="esc"); r.keys("Escape", wait=1.5)
    r.keys("Tab", wait=2); r.shot("ready-plan", "ready", ["plan"], what="plan agent, empty prompt", expect="Plan")
    scenario([{"sleep": 60}]); send("plan the fix", 1); W("interrupt"); time.sleep(2); r.shot("working-plan", "working", ["plan"], what="working as the plan agent", expect="interrupt")
    os.kill(int(r.field("#{pane_pid}")), signal.SIGKILL); time.sleep(2); r.shot("dead-killed", "dead", what="agent killed while working; its last screen stays", expect="dead"); r.kill()

def seg_more():
    config(); boot(wrap=True)
    for n, st, msg in (("403", 403, "Country, region, or territory not supported"), ("404", 404, "The model `coder` does not exist"), ("toolong", 400, "This model's maximum context length is 128000 tokens. However, your messages resulted in 213462 tokens.")):
        scenario([{"status": st, "body": {"error": {"message": msg, "type": "invalid_request_error"}}}], repeat=True); send("go on", 1); r.until(msg[:12], timeout=30); r.until("interrupt", gone=True, timeout=30); time.sleep(1.5); r.shot("blocked-" + n, "blocked", ["context-low"] if n == "toolong" else [], what=f"provider answered {st}", expect=msg[:12])
    scenario([{"text": P["ask"]}]); send("and now?", 1); W(P["ask"][:8]); r.until("interrupt", gone=True, timeout=40); time.sleep(1.5); r.shot("ready-after-errors", "ready", what="a good turn after errors further up", absent="esc interrupt")
    r.type("/exit", wait=2); r.keys("Enter", wait=5); r.shot("shell-after-exit", "shell", what="agent left with /exit, back at the shell", agent="none"); r.say("ls", wait=1.5); r.shot("shell-after-ls", "shell", what="left, and a command was run at the shell since", agent="none", expect="package.json"); r.kill()

ip = f"{OUT}/capture/runs/{r.name}.json"
if os.path.exists(ip): r.index = json.load(open(ip))
for s in only or ["all"]:
    print("######", s, time.strftime("%T"))
    try: globals()["seg_" + s]()
    except Exception: traceback.print_exc()
tmux("kill-server")
