"""Fixtures for what the first run of heldout4 showed to be missing: Aider's further lines and older
questions, Ollama's lists and sign-in, questions of ssh and sudo. Arranged from program sources and
documentation; prose, paths and numbers are our own, and no screen of a held-out part is among them."""
import json, os
OUT = os.environ.get("CORPUS", "/tmp/lookout-capture/corpus")
X = []
def s(id, agent, state, src, text, badges=(), command=None, w=80, h=24, note="", version=None):
    lines = text.strip("\n").split("\n")
    assert all(len(l) <= w for l in lines), id
    lines = lines[-h:] + [""] * max(0, h - len(lines))
    f = f"screens/doc3-{id}.txt"; open(f"{OUT}/{f}", "w").write("\n".join(lines) + "\n")
    X.append(dict(id="doc3-" + id, file=f, agent=agent, version=version, state=state, badges=list(badges), until=None, title="devbox", command=command or {"none": "bash"}.get(agent, agent),
      paneDead=False, width=w, height=h, origin="documentation", source=src, split="fixture", note=note))
A, O, R = "https://github.com/Aider-AI/aider ", "https://github.com/ollama/ollama ", "─" * 80
s("aider-lines", "aider", "ready", A + "aider/io.py get_continuation", f"Multiline mode: Enabled.\n{R}\nmulti> add a flag\n. that is off\n. by default", ["unsent"])
s("aider-lines-files", "aider", "ready", A + "aider/io.py get_continuation", f"{R}\nsrc/api.py\n> first rename it\n.\n. then test it", ["unsent"], note="the second line is empty")
s("aider-braces", "aider", "ready", "https://aider.chat/docs/usage/commands.html", f"{R}\n> {{spec\n. one line", ["unsent"])
s("aider-commands", "aider", "ready", A + "aider/io.py AutoCompleter", f"Repo-map: using 1024 tokens\n{R}\n> /d\n     /diff   /drop", ["unsent"])
s("aider-plain", "aider", "ready", A + "aider/args.py --no-pretty", "Aider v0.64.1\nModels: gpt-4o with diff edit format\nGit repo: .git with 9 files\n\n> ")
s("aider-plain-ask", "aider", "ready", A + "aider/args.py --no-pretty", "The queue holds the jobs.\n\nTokens: 900 sent, 12 received.\n\nask> ")
s("aider-recovered", "aider", "ready", A + "aider/coders/base_coder.py send_message", f"{R}\n> sort them\n\nlitellm.ServiceUnavailableError: down\nRetrying in 1.0 seconds...\nThey are sorted.\n\nTokens: 1.1k sent, 20 received.\nApplied edit to api.py\n{R}\n> ", note="an error, then a good answer")
s("aider-refused-later", "aider", "blocked", A + "aider/coders/base_coder.py send_message", f"Tokens: 1.1k sent, 20 received.\nApplied edit to api.py\n{R}\n> and reverse\n\nlitellm.AuthenticationError: bad key\nCheck your API key.\n{R}\n> ", note="a good answer, then an error")
s("aider-old-question", "aider", "waiting", A + "aider/coders/base_coder.py, 0.4x: the answer is filled in", f"{R}\n> a new module\n\nAllow creation of new file api.py? y", version="0.40.0")
s("aider-old-files", "aider", "waiting", A + "aider/coders/base_coder.py, 0.4x", "I need one more file.\n\nqueue.py\nAdd these files to the chat? y", version="0.40.0")
s("aider-half-answer", "aider", "waiting", A + "aider/io.py confirm_ask", "pytest -q\nRun shell command? (Y)es/(N)o [Yes]: y")
s("aider-speaks", "aider", "waiting", A + "aider/voice.py", f"{R}\n> /voice\n\nRecording, press ENTER when done... 9.8sec ░█████████")
s("aider-scans", "aider", "working", A + "aider/repomap.py", "Repo-map: using 1024 tokens\n\nScanning repo:  81%|██████████▌  | 81/100 [00:02<00:00, 38.1it/s]")
s("aider-boxed", "aider", "working", A + "aider/utils.py Spinner", f"{R}\n> sort them\n\nWaiting for LLM [----=#-]")
s("aider-first-git", "aider", "waiting", A + "aider/main.py setup_git", "No git repo found, create one to track aider's\nchanges (recommended)? (Y)es/(N)o [Yes]:", command="python3", w=60)
s("aider-python-waits", "aider", "working", A + "aider/waiting.py", f"{R}\n> sort them\n\n  ░█       Waiting for gpt-5-mini", command="python3.12")
s("ollama-creates", "ollama", "working", O + "progress/spinner.go", "gathering model components\ncopying file 100%\nconverting model ⠧")
s("ollama-list", "ollama", "waiting", O + "cmd/config/selector.go", "Select model: Type to filter...\n  > mistral\n    gemma3\n    phi4\n  ... and 4 more")
s("ollama-none-chosen", "ollama", "waiting", O + "cmd/config/selector.go", "Select models: Type to filter...\n  >  [ ] mistral\n     [ ] gemma3\n\n  Select at least one model.")
s("ollama-sign-in", "ollama", "waiting", O + "cmd/config/integrations.go", "To sign in, navigate to:\n    https://ollama.com/connect?name=devbox&key=abc\n\nwaiting for sign in to complete... /")
s("ollama-sign-in-box", "ollama", "waiting", O + "cmd/tui", "  To use glm-4.7:cloud, please sign in.\n\n  Navigate to:\n  https://ollama.com/connect?name=devbox\n\n  ⠹ Waiting for sign in to complete...\n\n  esc cancel", note="it goes on by itself once a person has signed in")
s("ollama-doctest", "ollama", "working", O + "cmd/cmd.go displayResponse", ">>> write a doctest\nHere it is:\n\n```python\ndef one():\n    \"\"\"\n    >>> one()")
s("ollama-doctest-done", "ollama", "ready", O + "cmd/cmd.go displayResponse", ">>> write a doctest\n```python\n>>> one()\n1\n```\n\n>>> Send a message (/? for help)")
s("ollama-code-then-typed", "ollama", "ready", O + "readline", ">>> write a doctest\n```python\n>>> one()\n1\n```\n\n>>> and another", ["unsent"])
s("ollama-long", "ollama", "working", O + "cmd/cmd.go displayResponse", "\n".join(f"{i}. Part {i} of the plan is about the queue." for i in range(1, 24)) + "\n24. Part 24 of the", note="the question has left the screen")
s("node-block", "none", "shell", "https://nodejs.org/api/repl.html", "dev@devbox:~/app$ node\nWelcome to Node.js v24.1.0.\nType \".help\" for more information.\n> for (const x of [1]) {\n| ", command="node")
s("ssh-asks-key", "none", "shell", "https://man.openbsd.org/ssh", "dev@devbox:~/app$ ssh build\nED25519 key fingerprint is SHA256:abc.\nAre you sure you want to continue connecting (yes/no/[fingerprint])?", command="ssh")
s("ssh-asks-word", "none", "shell", "https://man.openbsd.org/ssh", "dev@devbox:~/app$ ssh build\ndev@build's password:", command="ssh")
s("ssh-asks-phrase", "none", "shell", "https://man.openbsd.org/ssh", "dev@devbox:~/app$ git push\nEnter passphrase for key '/home/dev/.ssh/id_ed25519':", command="ssh")
s("sudo-asks", "none", "shell", "https://www.sudo.ws/docs/man/sudoers.man/", "dev@devbox:~/app$ sudo true\n[sudo] password for dev:", command="sudo")
s("docker-pulls", "none", "shell", "https://docs.docker.com/reference/cli/docker/image/pull/", "dev@devbox:~/app$ docker pull redis\nlatest: Pulling from library/redis\na2abf6c4d29d: Pull complete\nc7a4e4382001: Waiting", command="docker")
# what the first run of heldout5 showed to be missing
s("aider-early-question", "aider", "waiting", "https://aider.chat/examples/hello-world-flask.html", "Git working tree is not clean.\n\nCommit before the chat proceeds? [y/n] (y):", version="0.4.0")
s("aider-early-retry", "aider", "blocked", A + "aider/sendchat.py, 0.1x: it waits and tries again", f"{R}\n> sort them\n\nRetry in 3.1 seconds.", version="0.10.1")
s("aider-narrow-question", "aider", "waiting", A + "aider/io.py confirm_ask", "src/queue/of/orders.py\nAdd file to the chat? (Y)e\ns/(N)o/(D)on't ask again \n[Yes]: ", w=26, note="a terminal breaks lines at any letter")
s("ollama-in-container", "ollama", "ready", O + "docs/docker.md", "$ docker compose exec ollama ollama run phi4\n>>> Send a message (/? for help)", command="docker")
s("ollama-over-ssh", "ollama", "ready", O + "cmd/interactive.go", ">>> hi\nHello!\n\n>>> Send a message (/? for help)", command="ssh")
# what the first run of heldout6 showed to be missing
s("aider-early-commit", "aider", "waiting", A + "HISTORY.md, before 0.17: a message of one's own may be typed", "Suggested commit message: Sort the rows\n\nCommit before the chat proceeds\n[y/n/commit message]?", version="0.9.0", w=40)
s("aider-early-map", "aider", "working", A + "aider/utils.py Spinner before 0.83", "src/api.py\nRun pip install? (Y)es/(N)o [Yes]: y\n\nInstalling... ⠹", version="0.70.0")
s("ollama-quotes", "ollama", "working", O + "cmd/cmd.go displayResponse", ">>> a proverb, please\n> Slow and steady wins the race.\n> It is said of the tortoise.\n\nIt means that", note="a quotation in the answer begins with >")
s("node-editor", "none", "shell", "https://nodejs.org/api/repl.html", "Welcome to Node.js v22.3.0.\nType \".help\" for more information.\n> .editor\n// Entering editor mode (Ctrl+D to finish)\nconst a = 1", command="node")
os.makedirs(f"{OUT}/capture/runs", exist_ok=True)
json.dump(X, open(f"{OUT}/capture/runs/doc3.json", "w"), indent=1, ensure_ascii=False)
