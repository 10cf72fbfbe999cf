"""The part heldout4, Ollama: `ollama run` and its other commands, versions 0.1 to 0.15. What is said
and with which control sequences follows ollama's sources (cmd/interactive.go, cmd/cmd.go, readline,
progress) and public reports; prose, models' sizes and numbers are our own."""
import shutil, sys, time

SRC = "https://github.com/ollama/ollama "
GREY, PLAIN = "\033[38;5;245m", "\033[0m"
def add(screen, shell):
    def w(text): sys.stdout.write(text); sys.stdout.flush()
    def hold(): time.sleep(1000)
    def prompt(hint="Send a message (/? for help)", p=">>> "):
        w(f"{p}{GREY}{hint}\033[{len(hint)}D{PLAIN}"); hold()
    def said(text): print(f">>> {text}")
    def thought(text): print(f"Thinking...\n{GREY}{text}{PLAIN}\n...done thinking.\n")
    def spin(text="", at=3): w(f"\033[?25l{text}{' ' if text else ''}{'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'[at]} "); hold()
    def bar(name, pct, rest="", dots=False):
        cols = shutil.get_terminal_size().columns
        head = f"pulling {name}{'...' if dots else ':'} {pct:3d}% "
        n = max(cols - len(head) - len(rest) - 3, 4); f = n * pct // 100
        print(f"{head}▕{'█' * f}{' ' * (n - f)}▏{rest}")
    def o(id, state, source, w=90, h=28, version="0.12.6", agent="ollama", **k):
        def deco(fn):
            @screen(f"ollama-{id}", agent, state, SRC + source, w, h, version=version if agent == "ollama" else None, **k)
            def _(): fn()
            return fn
        return deco

    # ready
    @o("fresh", "ready", "cmd/interactive.go: a fresh start")
    def _(): shell("ollama run llama3.2"); prompt()
    @o("fresh-wide", "ready", "cmd/interactive.go: a fresh start after a pull", 170, 45, version="0.9.6")
    def _():
        shell("ollama run gemma3:27b"); print("pulling manifest "); bar("e796792eba26", 100, "  17 GB"); bar("e0a42594d802", 100, "  358 B"); print("verifying sha256 digest \nwriting manifest \nsuccess "); prompt()
    @o("fresh-narrow", "ready", "readline/readline.go: a narrow pane", 60, 18, version="0.3.14")
    def _(): shell("ollama run phi3:mini"); prompt()
    @o("answered", "ready", "cmd/cmd.go chat: a turn is done; Turkish")
    def _(): said("kuyruk nedir?"); print("Kuyruk, işlerin sırayla beklediği bir yapıdır. İlk gelen iş ilk çıkar.\n"); prompt()
    @o("talks", "ready", "cmd/cmd.go chat: the answer speaks of errors and waiting", 110, 34)
    def _(): said("write a log of a worker that fails"); print("```\n[04:11] waiting for input...\n[04:12] Error: rate limit, retrying in 20s\n[04:13] Do you want to continue? (Y)es/(N)o\n```\n\nThe worker is waiting; is there anything else?\n"); prompt()
    @o("thought", "ready", "cmd/cmd.go: it thought and answered", 100, 40, version="0.9.0")
    def _(): said("is 91 prime?"); thought("91 = 7 * 13, so it is not. Let me double-check: 7 * 13 = 91. Yes."); print("No: 91 = 7 × 13.\n"); prompt()
    @o("verbose", "ready", "api/types.go Summary, /set verbose", 100, 34, version="0.6.2")
    def _():
        said("hi"); print("Hello! How can I help?\n\ntotal duration:       1.904718292s\nload duration:        41.1275ms\nprompt eval count:    26 token(s)\nprompt eval duration: 171.8ms\nprompt eval rate:     151.33 tokens/s\neval count:           8 token(s)\neval duration:        1.6912s\neval rate:            4.73 tokens/s"); prompt()
    @o("help", "ready", "cmd/interactive.go usage", 80, 34, version="0.5.7")
    def _():
        said("/?"); print('Available Commands:\n  /set            Set session variables\n  /show           Show model information\n  /load <model>   Load a session or model\n  /save <model>   Save your current session\n  /clear          Clear session context\n  /bye            Exit\n  /?, /help       Help for a command\n  /? shortcuts    Help for keyboard shortcuts\n\nUse """ to begin a multi-line message.\n'); prompt()
    @o("shortcuts", "ready", "cmd/interactive.go usageShortcuts", 84, 30)
    def _():
        said("/? shortcuts"); print("Available keyboard shortcuts:\n  Ctrl + a            Move to the beginning of the line (Home)\n  Ctrl + l            Clear the screen\n  Ctrl + g            Open default editor to compose a prompt\n  Ctrl + c            Stop the model from responding\n  Ctrl + d            Exit ollama (/bye)\n"); prompt()
    @o("set", "ready", "cmd/interactive.go /set", 90, 24)
    def _():
        said("/set parameter num_ctx 16384"); print("Set parameter 'num_ctx' to '16384'"); said("/set nothink"); print("Set 'nothink' mode."); said("/clear"); print("Cleared session context"); prompt()
    @o("show", "ready", "cmd/cmd.go showInfo", 90, 36, version="0.7.1")
    def _():
        said("/show info"); print("  Model\n    architecture        qwen3     \n    parameters          8.2B      \n    context length      40960     \n    quantization        Q4_K_M    \n\n  Capabilities\n    completion    \n    tools         \n    thinking      \n"); prompt()
    @o("stopped", "ready", "cmd/interactive.go: stopped with Ctrl-C while it answered", 90, 26)
    def _(): said("tell me a long story"); print("Once upon a time there was a queue that\n"); prompt()
    @o("ctrl-c", "ready", "cmd/interactive.go ErrInterrupt", 80, 24, version="0.1.32")
    def _(): print(">>> \nUse Ctrl + d or /bye to exit."); prompt()
    @o("unknown", "ready", "cmd/interactive.go: a command it does not know", 80, 20)
    def _(): said("/quit"); print("Unknown command '/quit'. Type /? for help"); prompt()
    @o("no-think", "ready", "cmd/interactive.go: the model cannot think, the session goes on", 100, 24, version="0.11.4")
    def _(): said("/set think"); print("Set 'think' mode."); said("why?"); print('error: "llama3.2:latest" does not support thinking'); prompt()
    @o("load", "ready", "cmd/interactive.go /load of a model that is not there", 84, 22)
    def _(): said("/load gpt-oss:120b"); print("Loading model 'gpt-oss:120b'\nCouldn't find model 'gpt-oss:120b'"); prompt()
    @o("typed", "ready", "readline/buffer.go: a message typed", 100, 28, badges=["unsent"])
    def _(): said("hi"); print("Hello!\n"); w(">>> and now explain why the worker waits"); hold()
    @o("typed-wrapped", "ready", "readline/buffer.go: a message typed over several lines", 60, 22, badges=["unsent"], version="0.13.0")
    def _(): shell("ollama run qwen3:14b"); w(">>> summarise the following notes about the queue, the wo\n... rker and the limits, in three short sentences"); hold()
    @o("multi", "ready", "cmd/interactive.go MultilinePrompt", 90, 24, badges=["unsent"], note="a message between three quotes is not finished")
    def _(): said('"""'); w("... first line\n... second line"); hold()
    @o("multi-empty", "ready", "cmd/interactive.go AltPlaceholder", 90, 24, badges=["unsent"], note="the message between three quotes has one line so far")
    def _():
        said('"""Translate into Dutch:'); prompt("Press Enter to send", "... ")
    @o("tall", "ready", "cmd/cmd.go: a tall history", 100, 56)
    def _():
        for i in range(9): said(f"question {i}"); print(f"Answer {i}: it depends on the queue.\n\nIt may also depend on the worker.\n")
        prompt()

    # working
    @o("spin", "working", "progress/spinner.go: the model has not answered yet")
    def _(): said("why is the sky blue?"); spin()
    @o("spin-load", "working", "cmd/cmd.go loadOrUnloadModel: the model is loaded", 100, 28, version="0.6.8")
    def _(): shell("ollama run deepseek-r1:32b"); spin(at=7)
    @o("stream", "working", "cmd/cmd.go displayResponse: an answer is coming", 100, 30)
    def _(): said("why is the sky blue?"); w("The sky looks blue because air scatters short waves of light more than\nlong ones. When the sun is low, its light has a longer"); hold()
    @o("stream-code", "working", "cmd/cmd.go displayResponse: code that holds its own prompts", 90, 34, version="0.4.1")
    def _(): said("a doctest for add"); w("```python\ndef add(a, b):\n    \"\"\"\n    >>> add(1, 2)\n    3\n    >>> add("); hold()
    @o("stream-korean", "working", "cmd/cmd.go displayResponse, wide characters", 72, 26, version="0.9.2")
    def _(): said("대기열이 뭐야?"); w("대기열은 작업이 순서대로 기다리는 곳입니다. 먼저 들어온 작업이\n먼저 나갑니다. 예를 들어"); hold()
    @o("stream-tall", "working", "cmd/cmd.go displayResponse: the question has left the screen", 100, 24, version="0.12.0")
    def _():
        for i in range(30): print(f"{i + 1}. Step {i + 1}: check that worker {i + 1} is ready and wait for it.")
        w("31. Step 31: check that"); hold()
    @o("thinking", "working", "cmd/cmd.go: it thinks", 100, 32, version="0.9.0")
    def _(): said("how many r are in strawberry?"); w(f"Thinking...\n{GREY}The user asks about letters. s-t-r-a-w-b-e-r-r-y. Wait, let me count again: r at"); hold()
    @o("pull", "working", "progress/bar.go: ollama run downloads first", 120, 30, version="0.11.10")
    def _(): shell("ollama run gpt-oss:20b"); print("pulling manifest "); bar("b112e727c6f1", 42, " 5.8 GB/ 13 GB   38 MB/s   3m27s"); hold()
    @o("pull-narrow", "working", "progress/bar.go as of commit 04cbf5c", 64, 20, version="0.1.20")
    def _(): shell("ollama pull mistral"); print("pulling manifest "); bar("e8a35b5937a5", 9, "(371 MB/4.1 GB, 12 MB/s, 31s)", True); hold()
    @o("pull-manifest", "working", "progress/spinner.go", 80, 20)
    def _(): shell("ollama run nosuchmodel"); spin("pulling manifest", 5)
    @o("pull-verify", "working", "progress/spinner.go: the last steps of a pull", 110, 26)
    def _(): shell("ollama pull phi4"); print("pulling manifest "); bar("fd7b6731c33c", 100, " 9.1 GB"); bar("32695b892af8", 100, "  110 B"); spin("verifying sha256 digest", 1)
    @o("create", "working", "cmd/cmd.go CreateHandler", 90, 22, version="0.5.4")
    def _(): shell("ollama create notes -f Modelfile"); print("gathering model components \nusing existing layer sha256:dde5aa3fc5ffc17176b5e8bdc82f587b24b2678c6c66101bf7da77af9f7ccdff "); spin("writing manifest", 2)

    # waiting
    MODELS = [("qwen3-coder:30b", ""), ("gpt-oss:20b", ""), ("glm-4.7:cloud", "recommended")]
    @o("select", "waiting", "cmd/config/selector.go selectPrompt as of commit 04af5d0", 90, 26, version="0.15.1")
    def _():
        shell("ollama launch claude"); print("\033[?25lSelect model: \033[37mType to filter...\033[0m")
        for i, (m, d) in enumerate(MODELS): print(("  \033[1m> " if not i else "    ") + m + "\033[0m" + (f" \033[37m- {d}\033[0m" if d else ""))
        hold()
    @o("select-many", "waiting", "cmd/config/selector.go multiSelectPrompt as of commit 04af5d0", 100, 26, version="0.15.1")
    def _():
        shell("ollama launch opencode"); print("\033[?25lSelect models for OpenCode: \033[37mType to filter...\033[0m")
        for i, (m, d) in enumerate(MODELS): print(("  \033[1m> " if i == 1 else "    ") + f" {'[x]' if i == 0 else '[ ]'} {m}\033[0m" + (" \033[37m(default)\033[0m" if i == 0 else ""))
        print("\n    \033[37m[ Continue ] (1 selected) - press Tab\033[0m"); hold()
    @o("confirm", "waiting", "cmd/config/selector.go confirmPrompt as of commit 04af5d0", 100, 22, version="0.15.1")
    def _(): shell("ollama launch droid"); w("This will modify your Droid configuration:\n  ~/.factory/settings.json\nBackups will be saved to /tmp/ollama-backups/\n\nProceed? (\033[1my\033[0m/n) "); hold()

    # it ended: a shell again
    def ended(id, source, command, *lines, **k):
        @o(id, "shell", source, agent="none", **k)
        def _(): shell(command); print("\n".join(lines)); shell()
    ended("no-server", "cmd/cmd.go checkServerHeartbeat", "ollama run llama3.2", "Error: could not connect to ollama app, is it running?", w=100)
    ended("no-server-new", "cmd/cmd.go, 0.12: the server does not run", "ollama list", "Error: could not connect to ollama server, run 'ollama serve' to start it", w=110)
    ended("not-found", "server/images.go: no such model", "ollama run lama3.2", "pulling manifest ", "Error: pull model manifest: file does not exist", w=84)
    ended("no-memory", "issues/8192: the model is too large", "ollama run llama3.3", "Error: model requires more system memory (37.8 GiB) than is available (35.5 GiB)", w=100, origin="report")
    ended("runner-died", "llm/server.go: the runner ended", "ollama run qwen2.5:72b", "Error: llama runner process has terminated: signal: killed", w=90)
    ended("cloud", "cmd/cmd.go: a cloud model and nobody signed in", "ollama run gpt-oss:120b-cloud", "You need to be signed in to Ollama to run Cloud models.", "", "To sign in, navigate to:", "    https://ollama.com/connect?name=devbox", "", w=100)
    ended("limit", "server: a cloud model's limit is reached", "ollama run glm-4.7:cloud 'hi'", "Error: 429 Too Many Requests: you've reached your hourly usage limit, please upgrade to continue", w=120)
    ended("one-shot", "cmd/cmd.go generate: asked once from the shell", "ollama run llama3.2 'name a colour'", "Blue.", "", w=80)
    ended("list", "cmd/cmd.go ListHandler", "ollama list", "NAME               ID              SIZE      MODIFIED    ", "llama3.2:latest    a80c4f17acd5    2.0 GB    3 days ago     ", "qwen3:14b          bdbd181c33f2    9.3 GB    5 weeks ago    ", w=96)
    ended("ps", "cmd/cmd.go ListRunningHandler", "ollama ps", "NAME               ID              SIZE      PROCESSOR    UNTIL              ", "llama3.2:latest    a80c4f17acd5    3.5 GB    100% GPU     4 minutes from now    ", w=100)
    @o("bye", "shell", "cmd/interactive.go /bye", agent="none")
    def _(): shell("ollama run llama3.2"); said("hi"); print("Hello!\n"); said("/bye"); shell()
    @o("dead", "dead", "cmd/cmd.go: the server went away while it answered, the pane ended with it", 100, 24)
    def _(): said("go on"); print("The next step is\nError: Post \"http://127.0.0.1:11434/api/chat\": EOF\n\nPane is dead (status 1, Tue Nov 24 04:52:33 2026)"); hold()
    @screen("docker-pull", "none", "shell", "https://docs.docker.com/reference/cli/docker/image/pull/", 110, 26, command="docker")
    def _():
        shell("docker pull postgres:17"); print("17: Pulling from library/postgres\n6e909acdb790: Pull complete \neb0a25eefd5a: Extracting [========================>           ]  2.1MB/4.5MB\n8ddc3c1d9a0e: Downloading [=====>              ]  11.3MB/84.1MB\n4c71bba1fb5c: Waiting \n0a3e2c9d3c11: Waiting "); hold()
