"""The part heldout5, Aider and Ollama: from public reports and documentation that no other part uses,
each named by its screen. Interface strings are as reported; prose, paths and numbers are our own."""
import sys, time
from stage_aider import Stage

def add(screen, shell):
    hold = lambda: time.sleep(1000)
    def w(text): sys.stdout.write(text); sys.stdout.flush()
    A, D, I = "https://github.com/Aider-AI/aider/issues/", "https://aider.chat/docs/", "https://github.com/ollama/ollama/"
    def a(id, state, source, width=100, height=30, agent="aider", **k):
        return screen(f"aider-{id}", agent, state, source, width, height, part=5, **({"origin": "report"} if "/issues/" in source else {}), **k)
    def o(id, state, source, width=90, height=28, agent="ollama", **k):
        return screen(f"ollama-{id}", agent, state, source, width, height, part=5, **({"origin": "report"} if "/issues/" in source else {}), **k)

    # Aider, ready
    @a("german-plain", "ready", A + "1697", 96, version="0.57.2", note="--no-pretty")
    def _():
        s = Stage(pretty=False); print("Aider v0.57.2.dev72+g82ebb771\nMain model: openrouter/anthropic/claude-3.5-sonnet with diff edit format, infinite output\nWeak model: openrouter/anthropic/claude-3-haiku-20240307\nGit repo: .git with 10 files\nRepo-map: using 1024 tokens, auto refresh\nUse /help <question> for help, run \"aider --help\" to see cmd line args\n\n> /add \"web_app.py\"\n\nAdded web_app.py to the chat\n"); s.session.prompt("web_app.py\n> ")
    @a("german-no-response", "ready", A + "1697", 84, version="0.57.2")
    def _():
        s = Stage(pretty=False); print("web_app.py\n> static\n\nMöchten Sie, dass ich eine neue Datei erstelle oder eine bestehende bearbeite?\n\nTokens: 5.1k sent, 104 received. Cost: $0.02 message, $0.02 session.\n\nweb_app.py\n> ja\n\n<no response>\n\nTokens: 5.3k sent, 0 received.\n"); s.session.prompt("web_app.py\n> ")
    @a("wide-files", "ready", A + "1054", 200, 40, version="0.48.1")
    def _():
        s = Stage(); print("𝄞 aider"); s.out("Aider v0.48.1", "Models: claude-3-5-sonnet-20240620 with diff edit format, weak model claude-3-haiku-20240307", "Git repo: .git with 303 files", "Repo-map: using 1024 tokens", "Added aider/__main__.py aider/main.py requirements.txt to the chat.", "Use /help <question> for help, run \"aider --help\" to see cmd line args")
        s.said("/tokens", s.files("aider/__main__.py", "aider/main.py", "requirements.txt") + "> "); s.out("Approximate context window usage, in tokens:", "", "$ 0.0036    1,207 system messages", "==================", "$ 0.0036    1,207 tokens total", "          198,793 tokens remaining in context window"); s.prompt(s.files("aider/__main__.py", "aider/main.py", "requirements.txt") + "> ")
    @a("hello", "ready", A + "497", 188, 30, version="0.25.0")
    def _():
        s = Stage(); s.out("Aider v0.25.0", "Model: gpt-4-1106-preview using udiff edit format", "Git repo: .git with 70 files", "Repo-map: using 1024 tokens", "Use /help to see in-chat commands, run with --help to see cmd line args"); s.said("hello"); s.md("Hello! How can I assist you today? If you have any changes, feel free to let me know!"); s.prompt()
    @a("reflections", "ready", D + "troubleshooting/edit-errors.html", 100, 34, version="0.83.1")
    def _():
        s = Stage(); s.err("The LLM did not conform to the edit format.", "https://aider.chat/docs/troubleshooting/edit-errors.html", "1 SEARCH/REPLACE block failed to match!"); s.out("Only 3 reflections allowed, stopping."); s.prompt(s.files("orders.py") + "> ")
    @a("undo", "ready", D + "usage/commands.html", 90, version="0.80.1")
    def _():
        s = Stage(); s.said("/undo"); s.out("Removed: 9f1c2aa fix: order of the rows", "Now at:  4410ce9 fix: count"); s.prompt()
    @a("diff", "ready", D + "git.html", 110, 36, version="0.84.0")
    def _():
        s = Stage(); s.said("/diff"); s.out("Diff since 4410ce9..."); print("diff --git a/orders.py b/orders.py\n--- a/orders.py\n+++ b/orders.py\n@@ -1,3 +1,3 @@\n-waiting = True\n+waiting = False\n"); s.prompt(s.files("orders.py") + "> ")
    @a("models", "ready", D + "llms/other.html", 80, 30, version="0.82.0")
    def _():
        s = Stage(); s.said("/models qwen"); s.out('Models which match "qwen":', "- groq/qwen-2.5-32b", "- openrouter/qwen/qwen3-235b-a22b", "- together_ai/Qwen/Qwen3-Coder"); s.prompt()
    @a("help-mode", "ready", D + "troubleshooting/support.html", 90, 26, version="0.79.1")
    def _():
        s = Stage(); s.said("/help"); s.md("Use `/help <question>`."); s.prompt("help> ")
    @a("cached", "ready", D + "usage/caching.html", 120, version="0.85.2")
    def _():
        s = Stage(); s.said("und jetzt die Doku"); s.md("Erledigt, die Doku ist auf dem neuesten Stand."); s.tokens("3.4k sent, 2.1k cache write, 12k cache hit, 210 received. Cost: $0.02 message, $0.11 session."); s.out("Applied edit to docs/orders.md", "Commit 6d00c1e docs: describe the orders"); s.prompt()
    @a("no-repo", "ready", D + "git.html", 70, 20, version="0.77.1")
    def _():
        s = Stage(); shell("aider --no-git"); s.rule(); s.out("Aider v0.77.1", "Model: o3-mini with diff edit format", "Git repo: none", "Repo-map: disabled"); s.prompt()
    @a("copy-paste", "ready", D + "usage/copypaste.html", 100, version="0.75.2")
    def _():
        s = Stage(); s.said("/copy-context"); s.out("Copied code context to clipboard."); s.prompt(s.files("orders.py") + "> ")
    @a("typed-french", "ready", D + "config/options.html (dark mode)", 90, 24, badges=["unsent"], version="0.86.0", keys=("explique pourquoi l'ordre change",))
    def _():
        s = Stage(user="#32FF32", error="#FF3333", answer="#00FFFF"); s.said("/drop"); s.out("Dropping all files from the chat session."); s.prompt()
    @a("typed-multi", "ready", D + "usage/commands.html#interrupting-with-control-c", 80, 24, badges=["unsent"], version="0.86.1")
    def _():
        s = Stage(); s.said("why?"); s.md("Because the rows are"); print("\n\n^C again to exit"); s.prompt("> ", default="never mind, do this:\n1. sort by date\n2. keep the ids")

    # Aider, working
    @a("ascii", "working", "https://github.com/Aider-AI/aider aider/utils.py, a terminal without Unicode", 90, 24, version="0.86.0")
    def _():
        s = Stage(); s.said("sort by date"); w("\r #=        Waiting for gpt-4o"); hold()
    @a("edit-again", "working", D + "troubleshooting/edit-errors.html", 100, 34, version="0.85.1")
    def _():
        s = Stage(); s.err("The LLM did not conform to the edit format.", "https://aider.chat/docs/troubleshooting/edit-errors.html", "# 1 SEARCH/REPLACE block failed to match!", "", "Are you sure you need this SEARCH/REPLACE block?", "The REPLACE lines are already in orders.py!"); print(); s.wait("Waiting for gemini/gemini-2.5-flash", 1)
    @a("answer", "working", D + "usage/modes.html (thinking models)", 110, 34, version="0.84.0")
    def _():
        s = Stage(); s.said("/ask is the order stable?"); s.stream("► **THINKING**\n\nThe sort is stable in Python.\n\n------------\n► **ANSWER**\n\nYes. Python sorts are stable, so equal rows keep their order. Would you like a test for it? I can")
    @a("one-message", "working", D + "scripting.html", 100, 30, version="0.81.3", command="python3")
    def _():
        s = Stage(); shell("aider --message 'add docstrings' orders.py"); s.out("Aider v0.81.3", "Main model: gpt-4o with diff edit format", "Weak model: gpt-4o-mini", "Git repo: .git with 14 files", "Repo-map: using 4096 tokens, auto refresh", "Added orders.py to the chat."); print(); s.plain_stream("I will add a docstring to each function.\n\norders.py\n<<<<<<< SEARCH\ndef total(rows):\n=======\ndef total(rows):\n    \"\"\"The sum of")
    @a("runs", "working", D + "usage/commands.html /run", 100, 30, version="0.80.0")
    def _():
        s = Stage(); s.said("/run pytest -x"); s.plain_stream("============================= test session starts ==============================\ncollected 48 items\n\ntest_orders.py ......................")
    @a("commits", "working", D + "git.html /commit", 90, 24, version="0.86.1")
    def _():
        s = Stage(); s.said("/commit"); s.wait("Generating commit message with gemini/gemini-2.0-flash", 8)

    # Aider, waiting
    @a("add-them", "waiting", "https://aider.chat/examples/add-test.html", 100, version="0.5.0", note="an early version")
    def _():
        s = Stage(); shell("aider tests/test_orders.py"); s.out("Creating empty file tests/test_orders.py", "Added tests/test_orders.py to the chat", "Files not tracked in .git:", "- tests/test_orders.py"); print(); w("Add them? [y/n] (y): "); hold()
    @a("output-early", "waiting", "https://aider.chat/examples/add-test.html", 90, 26, version="0.5.0", note="an early version")
    def _():
        s = Stage(); s.out("FAILED tests/test_orders.py::test_total - AttributeError: 'list' object has no a...", "============================== 1 failed in 0.34s ==============================="); print(); w("Add the output to the chat? [y/n] (y): "); hold()
    @a("the", "waiting", A + "497", 120, 30, version="0.25.0")
    def _():
        s = Stage(); s.said("remove the footer from the page"); s.out("the"); s.session.prompt("Add these files to the chat? ", default="y", style=s.style)
    @a("add-url", "waiting", D + "usage/images-urls.html", 100, version="0.60.1")
    def _():
        s = Stage(); s.said("follow https://example.org/style"); s.ask("Add https://example.org/style to the chat?")
    @a("create-add", "waiting", D + "usage/commands.html /add", 80, 24, version="0.71.0")
    def _():
        s = Stage(); s.said("/add src/new/report.py"); s.ask("No files matched 'src/new/report.py'. Do you want to create src/new/report.py?")
    @a("model-warning", "waiting", D + "llms/warnings.html", 100, version="0.83.0")
    def _():
        s = Stage(); shell("aider --model o9"); s.warn("Warning for o9: Unknown context window size and costs, using sane defaults."); s.out("Did you mean one of these?", "- o1", "- o3", "You can skip this check with --no-show-model-warnings"); s.ask("Open documentation url for more info?", "(Y)es/(N)o/(D)on't ask again", subject="https://aider.chat/docs/llms/warnings.html")
    @a("test-errors", "waiting", "https://aider.chat/2024/05/22/linting.html", 76, 24, version="0.74.0")
    def _():
        s = Stage(); s.out("2 failed, 46 passed in 3.11s"); s.ask("Attempt to fix test errors?")
    @a("playwright", "waiting", D + "install/optional.html", 130, 30, version="0.80.0")
    def _():
        s = Stage(); s.said("/web https://example.org"); s.err("For the best web scraping, install Playwright:"); s.out("/usr/bin/python3 -m pip install aider-chat[playwright]", "/usr/bin/python3 -m playwright install --with-deps chromium", "See https://aider.chat/docs/install/optional.html#enable-playwright"); s.ask("Install playwright?")

    # Aider, blocked and left
    RATE = "litellm.RateLimitError: AnthropicException - b'{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Number of request tokens has exceeded your per-minute rate limit; see the response headers for current usage. Please reduce the prompt length or the maximum tokens requested, or try again later.\"}}'"
    @a("rate-again", "blocked", A + "1833", 100, version="0.58.0", until="2.0 seconds")
    def _():
        s = Stage(); s.said("go on"); s.err(RATE); s.out("Retrying in 1.0 seconds..."); s.err(RATE); s.out("Retrying in 2.0 seconds..."); hold()
    @a("rate-given-up", "blocked", A + "1854", 110, version="0.58.0")
    def _():
        s = Stage(); s.said("please apply the changes now"); s.err(RATE); s.prompt(s.files("README.md") + "> ")
    @a("retry-early", "blocked", A + "75", 150, 30, version="0.8.0", until="2.921240035787453 seconds")
    def _():
        s = Stage(); s.said("continue with all components"); print("Retry in 0.7087802705903429 seconds.\nRetry in 1.8306908281905265 seconds.\nRetry in 2.921240035787453 seconds."); hold()
    @a("azure", "blocked", A + "4659", 90, version="0.86.1", until="32.0 seconds")
    def _():
        s = Stage(); s.said("hi"); s.err("litellm.APIError: AzureException APIError - Resource not found"); s.out("Retrying in 16.0 seconds..."); s.err("litellm.APIError: AzureException APIError - Resource not found"); s.out("Retrying in 32.0 seconds..."); hold()
    @a("balance", "blocked", D + "llms/anthropic.html", 110, version="0.82.1")
    def _():
        s = Stage(); s.said("go"); s.err("litellm.BadRequestError: AnthropicException - {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.\"}}"); s.prompt()
    @a("traceback", "shell", A + "75", 110, 30, agent="none")
    def _():
        print("Retry in 2.921240035787453 seconds.\nTraceback (most recent call last):\n  File \"aider/coders/base_coder.py\", line 450, in run_loop\nopenai.error.RateLimitError: Rate limit reached"); shell()
    @a("left-twice", "shell", D + "usage/commands.html#interrupting-with-control-c", 90, 24, agent="none", command="fish")
    def _():
        s = Stage(); s.rule(); print("> \n\n^C again to exit\n^C KeyboardInterrupt"); w("dev@devbox ~/app (main)> "); hold()

    # Ollama
    G, P = "\033[38;5;245m", "\033[0m"
    HINT = "Send a message (/? for help)"
    prompt = lambda: (w(f">>> {G}{HINT}\033[{len(HINT)}D{P}"), hold())
    @o("robot", "ready", "https://helloric.github.io/documentation/llm-server/llm/interacting", 100, version="0.3.0")
    def _(): print(">>> You are a helping robot in a research facility.\n...\n... You receive prompts in German.\nVerständlich! Welche Frage oder Aufgabe hast du mir heute gestellt?\n\n>>> Wo befinden wir uns?\nWir befinden uns in Bremen, Deutschland.\n"); prompt()
    @o("readme", "ready", I + "blob/main/README.md", 80, 24, version="0.6.5")
    def _(): print('>>> """Hello,\n... world!\n... """\nI\'m a basic program that prints the famous "Hello, world!" message to the console.\n'); prompt()
    @o("image", "working", I + "issues/8274", 100, version="0.5.4")
    def _(): shell("ollama run llava:v1.6 keywords ./IMG_8240.JPG"); print("Added image './IMG_8240.JPG'"); w(" insect, bug, aquatic, microscope, pest, nature, water"); hold()
    @o("think-tag", "working", "https://ledgerheathhh.github.io/posts/deepseek-model-output", 90, version="0.5.7")
    def _(): print(">>> 9.9 和 9.11 哪个大?"); w("<think>\n首先，比较整数部分，都是 9。\n\n然后比较小数部分：0.9 和 0.11。等等，"); hold()
    @o("think-tag-done", "ready", "https://ledgerheathhh.github.io/posts/deepseek-model-output", 90, version="0.5.7")
    def _(): print(">>> 9.9 和 9.11 哪个大?\n<think>\n比较小数部分：0.90 大于 0.11。\n</think>\n\n9.9 更大。\n"); prompt()
    @o("keeps-loading", "working", I + "issues/2225", 84, 24, version="0.1.20")
    def _(): shell("ollama run mixtral"); w("⠼ "); hold()
    @o("save", "ready", "https://docs.ollama.com/modelfile", 90, version="0.9.3")
    def _(): print(">>> /set system You are brief.\nSet system message.\n>>> /save brief\nCreated new model 'brief'"); prompt()
    @o("load-brief", "working", "https://docs.ollama.com/modelfile", 90, version="0.9.3")
    def _(): print(">>> /load brief\nLoading model 'brief'"); w("⠇ "); hold()
    @o("import", "working", I + "blob/main/docs/import.md", 110, version="0.7.0")
    def _(): shell("ollama create my-model"); print("gathering model components \ncopying file sha256:2b9b8ab2d1c9e8b1d0f7a5c3 100% "); w("parsing GGUF ⠧ "); hold()
    @o("push", "working", I + "blob/main/docs/import.md", 100, version="0.7.0")
    def _(): shell("ollama push dev/my-model"); print("retrieving manifest "); w("pushing 8934d96d3f08:  64% ▕██████████████████████                ▏ 2.4 GB/3.8 GB   11 MB/s   2m3s\n"); hold()
    @o("push-refused", "shell", I + "blob/main/docs/import.md", 100, agent="none")
    def _(): shell("ollama push brief"); print("Error: you are not authorized to push to this namespace, create the model under a namespace you own"); shell()
    @o("docker", "ready", I + "blob/main/docs/docker.md", 90, version="0.12.0", command="docker")
    def _(): shell("docker exec -it ollama ollama run llama3"); prompt()
    @o("json", "working", "https://docs.ollama.com/capabilities/structured-outputs", 80, 24, version="0.8.0")
    def _(): print(">>> /set format json\nSet format to 'json' mode.\n>>> list three colours"); w("{\n  \"colours\": [\n    \"red\",\n    \"green\","); hold()
    @o("harmony", "working", "https://docs.ollama.com/capabilities/thinking", 100, version="0.12.3")
    def _(): print(f">>> plan a trip\nThinking...\n{G}The user wants a trip. Ask where? Just offer one.{P}\n...done thinking.\n"); w("**Day 1**\n- Arrive, and wait for the bus.\n- Ready by noon: walk to the"); hold()
    @o("harmony-done", "ready", "https://docs.ollama.com/capabilities/thinking", 100, version="0.12.3")
    def _(): print(f">>> one word\nThinking...\n{G}One word.{P}\n...done thinking.\n\nWord.\n"); prompt()
    @o("typed-poem", "ready", "https://docs.ollama.com/quickstart", 90, 24, badges=["unsent"], version="0.13.1")
    def _(): print(">>> hallo\nHallo! Wie kann ich helfen?\n"); w(">>> ein Gedicht über das Warten, bitte"); hold()
    @o("stop", "shell", "https://docs.ollama.com/faq", 80, 20, agent="none")
    def _(): shell("ollama stop llama3.2"); shell()
    @o("table", "working", "https://docs.ollama.com/quickstart", 110, version="0.13.1")
    def _(): print(">>> compare tmux and screen"); w("| | tmux | screen |\n|---|---|---|\n| status line | yes | optional |\n| panes | yes |"); hold()
