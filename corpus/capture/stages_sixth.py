"""The part heldout6, Aider and Ollama: from sources, documentation and public transcripts that no other
part uses, each named by its screen. Interface strings are as found; prose, paths and numbers are our own."""
import sys, time
from stage_aider import Stage

def add(screen, shell):
    hold = lambda: time.sleep(1000)
    def w(text): sys.stdout.write(text); sys.stdout.flush()
    S, D, I = "https://github.com/Aider-AI/aider ", "https://aider.chat/docs/", "https://github.com/Aider-AI/aider/issues/"
    def a(id, state, source, width=100, height=30, agent="aider", **k):
        return screen(f"aider-six-{id}", agent, state, source, width, height, part=6, **({"origin": "report"} if "/issues/" in source or "transcript" in source else {}), **k)
    def o(id, state, source, width=90, height=28, agent="ollama", **k):
        return screen(f"ollama-six-{id}", agent, state, source, width, height, part=6, **({"origin": "report"} if "/issues/" in source else {}), **k)
    def plain(*lines, ask="> ", typed=""):
        s = Stage(pretty=False); print("\n".join(lines)); s.session.prompt(ask, default=typed)

    VS = "a public transcript of aider 0.45.1 in an editor's terminal"
    @a("editor-terminal", "ready", VS, 110, version="0.45.1", command="python3")
    def _(): plain("Aider v0.45.1", "Model: deepseek/deepseek-coder with diff edit format", "Git repo: .git with 126 files", "Repo-map: using 1024 tokens", "VSCode terminal detected, pretty output has been disabled.", 'Use /help <question> for help, run "aider --help" to see cmd line args', "")
    @a("editor-terminal-done", "ready", VS, 90, version="0.45.1")
    def _(): plain("codebase.md", "```markdown", "<<<<<<< SEARCH", "=======", "# Overview", ">>>>>>> REPLACE", "```", "", "Tokens: 5.2k sent, 310 received. Cost: $0.03 message, $0.03 session.", "Allow creation of new file codebase.md? y", "Applied edit to codebase.md", "Commit 11aa2b3 docs: add an overview", "You can use /undo to revert and discard commit 11aa2b3.", "")
    @a("editor-terminal-stops", "ready", VS, 84, version="0.45.1")
    def _(): plain("> ", "", "^C again to exit", "")
    @a("editor-terminal-asks", "waiting", VS, 84, version="0.45.1")
    def _(): plain("Tokens: 5.2k sent, 310 received. Cost: $0.03 message, $0.03 session.", ask="Allow creation of new file codebase.md? ", typed="y")
    @a("editor-terminal-ignore", "waiting", VS, 84, version="0.45.1")
    def _(): plain("Loaded .env", ask="Add .aider* to .gitignore (recommended)? ", typed="y")
    @a("report", "waiting", S + "aider/report.py as of commit 03024ea", 100, version="0.55.0", note="after a crash")
    def _(): print("# Uncaught ValueError in repo.py line 279\n\nAider version: 0.55.0\n\nAn uncaught exception occurred:\n\n```\nTraceback (most recent call last):\n  File \"main.py\", line 682, in main\n    coder.run()\nValueError: bad object\n\n```\n\nPlease consider reporting this bug to help improve aider!"); w("Report this as a GitHub Issue using your browser? (Y/n) "); hold()
    @a("report-summary", "waiting", I + "1466", 110, version="0.56.0", note="after a crash")
    def _(): print("aider.repo.UnableToCountRepoFiles: Error getting tracked files: BadObject\n\n```\n\nPlease consider reporting this bug to help improve aider!"); w("Open a GitHub Issue pre-filled with the above error in your browser? (Y/n) "); hold()
    @a("crash", "shell", I + "613", 100, agent="none", command="zsh")
    def _(): print("➜ aider --commit\nAider v0.36.0\nModels: gpt-4o with diff edit format, weak model gpt-3.5-turbo\nGit repo: .git with 203 files\nRepo-map: using 1024 tokens\nTraceback (most recent call last):\n  File \"main.py\", line 391, in main\n    coder.commands.cmd_commit()\nTypeError: Commands.cmd_commit() missing 1 required positional argument: 'args'"); w("➜ "); hold()
    @a("no-match", "working", I + "490", 100, version="0.24.0", note="the model is told what did not fit")
    def _():
        s = Stage(); s.err("UnifiedDiffNoMatch: hunk failed to apply!", "", "The file does not contain lines that match the diff you provided!", "Try again.", "DO NOT skip blank lines, comments, docstrings, etc!"); print(); s.plain_stream("I apologize for the oversight. Here is the diff again:\n\n--- orders.py\n+++ orders.py\n@@ ... @@\n-    return rows\n+    return sorted(rows, key=lambda")
    @a("no-message", "ready", I + "3821", 100, version="0.82.0")
    def _():
        s = Stage(); s.said("/commit"); s.out("Commit 7ab0ff1 (no commit message provided)"); s.prompt()
    @a("reasoning", "ready", D + "config/reasoning.html", 90, 26, version="0.86.0")
    def _():
        s = Stage(); s.said("/reasoning-effort high"); s.out("Set reasoning effort to high", "", "Aider v0.86.0", "Main model: gpt-5 with diff edit format, reasoning high", "Weak model: gpt-5-mini"); s.prompt()
    @a("think-tokens", "ready", D + "config/reasoning.html", 70, 22, version="0.81.0")
    def _():
        s = Stage(); s.said("/think-tokens 8k"); s.out("Set thinking token budget to 8,192 tokens (8k)."); s.prompt()
    @a("reset", "ready", S + "aider/commands.py cmd_reset", 80, 20, version="0.71.1")
    def _():
        s = Stage(); s.said("/reset"); s.out("All files dropped and chat history cleared."); s.prompt()
    @a("ls", "ready", S + "aider/commands.py cmd_ls", 120, 40, version="0.68.0")
    def _():
        s = Stage(); s.said("/ls"); s.out("Repo files not in the chat:", *[f"  src/part{i}.py" for i in range(14)], "", "Files in chat:", "  orders.py"); s.prompt(s.files("orders.py") + "> ")
    @a("lint-ok", "ready", S + "aider/commands.py cmd_lint", 90, 24, version="0.76.0")
    def _():
        s = Stage(); s.said("/lint"); s.warn("No dirty files to lint."); s.prompt(s.files("orders.py") + "> ")
    @a("unknown", "ready", S + "aider/commands.py run", 90, 22, version="0.86.1")
    def _():
        s = Stage(); s.said("/exti"); s.err("Invalid command: /exti"); s.prompt()
    @a("conventions-typed", "ready", D + "usage/conventions.html", 110, 28, badges=["unsent"], version="0.78.0", keys=("/read CONVENTIONS.md and wait",))
    def _():
        s = Stage(); s.said("fetch it"); s.md("Done."); s.tokens("900 sent, 12 received."); s.prompt(s.files("orders.py") + "> ")
    @a("infinite", "working", D + "more/infinite-output.html", 100, 32, version="0.85.0")
    def _():
        s = Stage(); s.said("write the long migration", s.files("migrate.sql") + "> "); s.stream("migrate.sql\n```sql\n" + "".join(f"UPDATE orders SET part = {i} WHERE id % 20 = {i};\n" for i in range(20)))
    @a("watched", "working", S + "aider/watch.py as of commit 014aece", 100, version="0.68.0")
    def _():
        s = Stage(); s.rule(); print("> "); s.out("Added orders.py to the chat", ""); print("Processing your request...\n"); s.wait_old("Updating repo map", 4)
    @a("help-waits", "working", S + "aider/help.py, aider/commands.py cmd_help", 90, 24, version="0.84.0")
    def _():
        s = Stage(); s.said("/help how do I add many files?"); s.wait("Waiting for o4-mini", 6)
    @a("installs", "working", S + "aider/utils.py run_install", 120, 26, version="0.67.0", note="the documentation's index is installed")
    def _():
        s = Stage(); s.said("/help what is a repo map?"); s.warn("To use interactive /help you need to install the help extras"); s.answered("Run pip install?", subject="/usr/bin/python3 -m pip install --upgrade --upgrade-strategy only-if-needed aider-chat[help]"); print("\nInstalling: /usr/bin/python3 -m pip install --upgrade aider-chat[help]"); s.wait_old("Installing...", 7)
    @a("help-extras", "waiting", S + "aider/help.py install_help_extra", 90, 24, version="0.67.0")
    def _():
        s = Stage(); s.said("/help what is a repo map?"); s.warn("To use interactive /help you need to install the help extras"); s.ask("Run pip install?", subject="/usr/bin/python3 -m pip install --upgrade aider-chat[help]")
    @a("ollama-window", "ready", D + "llms/ollama.html", 100, version="0.72.0")
    def _():
        s = Stage(); shell("aider --model ollama_chat/qwen2.5-coder"); s.rule(); s.out("Aider v0.72.0", "Model: ollama_chat/qwen2.5-coder with whole edit format", "Git repo: .git with 14 files", "Repo-map: using 1024 tokens, auto refresh"); s.prompt()
    @a("ollama-down", "blocked", D + "llms/ollama.html", 110, version="0.83.2", until="1.0 seconds")
    def _():
        s = Stage(); s.said("hallo"); s.warn("litellm.APIConnectionError: Ollama_chatException - Cannot connect to host 127.0.0.1:11434 ssl:default [Connect call failed]"); s.out("Retrying in 0.5 seconds..."); s.warn("litellm.APIConnectionError: Ollama_chatException - Cannot connect to host 127.0.0.1:11434 ssl:default [Connect call failed]"); s.out("Retrying in 1.0 seconds..."); hold()
    @a("bedrock", "blocked", D + "llms/bedrock.html", 100, version="0.80.2")
    def _():
        s = Stage(); s.said("sort"); s.err("litellm.AuthenticationError: BedrockException Invalid Authentication - Unable to locate credentials", "The API provider is not able to authenticate you. Check your API key."); s.prompt()
    @a("copilot", "blocked", D + "llms/github.html", 96, version="0.84.0")
    def _():
        s = Stage(); s.said("sort"); s.err("litellm.NotFoundError: OpenAIException - The requested model is not supported"); s.prompt()
    @a("token-output", "blocked", D + "troubleshooting/models-and-keys.html", 100, 36, badges=["context-low"], version="0.66.0")
    def _():
        s = Stage(); s.said("print it"); s.md("Here is the start."); s.err("", "Model deepseek/deepseek-chat has hit a token limit!", "Token counts below are approximate.", "", "Input tokens: ~3,120 of 128,000", "Output tokens: ~8,192 of 8,192 -- exceeded output limit!", "Total tokens: ~11,312 of 128,000", "", "To reduce output tokens:", "- Ask for smaller changes in each request.", "", "For more info: https://aider.chat/docs/token-limits.html"); s.prompt()
    @a("dirty-asks", "waiting", I + "121", 90, version="0.10.1")
    def _(): print("-  if (definition.hideFromMenu) return null;\n\nGit working tree contains uncommitted changes.\nSuggested commit message: Remove the menu element"); w("Commit before the chat proceeds [y/n/commit message]? "); hold()

    GREY, P, HINT = "\033[38;5;245m", "\033[0m", "Send a message (/? for help)"
    prompt = lambda: (w(f">>> {GREY}{HINT}\033[{len(HINT)}D{P}"), hold())
    O, DO = "https://github.com/ollama/ollama/issues/", "https://docs.ollama.com/"
    @o("chinese", "ready", O + "2901", 90, version="0.1.27")
    def _(): shell("ollama run gemma:7b"); print(">>> 你和Gemini有什么区别\n我是 Gemma，一个开放的语言模型；Gemini 是另一个模型。\n\n您还想知道什么？\n"); prompt()
    @o("newer", "shell", O + "6265", 110, agent="none")
    def _(): shell("ollama pull llama3.1"); print("pulling manifest \nError: pull model manifest: 412: \n\nThe model you are attempting to pull requires a newer version of Ollama.\n\nPlease download the latest version at:\n\n\thttps://ollama.com/download\n"); shell()
    @o("repeats", "working", O + "10512", 100, version="0.6.6")
    def _(): print(">>> what is this?"); w("HSEN8208.3*tT.TSENETVNT89T89T89T89 T89T89T89T8  T89T89T89  *89  *89  *89  *89 " + "8" * 240); hold()
    @o("template", "working", O + "4631", 84, 24, version="0.1.38")
    def _(): print(">>> explain queues"); w("A queue is a line.\n\n[INST: <</INST]\n\nA queue, again, is a line where"); hold()
    @o("cloud-run", "ready", DO + "cloud", 100, version="0.12.11")
    def _(): shell("ollama run gpt-oss:120b-cloud"); print(f"Connecting to 'gpt-oss:120b' on 'ollama.com' ⚡"); prompt()
    @o("cloud-thinks", "working", DO + "cloud", 100, version="0.12.11")
    def _(): shell("ollama run deepseek-v3.1:671b-cloud"); print(">>> plan the release"); w(f"Thinking...\n{GREY}We need a plan. First, what do we know? The release waits for tests"); hold()
    @o("context", "ready", DO + "context-length", 90, version="0.11.0")
    def _(): print(">>> /set parameter num_ctx 32768\nSet parameter 'num_ctx' to '32768'\n>>> /show parameters\nModel defined parameters:\n  temperature                    0.7\n\nUser defined parameters:\n  num_ctx                        32768\n"); prompt()
    @o("list-in-chat", "ready", "https://github.com/ollama/ollama cmd/interactive.go /list", 90, version="0.9.0")
    def _(): print(">>> /list\nNAME               ID              SIZE      MODIFIED     \nllama3.2:latest    a80c4f17acd5    2.0 GB    3 days ago    "); prompt()
    @o("image-typed", "ready", DO + "capabilities/vision", 110, badges=["unsent"], version="0.7.1")
    def _(): shell("ollama run gemma3"); w(">>> what is on ./board.png?"); hold()
    @o("image-added", "working", DO + "capabilities/vision", 100, version="0.7.1")
    def _(): print(">>> what is on ./board.png?\nAdded image './board.png'"); w("⠦ "); hold()
    @o("embed", "shell", DO + "capabilities/embeddings", 90, agent="none")
    def _(): shell("echo hi | ollama run embeddinggemma"); print("[0.0123,-0.0456,0.0789]"); shell()
    @o("bullets", "working", DO + "quickstart", 80, 26, version="0.13.5")
    def _(): print(">>> five rules for code review"); w("Here are five rules:\n\n* **Be kind.** People wait for you.\n* **Be quick.**\n* **Ask, do not order.** \"Would you mind"); hold()
    @o("quote", "working", DO + "quickstart", 80, 26, version="0.13.5")
    def _(): print(">>> quote Knuth"); w("> Premature optimization is the root of all evil.\n\nHe wrote this in 1974, in a paper about"); hold()
    @o("question-back", "ready", DO + "quickstart", 80, 24, version="0.13.5")
    def _(): print(">>> help me\nOf course. Do you want to continue with the last topic, or (y/n) start anew?\n"); prompt()
    @o("pull-several", "working", DO + "cli", 130, 30, version="0.13.5")
    def _():
        shell("ollama pull gemma3:12b"); print("pulling manifest ")
        for n, s in (("adca500fad9b", " 8.1 GB"), ("e0a42594d802", "  358 B")): print(f"pulling {n}: 100% ▕{'█' * 60}▏ {s}")
        w(f"pulling dd084c7d92a3:   0% ▕{' ' * 60}▏    0 B/8.4 KB "); hold()
    @o("copy", "shell", DO + "cli", 80, 20, agent="none")
    def _(): shell("ollama cp llama3.2 mine"); print("copied 'llama3.2' to 'mine'"); shell()
