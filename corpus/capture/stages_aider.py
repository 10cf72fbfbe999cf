"""The part heldout4, Aider: versions 0.50 to 0.86. See stage_aider.py."""
from stage_aider import Stage

SRC = "https://github.com/Aider-AI/aider "
def add(screen, shell):
    def head(s, v="0.86.1", model="anthropic/claude-sonnet-4-20250514 with diff edit format, infinite output", weak="anthropic/claude-3-5-haiku-20241022", repo=".git with 214 files", tokens="4096", extra=(), cmd="aider"):
        if cmd: shell(cmd)
        s.rule()
        s.out(f"Aider v{v}", f"{'Main model' if weak else 'Model'}: {model}", *([f"Weak model: {weak}"] if weak else []), f"Git repo: {repo}", f"Repo-map: using {tokens} tokens, auto refresh", *extra)

    # ready
    @screen("aider-fresh-wide", "aider", "ready", SRC + "aider/main.py, v0.86.1: a fresh start", 160, 45, version="0.86.1")
    def _():
        s = Stage(); head(s); s.prompt()
    @screen("aider-fresh-narrow", "aider", "ready", SRC + "aider/main.py, v0.79: a fresh start, python in front", 62, 22, version="0.79.0", command="python3")
    def _():
        s = Stage(); head(s, "0.79.0", "deepseek/deepseek-chat with diff edit format, prompt cache, infinite output", None, repo=".git with 31 files", tokens="1024"); s.prompt()
    @screen("aider-fresh-plain", "aider", "ready", SRC + "aider/args.py --no-pretty", 90, 26, version="0.72.3", note="no colours and no rule")
    def _():
        s = Stage(pretty=False); shell("aider --no-pretty")
        print("Aider v0.72.3\nMain model: gpt-4o with diff edit format\nWeak model: gpt-4o-mini\nGit repo: .git with 12 files\nRepo-map: using 4096 tokens, auto refresh\nUse /help <question> for help, run \"aider --help\" to see cmd line args\n"); s.session.prompt("> ")
    @screen("aider-files", "aider", "ready", SRC + "aider/io.py format_files_for_input, v0.65", 120, 36, version="0.65.1")
    def _():
        s = Stage(); head(s, "0.65.1", "claude-3-5-sonnet-20241022 with diff edit format, infinite output", "claude-3-5-haiku-20241022", tokens="1024", extra=["Added src/limits.js to the chat.", "Added src/retry.js to the chat.", "Added test/retry.test.js to the chat."])
        s.prompt(s.files("src/limits.js", "src/retry.js", "test/retry.test.js") + "> ")
    @screen("aider-files-readonly", "aider", "ready", SRC + "aider/io.py format_files_for_input, v0.82", 84, 30, version="0.82.2")
    def _():
        s = Stage(); s.said("/read-only CONVENTIONS.md"); s.out("Added CONVENTIONS.md to read-only files.")
        s.prompt(s.files("src/retry.js", readonly=["CONVENTIONS.md", "docs/notes.md"]) + "> ")
    @screen("aider-unsent", "aider", "ready", SRC + "aider/io.py get_input, v0.86", 110, 30, badges=["unsent"], version="0.86.1", keys=("make the retry wait longer each time",))
    def _():
        s = Stage(); head(s); s.prompt(s.files("src/retry.js") + "> ")
    @screen("aider-unsent-long", "aider", "ready", SRC + "aider/io.py get_input, v0.70", 66, 24, badges=["unsent"], version="0.70.0", keys=("please rename the option and then update every place in the docs that still speaks of waiting",))
    def _():
        s = Stage(); s.said("what does limits.js do?"); s.md("It holds how many requests a minute are allowed."); s.tokens("1.2k sent, 40 received."); s.prompt()
    @screen("aider-multiline", "aider", "ready", SRC + "aider/io.py multiline_mode, v0.73", 100, 30, badges=["unsent"], version="0.73.0", note="lines typed, Alt-Enter would send them")
    def _():
        s = Stage(); s.said("/multiline-mode"); s.out("Multiline mode: Enabled. Enter inserts newline, Alt-Enter submits text"); s.prompt("multi> ", default="first count once\nthen count cancelled orders")
    @screen("aider-multiline-empty", "aider", "ready", SRC + "aider/io.py multiline_mode, v0.86", 90, 24, version="0.86.0")
    def _():
        s = Stage(); s.said("/multiline-mode"); s.out("Multiline mode: Enabled. Enter inserts newline, Alt-Enter submits text"); s.prompt("multi> ")
    @screen("aider-brace", "aider", "ready", "https://aider.chat/docs/usage/commands.html#entering-multi-line-chat-messages", 96, 28, badges=["unsent"], version="0.60.0", note="a message between braces is not finished")
    def _():
        s = Stage(); s.said("{"); print("\033[A", end=""); s.session.prompt(". ", default="the limit is per minute", style=s.style)
    @screen("aider-slash", "aider", "ready", SRC + "aider/io.py AutoCompleter, v0.86", 120, 34, badges=["unsent"], version="0.86.1", keys=("/", "m"), note="the list of commands is open")
    def _():
        s = Stage(); head(s); s.prompt()
    @screen("aider-ask-done", "aider", "ready", SRC + "aider/coders/ask_coder.py; the answer speaks of waiting", 110, 34, version="0.84.0")
    def _():
        s = Stage(); s.said("/ask why does the worker stop?"); s.md("The worker is **waiting for input**: it calls `input()` and asks `Continue? (Y)es/(N)o`. Run it with `--yes`.\n\nRetrying in 5 seconds would not help."); s.tokens("6.4k sent, 88 received. Cost: $0.02 message, $0.31 session."); s.prompt("ask> ")
    @screen("aider-architect", "aider", "ready", SRC + "aider/coders/architect_coder.py", 130, 36, version="0.80.0")
    def _():
        s = Stage(); s.said("/chat-mode architect"); s.prompt(s.files("src/limits.js") + "architect> ")
    @screen("aider-context", "aider", "ready", SRC + "aider/coders/context_coder.py, v0.79", 80, 24, version="0.79.2")
    def _():
        s = Stage(); s.said("/context"); s.prompt("context> ")
    @screen("aider-edited", "aider", "ready", SRC + "aider/coders/base_coder.py auto_commit, v0.86; Japanese", 100, 40, version="0.86.1")
    def _():
        s = Stage(); s.said("再試行の間隔を倍にして", s.files("src/retry.js") + "> "); s.md("再試行のたびに待ち時間を倍にします。\n\nsrc/retry.js\n```js\nawait sleep(base * 2 ** i);\n```"); s.tokens("2.8k sent, 164 received. Cost: $0.01 message, $0.02 session."); s.out("Applied edit to src/retry.js", "Commit 91be2c0 feat: double the pause with each retry", "You can use /undo to undo and discard each aider commit."); s.prompt(s.files("src/retry.js") + "> ")
    @screen("aider-tokens", "aider", "ready", "https://aider.chat/docs/usage/commands.html /tokens", 100, 34, version="0.85.0")
    def _():
        s = Stage(); s.said("/tokens"); s.out("Approximate context window usage for gpt-5, in tokens:", "", "$ 0.0118    3,934 system messages", "$ 0.0051    1,702 repository map     use --map-tokens to resize", "$ 0.0009      311 src/retry.js       /drop to remove", "==================", "$ 0.0178    5,947 tokens total", "          394,053 tokens remaining in context window", "          400,000 tokens max context window size"); s.prompt()
    @screen("aider-interrupted", "aider", "ready", SRC + "aider/coders/base_coder.py keyboard_interrupt, v0.86", 100, 30, version="0.86.1", note="stopped with Ctrl-C")
    def _():
        s = Stage(); s.said("explain the whole repository"); s.md("The repository has a worker and"); print("\n\n^C again to exit"); s.prompt()
    @screen("aider-old-error", "aider", "ready", SRC + "aider/coders/base_coder.py; an error, and a good turn after it", 120, 40, version="0.86.1")
    def _():
        s = Stage(); s.said("count once"); s.warn("litellm.InternalServerError: AnthropicException - Overloaded"); s.err("The API provider's servers are down or overloaded."); s.out("Retrying in 0.2 seconds..."); s.md("Counts once now."); s.tokens("2.0k sent, 30 received. Cost: $0.01 message, $0.01 session."); s.out("Applied edit to src/retry.js", "Commit 0ac91f2 fix: count once"); s.prompt()
    @screen("aider-tall", "aider", "ready", SRC + "aider/commands.py /help, v0.86; much above the prompt", 100, 60, version="0.86.0")
    def _():
        s = Stage(); s.said("/help")
        for c, t in [("/add", "Add files to the chat so aider can edit them or review them in detail"), ("/ask", "Ask questions about the code base without editing any files. If no prompt provided, switches to ask mode."), ("/clear", "Clear the chat history"), ("/commit", "Commit edits to the repo made outside the chat (commit message optional)"), ("/diff", "Display the diff of changes since the last message"), ("/lint", "Lint and fix in-chat files or all dirty files if none in chat"), ("/run", "Run a shell command and optionally add the output to the chat (alias: !)"), ("/test", "Run a shell command and add the output to the chat on non-zero exit code"), ("/voice", "Record and transcribe voice input")]: s.out(f"{c:12} {t}")
        s.out("", "Use `/help <question>` to ask questions about how to use aider."); s.prompt()
    @screen("aider-watch", "aider", "ready", "https://aider.chat/docs/usage/watch.html, v0.77", 90, 26, version="0.77.0", note="it watches files, and takes messages")
    def _():
        s = Stage(); head(s, "0.77.0", "o3-mini with diff edit format", "gpt-4o-mini", cmd="aider --watch-files", extra=[]); s.prompt()

    # working
    @screen("aider-wait", "aider", "working", SRC + "aider/waiting.py, aider/utils.py Spinner, v0.86", 140, 40, version="0.86.1")
    def _():
        s = Stage(); head(s); s.said("why is the queue empty?"); s.wait("Waiting for anthropic/claude-sonnet-4-20250514", 3)
    @screen("aider-wait-back", "aider", "working", SRC + "aider/utils.py Spinner, v0.86: the marker on its way back, narrow", 60, 20, version="0.85.2", command="python3")
    def _():
        s = Stage(); s.said("y ahora las pruebas, por favor"); s.wait("Waiting for openrouter/qwen/qwen3-coder-480b", 12)
    @screen("aider-wait-boxed", "aider", "working", SRC + "aider/utils.py Spinner as of commit 01592af", 100, 30, version="0.83.0")
    def _():
        s = Stage(); s.said("add a changelog"); s.wait_boxed()
    @screen("aider-commit-message", "aider", "working", SRC + "aider/repo.py, v0.86", 100, 30, version="0.86.1")
    def _():
        s = Stage(); s.said("ajoute une option --quiet"); s.md("J'ajoute l'option."); s.tokens("3.3k sent, 120 received."); s.out("Applied edit to src/limits.js"); s.wait("Generating commit message with gpt-4o-mini", 7)
    @screen("aider-map", "aider", "working", SRC + "aider/repomap.py, v0.74", 90, 26, version="0.74.1")
    def _():
        s = Stage(); head(s, "0.74.1", "gpt-4o with diff edit format", "gpt-4o-mini"); s.said("where is the limit read?"); s.wait_old("Updating repo map: src/limits.js", 6)
    @screen("aider-scan", "aider", "working", SRC + "aider/repomap.py get_ranked_tags, tqdm", 110, 28, version="0.81.0")
    def _():
        s = Stage(); head(s, "0.81.0", repo=".git with 4,812 files"); s.said("find the slow query"); s.out("Initial repo scan can be slow in larger repos, but only happens once."); s.plain_stream("Scanning repo:  37%|" + "█" * 24 + "▌" + " " * 40 + "| 1780/4812 [00:14<00:23, 129.90it/s]")
    @screen("aider-stream", "aider", "working", SRC + "aider/mdstream.py, v0.86; the answer speaks of being ready", 120, 36, version="0.86.1")
    def _():
        s = Stage(); s.said("write the retry test", s.files("test/retry.test.js") + "> "); s.stream("The function is ready, so the test comes now. It waits for three tries:\n\ntest/retry.test.js\n```js\nimport { test } from 'node:test';\nimport { retry } from '../src/retry.js';\n\ntest('gives up', () => {\n  let n = 0;\n  retry(() => { n++; throw new Error('no'); }, 3);\n")
    @screen("aider-stream-plain", "aider", "working", SRC + "aider/coders/base_coder.py show_send_output_stream, --no-pretty", 100, 30, version="0.60.0")
    def _():
        s = Stage(pretty=False); print("\nsrc/retry.js\n> zähle nur einmal\n"); s.plain_stream("Ich zähle nur den ersten Versuch.\n\nsrc/retry.js\n```js\n<<<<<<< SEARCH\n  let i = 0;\n=======\n  let i = 1;\n")
    @screen("aider-thinking", "aider", "working", SRC + "aider/reasoning_tags.py, v0.78", 100, 32, version="0.78.0")
    def _():
        s = Stage(); s.said("is this loop safe?"); s.stream("--------------\n► **THINKING**\n\nThe loop has no upper bound. Should I ask whether to go on? The user said nothing about a limit, so I look at the caller first.\n\nThe caller passes n")
    @screen("aider-lint-runs", "aider", "working", SRC + "aider/coders/base_coder.py; the edit is committed, the test command runs", 100, 30, version="0.84.0")
    def _():
        s = Stage(); s.said("fix the count"); s.md("Fixed."); s.tokens("1.9k sent, 60 received. Cost: $0.01 message, $0.04 session."); s.out("Applied edit to src/retry.js", "Commit 4410ce9 fix: count"); s.plain_stream("\n> app@0.3.1 test\n> node --test\n\nTAP version 13\n# Subtest: retry\n")
    @screen("aider-web", "aider", "working", SRC + "aider/commands.py cmd_web", 90, 26, version="0.86.0")
    def _():
        s = Stage(); s.said("/web https://example.org/spec"); s.out("Scraping https://example.org/spec..."); import time; time.sleep(1000)

    # waiting
    YND, ALL = "(Y)es/(N)o/(D)on't ask again", "(Y)es/(N)o/(A)ll/(S)kip all/(D)on't ask again"
    def ask(id, source, *a, w=100, h=30, version="0.86.1", before=None, keys=(), badges=(), state="waiting", command=None, **k):
        @screen(id, "aider", state, source, w, h, version=version, keys=keys, badges=badges, command=command)
        def _():
            s = Stage()
            if before: before(s)
            s.ask(*a, **k)
    def turn(user, answer, tokens="4.1k sent, 96 received. Cost: $0.01 message, $0.05 session."):
        def before(s): s.said(user); s.md(answer); s.tokens(tokens)
        return before
    ask("aider-add", SRC + "aider/coders/base_coder.py check_for_file_mentions, v0.86", "Add file to the chat?", YND, subject="src/queue/consumer.ts", before=turn("where do jobs get lost?", "I have to see src/queue/consumer.ts for that."))
    ask("aider-add-group", SRC + "aider/io.py confirm_ask with a group, v0.86", "Add file to the chat?", ALL, subject="docs/limits.md", w=72, before=turn("überarbeite die Doku", "Dazu brauche ich drei Dateien."))
    ask("aider-add-old", SRC + "aider/coders/base_coder.py as of commit 007d6eb", "Add these files to the chat?", None, w=88, version="0.50.0", before=lambda s: (s.said("split the module"), s.md("I need both files."), s.out("src/limits.js", "src/retry.js")))
    ask("aider-create", SRC + "aider/coders/base_coder.py allowed_to_edit", "Create new file?", "(Y)es/(N)o", subject="src/backoff.js", before=turn("move it into a file of its own", "src/backoff.js\n```js\nexport const pause = (i) => 100 * 2 ** i;\n```"))
    ask("aider-outside", SRC + "aider/coders/base_coder.py allowed_to_edit", "Allow edits to file that has not been added to the chat?", "(Y)es/(N)o", subject="package.json", w=140, h=40, before=turn("bump the version", "package.json\n```json\n\"version\": \"0.4.0\"\n```"))
    ask("aider-run", SRC + "aider/coders/base_coder.py handle_shell_commands", "Run shell command?", YND, subject="npm install --save-dev vitest", before=turn("use vitest", "Install it first:\n\n```bash\nnpm install --save-dev vitest\n```"))
    ask("aider-run-many", SRC + "aider/coders/base_coder.py handle_shell_commands, several lines", "Run shell commands?", YND, subject="mkdir -p build\ncp src/*.js build/\nnode build/retry.js", w=80, h=24, before=turn("baue es", "So wird gebaut."))
    ask("aider-output", SRC + "aider/commands.py cmd_run, v0.86", "Add 1.3k tokens of command output to the chat?", "(Y)es/(N)o", before=lambda s: (s.said("/run npm test"), s.out("# tests 14", "# pass 13", "# fail 1")))
    ask("aider-command-output", SRC + "aider/coders/base_coder.py run_shell_commands", "Add command output to the chat?", "(Y)es/(N)o", w=64, h=20, before=lambda s: (s.out("Running node build/retry.js"), s.out("TypeError: fn is not a function")))
    ask("aider-url", SRC + "aider/coders/base_coder.py check_for_urls", "Add URL to the chat?", YND, subject="https://example.org/rfc/limits", before=lambda s: s.said("implement https://example.org/rfc/limits"))
    ask("aider-git", SRC + "aider/main.py setup_git", "No git repo found, create one to track aider's changes (recommended)?", "(Y)es/(N)o", w=110, before=lambda s: shell("aider"), command="python3")
    ask("aider-ignore", SRC + "aider/main.py check_gitignore", "Add .aider* to .gitignore (recommended)?", "(Y)es/(N)o", w=76, h=20, before=lambda s: shell("aider --model gemini"))
    ask("aider-key", SRC + "aider/onboarding.py, v0.83", "Login to OpenRouter or create a free account?", "(Y)es/(N)o", before=lambda s: (shell("aider"), s.warn("No LLM model was specified and no API keys were provided.")))
    ask("aider-docs", SRC + "aider/onboarding.py offer_url", "Open documentation URL for more info?", YND, subject="https://aider.chat/docs/troubleshooting/models-and-keys.html", before=lambda s: (shell("aider --model gpt-5"), s.err("No model specified and no API key found or configured.")))
    ask("aider-update", SRC + "aider/versioncheck.py, aider/utils.py check_pip_install_extra", "Run pip install?", "(Y)es/(N)o", subject="/usr/bin/python3 -m pip install --upgrade --upgrade-strategy only-if-needed aider-chat", w=120, before=lambda s: (shell("aider"), s.warn("Newer aider version v0.86.1 is available.")), version="0.85.1")
    ask("aider-analytics", SRC + "aider/main.py, analytics", "Allow collection of anonymous analytics to help improve aider?", "(Y)es/(N)o", w=100, h=26, before=lambda s: (shell("aider"), s.out("Aider respects your privacy and never collects your code, chat messages, keys or", "personal info.", "For more info: https://aider.chat/docs/more/analytics.html")))
    ask("aider-plan", SRC + "aider/coders/architect_coder.py reply_completed", "Edit the files?", "(Y)es/(N)o", w=130, h=36, before=turn("/architect split the worker", "1. Move the loop into `src/loop.js`.\n2. Keep `retry` where it is.\n\nShall I wait for your approval?"))
    ask("aider-lint", SRC + "aider/coders/base_coder.py", "Attempt to fix lint errors?", "(Y)es/(N)o", before=lambda s: (s.out("Applied edit to src/retry.js", "Commit 1f00d2a fix: bound the loop"), s.err("# Fix any errors below, if possible.", "", "src/retry.js:4:11: E0602 undefined name 'limit'")))
    ask("aider-too-long", SRC + "aider/coders/base_coder.py check_tokens", "Try to proceed anyway?", "(Y)es/(N)o", w=110, before=lambda s: (s.said("read everything"), s.err("Your estimated chat context of 214,882 tokens exceeds the 200,000 token limit for", "anthropic/claude-sonnet-4-20250514!"), s.out("To reduce the chat context:", "- Use /drop to remove unneeded files from the chat", "- Use /clear to clear the chat history", "- Break your code into smaller files", "It's probably safe to try and send the request, most providers won't charge if the context limit is", "exceeded.")))
    ask("aider-typed-answer", SRC + "aider/io.py confirm_ask, an answer typed and not sent", "Run shell command?", YND, subject="git push --force", keys=("n",), badges=(), before=turn("publish it", "```bash\ngit push --force\n```"))
    ask("aider-wrong-answer", SRC + "aider/io.py confirm_ask, an answer it does not know", "Create new file?", "(Y)es/(N)o", w=90, before=lambda s: (s.out("src/backoff.js", bold=True), s.answered("Create new file?", answer="perhaps"), s.err("Please answer with one of: yes, no, skip, all")))
    ask("aider-voice", SRC + "aider/voice.py get_prompt", "Recording, press ENTER when done... 4.2sec ░░░███████", None, w=80, h=24, before=lambda s: s.said("/voice"))

    # blocked
    def fails(id, source, before, w=110, h=30, version="0.86.1", until=None, badges=(), after="prompt", origin="documentation", note=""):
        @screen(id, "aider", "blocked", source, w, h, version=version, until=until, badges=badges, origin=origin, note=note)
        def _():
            s = Stage(); before(s)
            if after == "prompt": s.prompt()
            else: import time; time.sleep(1000)
    DOWN, RATE, AUTH = "The API provider's servers are down or overloaded.", "The API provider has rate limited you. Try again later or check your quotas.", "The API provider is not able to authenticate you. Check your API key."
    fails("aider-rate", SRC + "aider/exceptions.py, base_coder.py: it tries again by itself", lambda s: (s.said("go on"), s.warn("litellm.RateLimitError: AnthropicException - {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"This request would exceed your organization's rate limit of 40,000 input tokens per minute.\"}}"), s.err(RATE), s.out("Retrying in 4.0 seconds...")), after=None, until="4.0 seconds")
    fails("aider-overloaded", SRC + "aider/exceptions.py: overloaded, narrow", lambda s: (s.said("weiter"), s.warn("litellm.InternalServerError: AnthropicException - {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"), s.err(DOWN), s.out("Retrying in 16.0 seconds...")), w=64, h=24, after=None, until="16.0 seconds")
    fails("aider-auth", SRC + "aider/exceptions.py: the key is refused", lambda s: (s.said("hello"), s.err("litellm.AuthenticationError: OpenAIException - Incorrect API key provided: sk-pr****1234. You can find your API key at the provider's site.", AUTH)))
    fails("aider-quota-given-up", SRC + "aider/exceptions.py: quota, given up", lambda s: (s.said("resume el cambio"), s.err("litellm.RateLimitError: RateLimitError: OpenAIException - You exceeded your current quota, please check your plan and billing details.", RATE)), w=140, h=36, version="0.79.0")
    fails("aider-credits", SRC + "aider/exceptions.py: no credits at OpenRouter", lambda s: (s.said("go"), s.err("litellm.APIError: APIError: OpenrouterException - {\"error\":{\"message\":\"Insufficient credits. Add more using https://openrouter.ai/settings/credits\",\"code\":402}}", "Insufficient credits: The API provider says you have insufficient credits.")), w=120, version="0.82.0")
    fails("aider-connection", SRC + "aider/exceptions.py: no connection to a local model", lambda s: (s.said("hi"), s.err("litellm.APIConnectionError: Ollama_chatException - [Errno 111] Connection refused"), s.out("Retrying in 0.5 seconds...")), w=100, after=None, until="0.5 seconds", version="0.75.0")
    fails("aider-token-limit", SRC + "aider/coders/base_coder.py show_exhausted_error", lambda s: (s.said("print it all"), s.err("", "Model gpt-4o has hit a token limit!", "Token counts below are approximate.", "", "Input tokens: ~131,402 of 128,000 -- possibly exhausted context window!", "Output tokens: ~12 of 16,384", "Total tokens: ~131,414 of 128,000 -- possibly exhausted context window!", "", "To reduce input tokens:", "- Use /tokens to see token usage.", "- Use /drop to remove unneeded files from the chat session.", "- Use /clear to clear the chat history.", "", "For more info: https://aider.chat/docs/token-limits.html")), w=100, h=40, badges=["context-low"], version="0.80.0")
    fails("aider-timeout", SRC + "aider/exceptions.py Timeout", lambda s: (s.said("retry"), s.warn("litellm.Timeout: APITimeoutError - Request timed out. Error_str: Request timed out."), s.err("The API provider timed out without returning a response. They may be down or overloaded."), s.out("Retrying in 32.0 seconds...")), w=120, after=None, until="32.0 seconds")

    # left, ended
    @screen("aider-left", "none", "shell", SRC + "aider/commands.py cmd_exit: left, back at the shell", 100, 30)
    def _():
        s = Stage(); head(s); s.said("/exit"); shell()
    @screen("aider-left-ls", "none", "shell", SRC + "aider/coders/base_coder.py: left with Ctrl-C while it asked, a command since", 90, 26)
    def _():
        s = Stage(); s.said("fix it"); s.answered("Create new file?", subject="src/backoff.js", answer=""); print("\n^C again to exit\n^C KeyboardInterrupt"); shell("ls"); print("README.md  docs  package.json  src  test"); shell()
    @screen("aider-not-started", "none", "shell", SRC + "aider/args.py: it did not start, an option is misspelt", 110, 28)
    def _():
        shell("aider --modl gpt-5"); print("usage: aider [-h] [--model MODEL] [--openai-api-key OPENAI_API_KEY]\n             [--anthropic-api-key ANTHROPIC_API_KEY] [FILE ...]\naider: error: unrecognized arguments: --modl"); shell()
    @screen("aider-died", "aider", "dead", SRC + "aider/main.py: the pane ended with it", 100, 30, version="0.86.1")
    def _():
        s = Stage(); head(s); s.said("go on"); print("Traceback (most recent call last):\n  File \"/usr/bin/aider\", line 8, in <module>\nMemoryError\n\nPane is dead (status 1, Tue Nov 24 04:41:10 2026)")
