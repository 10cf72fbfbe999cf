"""The part heldout7, Aider, Ollama and a few screens of the other agents: from sources, documentation and
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
            return screen(f"{prefix}{id}", agent, state, source, w, h, part=7, **({"origin": "report"} if "/issues/" in source else {}), **k)
        return one
    a = of("aider-seven-", "aider", 100, 30)
    YND = "(Y)es/(N)o/(D)on't ask again"
    def plain(*lines, ask="> ", typed=""):
        s = Stage(pretty=False); print("\n".join(lines)); s.session.prompt(ask, default=typed)

    # Aider, ready
    @a("read-many", "ready", I + "2134", 200, 44, version="0.60.0")
    def _():
        s = Stage(); s.said("/read docs/*"); s.out("Added 9 files from directory docs/plan to read-only files.")
        s.prompt("\n".join(f"docs/plan/{n}.md (read only)" for n in ("appendix/a_schema", "appendix/b_terms", "01_goals", "02_parts", "03_limits", "04_waiting", "05_retries", "06_alerts", "07_conventions")) + "\nsrc/limits.py\n> ")
    @a("not-found", "ready", I + "1151", 90, 24, version="0.51.1", note="an editor's terminal: no colours and no rule")
    def _(): plain("> /read-only `api/notes.md`", "", "File not found: /srv/app/`api/notes.md`", "> /read-only api/notes.md", "", "Added /srv/app/api/notes.md to read-only files.", "", "api/notes.md")
    @a("two-lists", "ready", I + "2258", 130, 30, version="0.62.0")
    def _():
        s = Stage(); s.said('/add "My File.txt"', "Read only files:\n../.aider.conventions.md\n> "); s.out("Added /srv/app/My File.txt to the chat"); s.prompt("Read only files:\n../.aider.conventions.md\n\nEditable files:\nMy File.txt\n> ")
    @a("first-start", "ready", I + "979", 100, 28, version="0.47.1", command="python")
    def _():
        s = Stage(); shell("python -m aider --model deepseek/deepseek-coder"); print("Add .aider* to .gitignore (recommended)? y"); s.out("Added .aider* to .gitignore", "Aider v0.47.1", "Model: deepseek/deepseek-coder with diff edit format", "Git repo: .git with 243 files", "Repo-map: using 1024 tokens", "Use /help <question> for help, run \"aider --help\" to see cmd line args"); s.prompt()
    @a("unknown-window", "ready", I + "781", 110, 26, version="0.41.0")
    def _():
        s = Stage(); shell("aider --model ollama/deepseek-coder-v2 src/orders.py"); s.out("Model ollama/deepseek-coder-v2: Unknown context window size and costs, using sane defaults.", "For more info, see: https://aider.chat/docs/llms/warnings.html", "", "Aider v0.41.0", "Model: ollama/deepseek-coder-v2 with whole edit format", "Git repo: .git with 29 files", "Repo-map: disabled", "Added src/orders.py to the chat.", "Use /help to see in-chat commands, run with --help to see cmd line args"); s.prompt("src/orders.py\n> ")
    @a("what-is-it", "ready", I + "840", 90, 30, version="0.43.4")
    def _():
        s = Stage(); s.out("Aider v0.43.4", "Model: openai/my-sonnet with whole edit format", "Git repo: .git with 452 files", "Repo-map: disabled"); s.said("what is this repo"); s.md("I cannot see any file yet. Please run `/add` for the files that I should read, or tell me more.\n\nWould you like to start with the README?"); s.tokens("1,204 sent, 48 received. Cost: $0.00 request, $0.00 session."); s.prompt()
    @a("restored", "ready", I + "3338", 84, 40, version="0.74.2")
    def _():
        s = Stage(); shell("aider --restore-chat-history app/*.py"); s.rule(); s.out("Aider v0.74.2", "Main model: o1-mini with whole edit format", "Weak model: gpt-4o-mini", "Git repo: .git with 11 files", "Repo-map: using 4096 tokens, auto refresh", *[f"Added app/{n}.py to the chat." for n in ("database", "emailer", "filters", "main", "scrapers", "web")], "Restored previous conversation history.")
        s.prompt(s.files(*[f"app/{n}.py" for n in ("database", "emailer", "filters", "main", "scrapers", "web")]) + "> ")
    @a("weak-model", "ready", I + "5213", 110, 26, version="0.86.2")
    def _():
        s = Stage(); s.said("/weak-model lm_studio/mistralai/ministral-3-3b"); s.out("", "Aider v0.86.2", "Main model: lm_studio/qwen3.6-27b with whole edit format", "Weak model: lm_studio/mistralai/ministral-3-3b", "Git repo: .git with 61 files", "Repo-map: using 1024 tokens, auto refresh"); s.prompt()
    @a("lint-failed", "ready", I + "2270", 100, 24, version="0.62.0", note="an editor's terminal: no colours and no rule")
    def _(): plain("src\\types\\types.ts", "> /lint", "", "Unable to execute lint command: [WinError 2] The system cannot find the file specified", "", "src\\types\\types.ts")
    @a("failed-edit", "ready", I + "125", 90, 26, version="0.9.1")
    def _():
        s = Stage(); s.said("rename the option"); s.md("orders.py\n```python\n<<<<<<< ORIGINAL\nlimit = 5\n=======\nceiling = 5\n>>>>>>> UPDATED\n```"); s.err("Failed to apply edit to orders.py"); s.prompt("orders.py\n> ")
    @a("in-docker", "ready", D + "install/docker.html", 120, 30, version="0.79.2", command="docker")
    def _():
        s = Stage(); shell("docker run -it --user $(id -u):$(id -g) --volume $(pwd):/app paulgauthier/aider --model gpt-4o"); s.rule(); s.out("Aider v0.79.2", "Main model: gpt-4o with diff edit format", "Weak model: gpt-4o-mini", "Git repo: .git with 77 files", "Repo-map: using 4096 tokens, auto refresh"); s.prompt()
    @a("saved", "ready", D + "faq.html", 80, 22, version="0.81.0")
    def _():
        s = Stage(); s.said("/save morning"); s.out("Saved commands to morning"); s.said("/load morning"); s.out("", "Executing: /drop", "Dropping all files from the chat session.", "", "Executing: /add src/orders.py", "Added src/orders.py to the chat"); s.prompt(s.files("src/orders.py") + "> ")
    @a("copied", "ready", S + "aider/commands.py cmd_copy", 96, 24, badges=["unsent"], version="0.75.1", keys=("/undo",))
    def _():
        s = Stage(); s.said("/copy"); s.out("Copied last assistant message to clipboard. Preview: The worker waits for the queue, then it retries..."); s.prompt()
    # Aider, working
    @a("dev-server", "working", I + "3738", 100, 28, version="0.81.1", note="it runs a command that goes on")
    def _():
        s = Stage(); s.said("/run npm run dev"); s.plain_stream("\n> shop@0.0.0 dev\n> vite\n\n\n  VITE v6.2.0  ready in 402 ms\n\n  ➜  Local:   http://localhost:5173/\n  ➜  Network: use --host to expose\n  ➜  press h + enter to show help\n")
    @a("lint-loop", "working", I + "1090", 110, 32, version="0.50.1")
    def _():
        s = Stage(); s.err("src/App.tsx:14:7: error: 'waiting' is assigned a value but never used"); print("Attempt to fix lint errors? y\n"); s.stream("I see: the variable is never used. Here is the change again.\n\nsrc/App.tsx\n```js\n<<<<<<< SEARCH\n  const waiting = true;\n=======\n  const [waiting, setWaiting] = useState(true);")
    @a("editor-writes", "working", I + "2273", 120, 34, version="0.62.1")
    def _():
        s = Stage(); s.md("Would you like me to create any of these files first? Let me know which ones."); s.tokens("19k sent, 1.5k received. Cost: $0.08 message, $0.50 session."); s.answered("Edit the files?"); print(); s.stream("I'll create them with SEARCH/REPLACE blocks, three files at first:\n\nsrc/popup/index.html\n```html\n<!doctype html>\n<title>Orders</title>\n<main id=\"app\"></main>\n")
    @a("config-file", "working", D + "usage/not-code.html", 90, 28, version="0.84.0")
    def _():
        s = Stage(); s.said("add a mapping for saving with ctrl-s", s.files(".vimrc") + "> "); s.stream("The mapping goes below the others:\n\n.vimrc\n```vim\nnnoremap <C-s> :w<CR>\n")
    @a("ok", "working", S + "HISTORY.md 0.83: /ok", 90, 24, version="0.83.1")
    def _():
        s = Stage(); s.said("/ok", s.files("src/orders.py") + "> "); s.wait("Waiting for gemini/gemini-2.5-pro-preview-05-06", 9)
    @a("sent", "working", I + "3602", 100, 26, version="0.78.0", note="sent, and nothing has come yet; this version shows no spinner")
    def _():
        s = Stage(); s.rule(); s.out("Aider v0.78.0", "Model: ollama/qwen2.5-coder:14b with whole edit format", "Git repo: .git with 2 files", "Repo-map: using 1024 tokens, auto refresh"); s.said("write a quick sort in Python"); hold()
    # Aider, waiting
    def ask(id, source, *question, before=None, **k):
        subject = k.pop("subject", None)
        @a(id, "waiting", source, **k)
        def _():
            s = Stage()
            if before: before(s)
            s.ask(*question, subject=subject)
    def turn(user, answer, tokens): return lambda s: (s.said(user), s.md(answer), s.tokens(tokens))
    ask("edit-files", I + "2273 (the question)", "Edit the files?", w=110, version="0.62.0", before=turn("plan the popup", "1. a page\n2. a script\n\nWould you like me to create any of these files first?", "19k sent, 1.5k received. Cost: $0.08 message, $0.50 session."))
    ask("add-readme", I + "3928", "Add file to the chat?", YND, subject="README.md", w=64, h=20, version="0.82.3", before=lambda s: s.said("bring README.md up to date"))
    ask("add-php", I + "3299", "Add file to the chat?", YND, subject="Core/Database.php", w=80, h=24, version="0.74.3", keys=("d",), note="an answer typed and not sent", before=turn("wo wird verbunden?", "Dazu muss ich Core/Database.php sehen.", "5.1k sent, 22 received."))
    ask("add-requested", I + "4290", "Add file to the chat?", "(Y)es/(N)o/(A)ll/(S)kip all/(D)on't ask again", subject="docs/limits.md", w=160, h=40, version="0.84.0", before=turn("pourquoi deux limites ?", "Je dois lire docs/limits.md et src/limits.py avant de répondre.", "8.4k sent, 51 received. Cost: $0.02 message, $0.19 session."))
    ask("lint-again", I + "4503", "Attempt to fix lint errors?", w=100, version="0.86.1", before=lambda s: (s.out("Applied edit to src/orders.py", "Commit 1d20f9c fix: the sum of all rows"), s.err("", "# Fix any errors below, if possible.", "", "## Running: ruff check src/orders.py", "", "src/orders.py:7:5: F841 Local variable `total` is assigned to but never used")))
    @a("allow-edits", "waiting", I + "395", 100, 26, version="0.18.1")
    def _(): print("I update the file.\n\ndocker/Dockerfile\n<<<<<<< SEARCH\nFROM debian:11\n=======\nFROM debian:12\n>>>>>>> REPLACE\n"); w("Allow edits to docker/Dockerfile which was not previously provided? y"); hold()
    @a("voice", "waiting", D + "usage/voice.html", 90, 22, version="0.60.1", note="it listens until a key is pressed")
    def _():
        s = Stage(); s.said("/voice"); w("Recording, press ENTER when done... 4.2sec █████░░░░░"); hold()
    @a("browser", "waiting", S + "aider/onboarding.py start_openrouter_oauth_flow", 110, 26, version="0.84.0", note="somebody has to sign in")
    def _():
        s = Stage(); shell("aider"); s.warn("No LLM model was specified and no API keys were provided."); s.answered("Login to OpenRouter or create a free account?"); s.out("", "Please open this URL in your browser to connect Aider with OpenRouter:", ""); print("https://openrouter.ai/auth?callback_url=http%3A%2F%2Flocalhost%3A8484%2Fcallback%2Faider&code_challenge=xyz&code_challenge_method=S256"); s.out("", "Waiting up to 5 minutes for you to finish in the browser...", "Use Control-C to interrupt."); hold()
    # Aider, blocked
    @a("no-connection", "blocked", I + "2993", 90, 26, version="0.72.1", until="8.0 seconds")
    def _():
        s = Stage(); s.said("sort")
        for t in (2, 4, 8): s.err("litellm.APIError: APIError: DeepseekException - Connection error."); s.out(f"Retrying in {t}.0 seconds...")
        hold()
    @a("given-up", "blocked", I + "3018", 96, 26, version="0.72.3")
    def _():
        s = Stage(); s.out("Aider v0.72.3", "Model: openrouter/deepseek/deepseek-chat with diff edit format", "Git repo: .git with 37 files", "Repo-map: using 4096 tokens, auto refresh"); s.said("add an op for VACUUM"); s.err("litellm.APIError: APIError: OpenrouterException - Connection error."); s.prompt()
    @a("no-balance", "blocked", D + "llms/deepseek.html", 100, 24, version="0.80.0")
    def _():
        s = Stage(); s.said("再短一点"); s.err("litellm.BadRequestError: DeepseekException - {\"error\":{\"message\":\"Insufficient Balance\",\"type\":\"unknown_error\",\"param\":null,\"code\":\"invalid_request_error\"}}"); s.prompt(s.files("src/orders.py") + "> ")
    @a("free-models", "blocked", D + "llms/openrouter.html", 120, 26, version="0.85.0", until="16.0 seconds")
    def _():
        s = Stage(); s.said("and the tests"); s.warn("litellm.RateLimitError: RateLimitError: OpenrouterException - {\"error\":{\"message\":\"Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day\",\"code\":429}}"); s.err("The API provider has rate limited you. Try again later or check your quotas."); s.out("Retrying in 16.0 seconds..."); hold()
    # Aider is not there any more
    @a("one-question", "shell", I + "2813", 110, 28, agent="none")
    def _():
        s = Stage(); shell("aider --read app.py --msg 'what is this?'"); s.rule(); s.out("Aider v0.70.0", "Model: deepseek/deepseek-coder with diff edit format, prompt cache, infinite output", "Git repo: .git with 61 files", "Repo-map: using 1024 tokens, files refresh"); print(); s.md("It is a small web application. Could you please clarify what you would like to know?"); s.tokens("3.3k sent, 58 received. Cost: $0.00048 message, $0.00048 session."); w("aider-demo$ "); hold()
    @a("start-failed", "shell", I + "512", 100, 28, agent="none")
    def _():
        shell("aider"); print("Traceback (most recent call last):\n  File \"/usr/local/bin/aider\", line 8, in <module>\n    sys.exit(main())\n  File \"aider/main.py\", line 523, in main\n    right_repo_root = guessed_wrong_repo(io, git_root, fnames, git_dname)\n  File \"aider/repo.py\", line 57, in __init__\n    self.root = utils.safe_abs_path(self.repo.working_tree_dir)\nTypeError: expected str, bytes or os.PathLike object, not NoneType"); shell(); hold()
    @a("not-installed", "dead", D + "troubleshooting/aider-not-found.html", 90, 24, agent="none", note="the pane was started with a program that is not there")
    def _(): print("bash: line 1: aider: command not found\n\nPane is dead (status 127, Tue Nov 24 18:04:11 2026)"); hold()

    # Ollama
    GREY, P, HINT, BOLD = "\033[38;5;245m", "\033[0m", "Send a message (/? for help)", "\033[1m"
    O, G = "https://github.com/ollama/ollama/issues/", "https://github.com/ollama/ollama "
    o = of("ollama-seven-", "ollama", 90, 28)
    prompt = lambda: (w(f">>> {GREY}{HINT}\033[{len(HINT)}D{P}"), hold())
    def ended(id, source, command, text, w=100, h=26, ps=None, **k):
        @o(id, "shell", source, w, h, agent="none", **k)
        def _():
            if ps: print(ps + command); print(text); sys.stdout.write(ps); sys.stdout.flush()
            else: shell(command); print(text); shell()
            hold()
    ended("retries-exceeded", O + "1770", "ollama run dolphin-mixtral:latest", "pulling manifest \npulling bdb11b0699e0...  61% ▕█████████████████████████████                   ▏  16 GB/ 26 GB   21 MB/s   7m51s\nError: max retries exceeded: unexpected EOF", 120)
    ended("server-error", O + "8873", "ollama run deepseek-r1:14b", "pulling manifest \nError: pull model manifest: 500: {\"errors\":[{\"code\":\"INTERNAL_ERROR\",\"message\":\"internal error\"}]}", 110, ps="root@02444a7210b2:/workspace# ")
    ended("sign-in-again", O + "12827", "ollama run minimax-m2:cloud", "You need to be signed in to Ollama to run Cloud models.\n\nTo sign in, navigate to:\n    https://ollama.com/connect?name=devbox&key=code\n")
    ended("asked-once", O + "353", 'ollama run llama2 "name three colours"', " Red, green and blue. Would you like to hear more?\n", 80, ps="dev@devbox ~ % ")
    @o("manifest", "working", O + "1417", 80, 22, version="0.1.13")
    def _(): shell("ollama run llama2"); w("\033[?25lpulling manifest ⠴ "); hold()
    @o("eof", "shell", O + "72", 80, 24, agent="none")
    def _(): shell("ollama run orca hello"); w(" Hello! How can I assist you today?Error: stream: EOF\n"); shell(); hold()
    @o("joke", "ready", O + "169", 80, 24, version="0.0.13")
    def _(): shell("ollama run llama2"); print('>>> """tell\n... me\n... a\n... joke"""\nOf course! Here is one:\n\nWhy did the computer go to therapy?\nIt had a virus!\n\nI hope you found it amusing. Is there anything else?\n'); w(">>> "); hold()
    @o("continued", "ready", O + "13755", 100, 26, version="0.14.2", note="nothing has come of the message above; it takes another one")
    def _(): print(">>> Make a page that shows the orders of today and refreshes itself; make the pa\n... ge modern and calm"); prompt()
    @o("serve", "shell", G + "cmd/cmd.go RunServer", 160, 30, agent="none", command="ollama", note="the server with its log, no session of a model")
    def _():
        shell("ollama serve"); t = "time=2026-11-24T18:0"
        print("\n".join([f'{t}1:12.402Z level=INFO source=routes.go:1528 msg="server config" env="map[OLLAMA_HOST:http://127.0.0.1:11434 OLLAMA_KEEP_ALIVE:5m0s]"', f'{t}1:12.404Z level=INFO source=images.go:522 msg="total blobs: 24"', f'{t}1:12.405Z level=INFO source=routes.go:1581 msg="Listening on 127.0.0.1:11434 (version 0.12.6)"', f'{t}2:40.118Z level=INFO source=server.go:1272 msg="waiting for llama runner to start responding"', f'{t}2:43.771Z level=INFO source=server.go:1310 msg="llama runner started in 3.65 seconds"', '[GIN] 2026/11/24 - 18:02:44 | 200 |  4.10229s |       127.0.0.1 | POST     "/api/generate"'])); hold()
    @o("set-help", "ready", G + "cmd/interactive.go usageParameters", 100, 30, version="0.12.3")
    def _():
        print(">>> /set parameter\nAvailable Parameters:\n  /set parameter seed <int>             Random number seed\n  /set parameter num_predict <int>      Max number of tokens to predict\n  /set parameter top_k <int>            Pick from top k num of tokens\n  /set parameter num_ctx <int>          Set the context size\n  /set parameter temperature <float>    Set creativity level\n  /set parameter stop <string> <string> ...   Set the stop parameters\n"); prompt()
    @o("old-multi", "ready", G + "readline/readline.go AltPlaceholder as of 0.3", 90, 22, badges=["unsent"], version="0.3.9", note="a message between three quotes is not finished")
    def _():
        alt = 'Use """ to end multi-line input'; print('>>> """Korrigiere den Text:\n... Der Wagen warten.'); w(f"... {GREY}{alt}\033[{len(alt)}D{P}"); hold()
    @o("quantizes", "working", G + "server/create.go quantizeLayer", 110, 24, version="0.7.1")
    def _(): shell("ollama create --quantize q4_K_M notes"); print("gathering model components \nconverting model "); w(f"quantizing F16 model to Q4_K_M  38% ▕{'█' * 26}{' ' * 42}▏ 6.1 GB/ 16 GB "); hold()
    @o("thinks-once", "working", G + "cmd/cmd.go thinkingOutputOpeningText", 100, 28, version="0.9.2", note="asked once from the shell")
    def _(): shell('ollama run deepseek-r1:8b --think "ist 221 eine Primzahl?"'); w(f"{GREY}{BOLD}Thinking...\n{P}{GREY}Hmm. 221 durch 13 ist 17. Moment, ich rechne nach: 13 * 17 = 13 * 10 + 13 * 7 = 130 + 91"); hold()
    @o("wide-code", "working", G + "cmd/cmd.go displayResponse, a shell script comes", 180, 36, version="0.11.4")
    def _(): print(">>> a script that asks before it deploys"); w("Here is one:\n\n```bash\n#!/bin/bash\nread -p \"Deploy to staging? [y/N] \" answer\nif [[ $answer == y ]]; then\n  echo \"Deploying...\"\n  rsync -a build/ staging:/srv/app/\nelse\n  echo \"Bye.\"\n"); hold()
    # `ollama run --experimental`: a model with tools
    X = G + "x/cmd/run.go"
    def notice(): print(f"\nThis experimental version of Ollama has the {BOLD}bash{P} tool enabled.\nModels can read files on your computer, or run commands (after you allow them).\n")
    @o("tools", "ready", X + " GenerateInteractive", 100, 26, version="0.14.1")
    def _(): shell("ollama run --experimental qwen3-coder"); notice(); prompt()
    @o("tool-asks", "waiting", G + "x/agent/approval.go runSelector", 100, 28, version="0.14.1")
    def _():
        print(">>> how large is src?\n"); C = "\033[36m"; inner = 56
        print(f"{C}┌{'─' * 58}┐{P}")
        for t in ("Tool: Bash", "Command: du -sh src"): print(f"{C}│{P} {t:<{inner}} {C}│{P}")
        print(f"{C}├{'─' * 58}┤{P}"); print(f"{C}│{P} \033[1;32m> {'1. Execute once':<{inner - 2}}{P} {C}│{P}"); print(f"{C}│{P}   {'2. Allow for this session':<{inner - 2}} {C}│{P}"); print(f"{C}│{P}   \033[90m3. Deny: {P}{'':<{inner - 11}} {C}│{P}")
        print(f"{C}└{'─' * 58}┘{P}"); w("\033[90m↑/↓ navigate, Enter confirm, 1-3 quick, Ctrl+C cancel\033[0m\033[?25l"); hold()
    @o("tool-ran", "working", X + " Chat", 100, 28, version="0.14.1")
    def _(): print(f">>> how large is src?\n\n▶ bash: du -sh src [Approved] \033[32m✓{P}\n\033[90m  1.4M\tsrc{P}\n"); w("\033[?25l⠹ "); hold()
    @o("tool-sign-in", "waiting", G + "x/agent/approval.go PromptYesNo", 100, 26, version="0.14.2")
    def _(): print(f">>> what is new in tmux?\n\n{BOLD}auth required:{P} web search requires authentication"); w(f"\033[36mSign in to Ollama?{P} \033[1;32m[Yes]{P} \033[90m No {P} \033[90m(←/→ or y/n, Enter to confirm){P}\033[?25l"); hold()
    @o("signs-in", "waiting", X + " waitForOllamaSignin", 100, 26, version="0.14.2", note="somebody has to sign in")
    def _(): print(f">>> hallo\n{BOLD}auth required:{P} cloud model requires authentication\n\n  To sign in, navigate to:\n      https://ollama.com/connect?name=devbox&key=code\n"); w(f"  \033[90mwaiting for sign in to complete...{P}...."); hold()
    # the agent that `ollama` opens by itself
    T = G + "cmd/tui/chat/"
    def bottom(*above, model="qwen3-coder:480b-cloud", typed="", width=100):
        for l in above: print(l)
        rule = f"\033[2m{'─' * width}{P}"; print(rule); print(f"> {typed}\033[7m {P}"); print(rule); w(f"\033[2m{model}{P}\033[?25l"); hold()
    @o("agent-asks", "waiting", T + "approval.go", 100, 30, version="0.23.0")
    def _(): print(f"\033[38;5;245m> run the tests{P}\n\n\033[33m•{P} Bash(npm test) \033[33mneeds approval{P}\n\n"); bottom("  $ npm test", "", f"  {BOLD}> 1. Approve once{P}", "    2. Always allow this command", "    3. Deny")
    @o("agent-thinks", "working", T + "render.go activityLabel", 100, 30, version="0.23.0")
    def _(): print(f"\033[38;5;245m> why does the worker stop?{P}\n\n\033[32m•{P} Read(src/worker.ts)\n\n"); bottom("\033[2mThinking 132 tokens..\033[0m")
    @o("agent-done", "ready", T + "render.go renderTranscript", 100, 30, version="0.23.0")
    def _(): print(f"\033[38;5;245m> why does the worker stop?{P}\n\n\033[32m• Tool calls (2){P}\n\n• It waits for a lock that nobody gives back. Shall I run the tests, or change it first?\n\n"); bottom("")

    # The other agents
    def other(id, agent, state, source, w=120, h=36, **k): return of("seven-", agent, w, h)(id, state, source, w, h, **k)
    rule = "\033[2m" + "─" * 120 + P
    def box(footer, typed="", above=""):
        if above: print(above + "\n")
        print(rule); print(f"❯ {typed}"); print(rule); w(f"  {footer}"); hold()
    C = "https://github.com/anthropics/claude-code/issues/"
    @other("claude-mcp-asks", "claude", "waiting", "https://github.com/JonathanWorks/claude-island/issues/16", version="2.0.76", title="✳ Queue limits")
    def _():
        print("❯ what did we decide about the limits?\n\n● plugin:memory:search - search (MCP)(query: \"limits\")\n"); print(rule); w(" Tool use\n\n   plugin:memory:search - search(query: \"limits\") (MCP)\n   Searches the notes of earlier sessions\n\n Do you want to proceed?\n \033[36m❯ 1. Yes\033[0m\n   2. Yes, and don't ask again for plugin:memory:search - search commands in /srv/architect/app\n   3. No, and tell Claude what to do differently (esc)\n"); hold()
    @other("claude-parked", "claude", "ready", C + "86896", version="2.1.230", title="✳ Review limits")
    def _(): print("❯ review the limits module\n\n● Agent(Review the limits module)\n  ⎿  Interrupted · What should Claude do instead?\n"); box("\033[31m⏵⏵ bypass permissions on\033[0m (shift+tab to cycle)")
    @other("claude-agent-runs", "claude", "working", C + "86896 (before the interruption)", version="2.1.230", title="⠐ Review limits")
    def _(): print("❯ review the limits module\n\n● Agent(Review the limits module)\n  ⎿  Read(src/limits.py)\n     Waiting…\n     +14 more tool uses (ctrl+o to expand)\n"); box("\033[31m⏵⏵ bypass permissions on\033[0m (shift+tab to cycle) · esc to interrupt", above="\033[33m✶ Pondering… (17m 3s · ↓ 12.4k tokens)\033[0m")
    @other("claude-refused", "claude", "blocked", C + "71188", version="2.1.191", title="⠂ Claude Code", until="11s")
    def _(): print("❯ hello\n\n  ⎿  \033[31mUnable to connect to API (ConnectionRefused) · Retrying in 11s · attempt 8/10\033[0m\n"); box("? for shortcuts", above="\033[33m✢ Simmering… (48s)\033[0m")
    @other("claude-fetch-failed", "claude", "blocked", C + "4574", 100, 34, version="1.0.61", until="39 seconds")
    def _():
        print("╭" + "─" * 51 + "╮\n│ ✻ Welcome to Claude Code!                         │\n│                                                   │\n│   /help for help, /status for your current setup  │\n│                                                   │\n│   cwd: /srv/architect/app                         │\n╰" + "─" * 51 + "╯\n\n> hello")
        for i, t in enumerate((1, 1, 2, 4, 9, 17, 37, 39)): print(f"  ⎿  \033[31mAPI Error (Connection error.) · Retrying in {t} seconds… (attempt {i + 1}/10)\033[0m\n    ⎿  TypeError (fetch failed)")
        print("\n\033[33m✽ Wrangling…\033[0m (133s · ↑ 0 tokens · esc to interrupt)\n\n╭" + "─" * 98 + "╮\n│ >" + " " * 96 + "│\n╰" + "─" * 98 + "╯"); w("  ? for shortcuts"); hold()
    X5 = "https://github.com/openai/codex/issues/"
    def codex(status): print(f"\n\033[1m›{P} \033[2mAsk Codex to do anything{P}\n"); w(f"  \033[2m{status}{P}"); hold()
    @other("codex-queued", "codex", "working", X5 + "17095", 100, 30, version="0.118.0")
    def _(): print("› build the release and check it\n\n• Running make release\n  └ [14/90] Building worker.o\n\n\033[1m•\033[0m Working (1m 12s • esc to interrupt)\n\n• Messages to be submitted after next tool call (press esc to interrupt and send immediately)\n  ↳ and run the linter, too"); codex("gpt-5.4 high · 71% left · /srv/architect/app")
    @other("codex-ssh", "codex", "working", X5 + "5905", 110, 30, version="0.50.0", note="its command waits for an answer that nobody can give it")
    def _(): print("› clone all repositories of the team\n\n• Running for r in app site; do gh repo clone team/$r; done\n  └ This key is not known by any other names.\n    Are you sure you want to continue connecting (yes/no/[fingerprint])?\n\n\033[1m•\033[0m Working (7m 02s • esc to interrupt)"); codex("98% context left · ? for shortcuts")
    @other("codex-crashed", "none", "shell", X5 + "22815", 100, 26)
    def _(): print("• Reviewing the changes of this branch\n\nError: turn/interrupt failed in TUI"); shell(); hold()
    M = "https://github.com/google-gemini/gemini-cli/issues/"
    def boxed(*lines, width=100):
        print("╭" + "─" * (width - 2) + "╮")
        for l in lines: print(f"│ {l:<{width - 4}} │")
        print("╰" + "─" * (width - 2) + "╯")
    @other("gemini-asks-again", "gemini", "waiting", M + "18020", 100, 32, version="0.26.0", command="node")
    def _(): print(" > build the image\n\n✦ I will run the script.\n"); boxed("?  Shell ./build.sh [current working directory /srv/architect/app]", "", "./build.sh", "", "Allow execution of: './build.sh'?", "", "● 1. Allow once", "  2. Allow for this session", "  3. No, suggest changes (esc)"); w("\n⠏ Waiting for user confirmation..."); hold()
    @other("gemini-echo", "gemini", "working", M + "15203", 100, 32, version="0.21.0", command="node")
    def _():
        print("✦ I'll state each command and await confirmation.\n"); boxed('✓  Shell echo "To proceed, I will run these commands:"', "", "To proceed, I will run these commands:", "docker compose build"); print("\n⠴ Checking the compose file (esc to cancel, 14s)\n"); boxed(">   Type your message or @path/to/file"); w(" /srv/architect/app (main*)          no sandbox          auto (86% context left)"); hold()
    OC = "https://github.com/anomalyco/opencode/issues/"
    bar = lambda *lines: print("\n".join(f"  ┃  {l}" for l in lines))
    @other("opencode-asks", "opencode", "waiting", OC + "30136", 110, 32, version="1.15.13")
    def _(): bar("", "run the tests", ""); print("\n     I will run them.\n\n     $ npm test\n\n     ▣  Build · Coder\n\n"); bar("", "\033[33m△\033[0m Permission required", "  # Runs the tests", "", "$ npm test", "", "", " \033[7mAllow once\033[0m   Allow always   Reject                      ctrl+f fullscreen  ⇆ select  enter confirm"); w("  ┃"); hold()
    @other("opencode-again", "opencode", "working", OC + "27922", 110, 32, version="1.15.4")
    def _(): bar("", "write the notes", ""); print("\n     ← Write docs/notes.md\n     Error: The user rejected permission to use this specific tool call.\n\n     I try another path.\n\n     ▣  Build · Coder\n\n"); bar("", "", "", "Build · Coder Local"); print("  ╹" + "▀" * 104); w("   ■■⬝⬝⬝⬝⬝⬝  \033[1mesc\033[0m interrupt                                                     4.1K (2%)  ctrl+p commands"); hold()
