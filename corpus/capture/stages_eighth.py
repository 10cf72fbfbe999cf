"""The part heldout8, Aider, Ollama and a few screens of the other agents: from sources, documentation and
public reports that no other part uses, each named by its screen. Interface strings are as found; prose,
paths and numbers are our own."""
import sys, time
from stage_aider import Stage

def add(screen, shell):
    hold = lambda: time.sleep(1000)
    def w(text): sys.stdout.write(text); sys.stdout.flush()
    S, D, I = "https://github.com/Aider-AI/aider ", "https://aider.chat/docs/", "https://github.com/Aider-AI/aider/issues/"
    def of(prefix, agent, width, height):
        def one(id, state, source, w=width, h=height, agent=agent, **k):
            return screen(f"{prefix}{id}", agent, state, source, w, h, part=8, **({"origin": "report"} if "/issues/" in source or "/pull/" in source else {}), **k)
        return one
    a = of("aider-eight-", "aider", 100, 30)
    def plain(*lines, ask="> ", typed=""):
        s = Stage(pretty=False); print("\n".join(lines)); s.session.prompt(ask, default=typed)

    # Aider
    @a("no-git-for-you", "ready", I + "574", 110, 36, version="0.31.0")
    def _():
        s = Stage(); s.said("ok, could you commit the current code?"); s.md("I can't commit it by myself, but here is how:\n\n1. Stage the changes:\n\n   `git add queue.rkt`\n\n2. Commit them:\n\n   `git commit -m \"Add the queue\"`\n\n3. Push, if you want to.\n\nPlease run these commands in your terminal. If you need help with the message, feel free to ask!"); s.prompt("queue.rkt\n> ")
    @a("start-sonnet", "ready", I + "941", 120, 30, version="0.45.1")
    def _():
        s = Stage(); shell("aider --model openai/aws/claude-3.5-sonnet"); s.out("Aider v0.45.1", "Model: openai/aws/claude-3.5-sonnet with diff edit format", "Git repo: .git with 18 files", "Repo-map: using 1024 tokens", "Use /help to see in-chat commands, run with --help to see cmd line args"); s.prompt()
    @a("two-commits", "ready", I + "3834", 100, 34, version="0.82.1")
    def _():
        s = Stage(); s.said("use a set"); s.md("A set keeps each id once."); s.tokens("3.0k sent, 55 received. Cost: $0.01 message, $0.07 session."); s.out("Applied edit to src/orders.py", "Commit 2d91b0e refactor: use a set", "Commit 4fe0a11 style: the linter made edits to these files", "You can use /undo to undo and discard each aider commit."); s.prompt(s.files("src/orders.py") + "> ")
    @a("warns-and-starts", "ready", I + "73", 130, 30, version="0.8.1")
    def _():
        s = Stage(); shell("aider hello.py"); print("site-packages/numpy/core/_add_newdocs.py:2974: UserWarning: add_newdoc was used on a pure-python object. Prefer to attach it directly to the source.\n  add_newdoc('numpy.core.multiarray', 'ndarray', ('__class_getitem__',"); s.out("API key does not support gpt-4, falling back to gpt-3.5-turbo-16k", "Model: gpt-3.5-turbo-16k", "Git repo: .git", "Repo-map: disabled", "Added hello.py to the chat", "Use /help to see in-chat commands."); s.prompt("hello.py\n> ")
    @a("ask-in-rider", "ready", I + "2353", 90, 26, version="0.62.1", note="an editor's terminal: no colours and no rule")
    def _(): plain("src/Queue.cs", "ask> why twice?", "", "Because `Enqueue` calls `Notify`, and so does the timer. Should the timer wait?", "", "Tokens: 2.1k sent, 44 received. Cost: $0.01 message, $0.03 session.", "", "src/Queue.cs", ask="ask> ")
    @a("map-help", "ready", I + "1902", 100, 32, version="0.58.2", wait=6)
    def _():
        s = Stage(); s.said("/help why is the repo map disabled?"); s.md("The message \"Repo-map: disabled\" means that the map is turned off; weaker models can be overwhelmed by it.\n\nTo turn it on:\n\n```\naider --map-tokens 1024\n```"); s.tokens("11k sent, 120 received. Cost: $0.00 message, $0.00 session."); s.prompt()
    @a("lm-studio", "ready", D + "llms/lm-studio.html", 80, 24, badges=["unsent"], version="0.85.1", keys=("schreibe einen Test dafür",))
    def _():
        s = Stage(); s.rule(); s.out("Aider v0.85.1", "Model: lm_studio/qwen3-coder-30b with whole edit format", "Git repo: .git with 41 files", "Repo-map: using 1024 tokens, auto refresh", "Added src/orders.py to the chat."); s.prompt(s.files("src/orders.py") + "> ")
    @a("udiff-comes", "working", I + "634", 110, 34, version="0.36.0")
    def _():
        s = Stage(); s.said("draw the lines dashed"); s.out("demo.py"); print("Add these files to the chat? y\n"); s.stream("I'll change the demo so that its lines are dashed:\n\n```diff\n--- demo.py\n+++ demo.py\n@@ -34,7 +34,7 @@\n         \"data\": [\n             {\n-                \"type\": \"scatter\",\n+                \"type\": \"scatter\", \"line\": {\"dash\": \"dash\"},\n")
    @a("reasons", "working", I + "3409", 120, 34, version="0.75.1")
    def _():
        s = Stage(); print("Processing your request...\n"); s.stream("► **THINKING**\n\nThe comment asks for tests of the DTO. Let me look at which fields it has: Id, State and WaitingSince. The state can be Ready, Waiting or")
    @a("groq-waits", "working", D + "llms/groq.html", 90, 24, version="0.86.1")
    def _():
        s = Stage(); s.said("shorten it", s.files("src/orders.py", "test/orders_test.py") + "> "); s.wait("Waiting for groq/llama3-70b-8192", 2)
    @a("census", "working", "https://aider.chat/examples/census.html", 100, 30, version="0.7.0")
    def _():
        s = Stage(); s.said("plot the population by year", "census.py\n> "); s.stream("census.py\n```python\n<<<<<<< ORIGINAL\nprint(rows)\n=======\nimport matplotlib.pyplot as plt\n\nplt.plot(rows[\"year\"], rows[\"people\"])\n")
    @a("tests-run", "working", D + "usage/lint-test.html (auto-test)", 100, 30, version="0.86.0", note="the tests run after an edit")
    def _():
        s = Stage(); s.md("Fixed."); s.tokens("2.2k sent, 31 received. Cost: $0.01 message, $0.02 session."); s.out("Applied edit to src/orders.py", "Commit 91c2ab0 fix: the order of two equal rows"); s.plain_stream("============================= test session starts ==============================\nplatform linux -- Python 3.12.3, pytest-8.3.4\ncollected 112 items\n\ntests/test_orders.py ................................                    [ 28%]\ntests/test_queue.py ......")
    def ask(id, source, *question, before=None, **k):
        subject = k.pop("subject", None)
        @a(id, "waiting", source, **k)
        def _():
            s = Stage()
            if before: before(s)
            s.ask(*question, subject=subject)
    ask("read-only-edit", I + "4560", "Allow edits to file that has not been added to the chat?", "(Y)es/(N)o", subject="CONVENTIONS.md", version="0.86.1", wait=6, before=lambda s: (s.said("also add the rule about names"), s.md("CONVENTIONS.md\n```\n- short names\n```"), s.tokens("4.9k sent, 61 received.")))
    ask("vertex-extra", D + "llms/vertex.html", "Run pip install?", "(Y)es/(N)o", subject="/usr/bin/python3 -m pip install google-cloud-aiplatform", w=120, version="0.72.0", before=lambda s: (shell("aider --model vertex_ai/claude-3-5-sonnet"), s.warn("Module google-cloud-aiplatform is needed for vertex_ai models.")))
    ask("url-in-message", D + "usage/tips.html", "Add URL to the chat?", "(Y)es/(N)o/(A)ll/(S)kip all/(D)on't ask again", subject="https://example.org/api/limits", w=84, h=22, version="0.83.2", before=lambda s: s.said("follow https://example.org/api/limits and https://example.org/api/errors"))
    @a("css-file", "waiting", "https://aider.chat/examples/css-exercises.html", 90, 24, version="0.6.0")
    def _(): print("I make the file for the first exercise.\n"); w("css/solutions/center.css does not exist, create it? [y/n] (y): "); hold()
    @a("output-limit", "blocked", I + "1078", 100, 32, badges=["context-low"], version="0.50.0")
    def _():
        s = Stage(); s.said("write the whole file again"); s.md("Here it is, from the start."); s.err("", "Model vertex_ai/claude-3-5-sonnet@20240620 has hit a token limit!", "Token counts below are approximate.", "", "Input tokens: ~7,123 of 200,000", "Output tokens: ~3,017 of 4,096 -- possibly exceeded output limit!", "Total tokens: ~10,140 of 200,000", "", "For more info: https://aider.chat/docs/troubleshooting/token-limits.html"); s.prompt("src/orders.py\n> ")
    @a("xai-limit", "blocked", D + "llms/xai.html", 110, 26, version="0.80.0", until="4.0 seconds")
    def _():
        s = Stage(); s.said("y los tests"); s.warn("litellm.RateLimitError: RateLimitError: XaiException - Too many requests for team, please slow down"); s.err("The API provider has rate limited you. Try again later or check your quotas."); s.out("Retrying in 4.0 seconds..."); hold()
    @a("commits-and-leaves", "shell", I + "283", 90, 22, agent="none")
    def _(): shell("aider --commit"); print("Commit 7c0ffee docs: say how to start the worker"); shell(); hold()

    # Ollama
    GREY, P, HINT, BOLD = "\033[38;5;245m", "\033[0m", "Send a message (/? for help)", "\033[1m"
    O, G = "https://github.com/ollama/ollama/issues/", "https://github.com/ollama/ollama "
    o = of("ollama-eight-", "ollama", 90, 28)
    prompt = lambda: (w(f">>> {GREY}{HINT}\033[{len(HINT)}D{P}"), hold())
    def ended(id, source, command, text, w=110, h=26):
        @o(id, "shell", source, w, h, agent="none")
        def _(): shell(command); print(text); shell(); hold()
    ended("runner-stopped", O + "14983", "ollama run qwen3.5:9b", ">>> hallo\nThinking...\nError: 500 Internal Server Error: model runner has unexpectedly stopped, this may be due to resource limitations or an internal error, check ollama server logs for details")
    ended("no-context", O + "5628", "ollama run codegeex4:9b-all-q4_K_M", "Error: llama runner process has terminated: exit status 0xc0000409 error:failed to create context with model", 120)
    ended("shows", G + "cmd/cmd.go ShowHandler", "ollama show gemma3", "  Model\n    architecture        gemma3    \n    parameters          4.3B      \n    context length      131072    \n\n  Capabilities\n    completion    \n    vision        \n")
    @o("chat-spanish", "ready", "https://docs.ollama.com/linux", 84, 26, version="0.11.8")
    def _(): shell("ollama run mistral-small"); print(">>> ¿qué hago mientras espero?\nPuedes leer, pasear o llamar a alguien. ¿Quieres más ideas? (sí/no)\n"); prompt()
    @o("system-shown", "ready", G + "cmd/interactive.go /show system", 90, 22, version="0.12.9")
    def _(): print(">>> /show system\nYou are a careful reviewer. Wait for the whole change before you answer.\n"); prompt()
    @o("typed-here", "ready", "https://docs.ollama.com/windows", 100, 24, badges=["unsent"], version="0.13.2")
    def _(): print(">>> hi\nHi! What shall we do?\n"); w(">>> explain the difference between a process and a thread in one line"); hold()
    @o("pasted", "ready", G + "readline/readline.go, text pasted over several lines", 90, 22, badges=["unsent"], version="0.12.2")
    def _(): shell("ollama run qwen3"); w('>>> """Review this:\n... def f(n):\n...     return n + 1'); hold()
    @o("essay", "working", "https://docs.ollama.com/faq#how-do-i-keep-a-model-loaded-in-memory", 110, 30, version="0.12.6")
    def _(): print(">>> an essay on queues, please"); w("# On Queues\n\nEverybody knows queues. We wait in them at the baker's, and our requests wait in them\nin front of a server. What is a queue good for?\n\n## Fairness\n\nWhoever comes first is served first. That"); hold()
    @o("numbers", "working", "https://docs.ollama.com/api/chat", 90, 40, version="0.9.6")
    def _(): print(">>> count to thirty, one a line"); w("\n".join(str(n) for n in range(1, 24)) + "\n24"); hold()
    @o("pull-layers", "working", G + "progress/bar.go, several layers", 120, 26, version="0.13.5")
    def _():
        shell("ollama run mistral-large-3:675b-cloud || ollama pull devstral"); print("pulling manifest ")
        for n, p, r in (("b3a2c9a8fef9", 100, "   14 GB"), ("ea9ec42474e0", 100, "   823 B"), ("43070e2d4e53", 57, "6.2 KB/ 11 KB    1.1 MB/s      0s")): print(f"pulling {n}: {p:3d}% ▕{'█' * (p // 2)}{' ' * (50 - p // 2)}▏ {r}")
        hold()
    @o("loads-over-ssh", "working", "https://docs.ollama.com/faq#how-can-i-expose-ollama-on-my-network", 90, 22, version="0.9.0", command="ssh")
    def _(): print("dev@gpu:~$ ollama run llama3.3"); w("⠸ "); hold()
    T = G + "cmd/tui/chat/"
    def bottom(*above, model="glm-5:cloud", typed="", width=100):
        for l in above: print(l)
        rule = f"\033[2m{'─' * width}{P}"; print(rule); print(f"> {typed}\033[7m {P}"); print(rule); w(f"\033[2m{model}{P}\033[?25l"); hold()
    @o("agent-compacts", "working", T + "compaction.go", 100, 30, badges=["context-low"], version="0.24.0")
    def _(): print(f"{GREY}> go on with the parser{P}\n\n\033[32m• Tool calls (7){P}\n\n• The lexer is done. Now the parser.\n\n"); bottom("\033[2mCompacting 840 tokens.\033[0m", model="glm-5:cloud  ctx 178k/195k (91%)")
    @o("agent-edits", "waiting", T + "events.go approval of an edit", 100, 30, version="0.24.0")
    def _(): print(f"{GREY}> rename it{P}\n\n\033[33m•{P} Edit(src/parser.ts) \033[33mneeds approval{P}\n\n"); bottom("  \033[2mpath: src/parser.ts\033[0m", "  \033[2mold_text: 41 chars\033[0m", "  \033[2mnew_text: 44 chars\033[0m", "", f"  {BOLD}> 1. Approve once{P}", "    2. Always allow Edit", "    3. Deny")

    # The other agents
    def other(id, agent, state, source, w=110, h=34, **k): return of("eight-", agent, w, h)(id, state, source, w, h, **k)
    def codex(status, above):
        print(above); print(f"\n\033[1m›{P} \033[2mAsk Codex to do anything{P}\n"); w(f"  \033[2m{status}{P}"); hold()
    X = "https://github.com/openai/codex/issues/"
    @other("codex-slow-down", "codex", "blocked", X + "3764", version="0.36.0")
    def _(): codex("⏎ send   ⌃J newline   ⌃T transcript   ⌃C quit", "› add unit tests\n\n• I will add tests for the queue.\n\n⚠  stream error: stream disconnected before completion: Rate limit is exceeded. Try again in 17 seconds.; retrying\n5/5 in 3.32s…\n\n\033[31m■ stream disconnected before completion: Rate limit is exceeded. Try again in 11 seconds.\033[0m")
    @other("codex-limit", "codex", "blocked", X + "47047", version="0.155.1", until="2:51 PM")
    def _(): codex("gpt-astra-medium · /srv/app", "› add the button\n\n\033[31m■ You’ve hit your usage limit. Upgrade to Pro (https://chatgpt.com/explore/pro), visit\nhttps://chatgpt.com/codex/settings/usage to purchase more credits or try again at 2:51 PM.\033[0m")
    rule = lambda n=110: "\033[2m" + "─" * n + P
    @other("claude-edits", "claude", "waiting", "https://github.com/kbwo/ccmanager/issues/113", version="2.0.27", title="✳ Test file")
    def _(): print("> put a line into test.txt\n\n● Update(test.txt)\n"); print(rule()); w(" Edit file test.txt\n\n 1   first\n 2 \033[32m+ second\033[0m\n\n Do you want to make this edit to test.txt?\n \033[36m❯ 1. Yes\033[0m\n   2. Yes, allow all edits during this session (shift+tab)\n   3. No, and tell Claude what to do differently (esc)\n"); hold()
    @other("claude-copied", "claude", "ready", "https://github.com/anthropics/claude-code/issues/94230", version="2.1.209", title="✳ Limits")
    def _(): print("❯ which limit is the lower one?\n\n● The one per minute.\n\n✻ Baked for 4s\n\n" + " " * 52 + "\033[2mcopied 19 chars to tmux buffer · paste with prefix + ]\033[0m"); print(rule()); print("❯ "); print(rule()); w("  ? for shortcuts"); hold()
    M = "https://github.com/google-gemini/gemini-cli/issues/"
    def boxed(*lines, width=110):
        print("╭" + "─" * (width - 2) + "╮")
        for l in lines: print(f"│ {l:<{width - 4}} │")
        print("╰" + "─" * (width - 2) + "╯")
    @other("gemini-long", "gemini", "working", M + "12484", version="0.11.3", command="node")
    def _(): print("✦ Tests passed. Now I'll create a changeset and commit.\n\n⠇ Committing the changeset (esc to cancel, 43m 42s)\n"); boxed(">   Type your message or @path/to/file"); w(" ~/app (main*)                       no sandbox (see /docs)                       gemini-2.5-pro (71% context left)"[:109]); hold()
    @other("gemini-no-key", "gemini", "waiting", M + "8744", version="0.5.3", command="node")
    def _(): boxed("", "Get started", "", "How would you like to authenticate for this project?", "", "● 1. Login with Google", "  2. Use Gemini API Key", "  3. Vertex AI", "", "(Use Enter to select)", "", "Terms of Services and Privacy Notice for Gemini CLI"); hold()
    @other("opencode-always", "opencode", "waiting", "https://github.com/anomalyco/opencode/pull/47369", version="1.19.0")
    def _(): print("  ┃\n  ┃  check the branch\n  ┃\n\n     $ git status\n\n     ▣  Build · Coder\n\n"); print("  ┃\n  ┃  \033[33m△\033[0m Permission required\n  ┃    # Shell command\n  ┃\n  ┃  This will allow the following patterns until OpenCode is restarted\n  ┃    - git status *\n  ┃\n  ┃   Allow once   \033[7mAllow always\033[0m   Reject                      ctrl+f fullscreen  ⇆ select  enter confirm\n  ┃"); hold()
