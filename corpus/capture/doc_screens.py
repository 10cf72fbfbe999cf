"""Screens of programs that could not be run here, arranged from documentation,
program sources and public reports. Each block names its source. Interface
strings are as documented; prose, paths and numbers are our own."""
import json, os
OUT = os.environ.get("CORPUS", "/tmp/lookout-capture/corpus")
X = []
def s(id, agent, state, split, src, text, badges=(), until=None, title="devbox", command=None, w=100, h=30, note="", origin="documentation", version=None, dead=False):
    lines = text.strip("\n").split("\n")
    assert all(len(l) <= w for l in lines), (id, [l for l in lines if len(l) > w])
    lines = lines[-h:] + [""] * max(0, h - len(lines))
    f = f"screens/doc-{id}.txt"; open(f"{OUT}/{f}", "w").write("\n".join(lines) + "\n")
    X.append(dict(id="doc-" + id, file=f, agent=agent, version=version, state=state, badges=list(badges), until=until, title=title, command=command or {"aider": "aider", "ollama": "ollama", "claude": "claude", "codex": "codex", "gemini": "node", "opencode": "opencode", "none": "bash", "other": "node"}[agent],
      paneDead=dead, width=w, height=h, origin=origin, source=src, split=split, note=note))
R = "─" * 100
# ---------------------------------------------------------------- Aider, fixture: program sources
A = "https://github.com/Aider-AI/aider (aider/io.py, aider/waiting.py, aider/exceptions.py, aider/coders/base_coder.py)"
HEAD = """Aider v0.86.1
Main model: anthropic/claude-sonnet-4 with diff edit format, infinite output
Weak model: anthropic/claude-3-5-haiku
Git repo: .git with 14 files
Repo-map: using 4096 tokens, auto refresh
"""
s("aider-ready", "aider", "ready", "fixture", A, HEAD + R + "\n> ")
s("aider-unsent", "aider", "ready", "fixture", A, HEAD + R + "\n> make the retry helper wait between", ["unsent"])
s("aider-files", "aider", "ready", "fixture", A, HEAD + """Added src/retry.js to the chat.
Added src/limits.js to the chat.
""" + R + "\nsrc/limits.js src/retry.js\n> ", note="the files in the chat stand above the prompt")
s("aider-ask-mode", "aider", "ready", "fixture", A, HEAD + R + "\nsrc/retry.js\nask> ")
s("aider-architect-mode", "aider", "ready", "fixture", A, HEAD + R + "\narchitect> ")
s("aider-waiting-llm", "aider", "working", "fixture", A, HEAD + R + "\nsrc/retry.js\n> make the retry helper wait between attempts\n\n░█        Waiting for anthropic/claude-sonnet-4")
s("aider-streaming", "aider", "working", "fixture", A, HEAD + R + "\nsrc/retry.js\n> make the retry helper wait between attempts\n\nThe helper calls the function again at once. I will add a wait that doubles after each\nattempt, and stop after the last one with the error it\n\n")
s("aider-map", "aider", "working", "fixture", A, HEAD + R + "\n> where are the limits read?\n\n█░        Updating repo map: src/limits.js")
s("aider-done", "aider", "ready", "fixture", A, """> make the retry helper wait between attempts

The helper now waits 200 ms and doubles that after each attempt. While running the tests
I saw 3 of 12 fail with a rate limit error; they pass (100%) with the wait.

Tokens: 4.2k sent, 310 received. Cost: $0.02 message, $0.05 session.
Applied edit to src/retry.js
Commit 4f2c9ab fix: wait between retries
You can use /undo to undo and discard each aider commit.
""" + R + "\nsrc/retry.js\n> ")
s("aider-add-file", "aider", "waiting", "fixture", A, """> also read the limits only once

I need to see src/limits.js before I can change it.

Tokens: 5.1k sent, 64 received. Cost: $0.02 message, $0.07 session.

src/limits.js
Add file to the chat? (Y)es/(N)o/(D)on't ask again [Yes]: """)
s("aider-add-files-group", "aider", "waiting", "fixture", A, """Tokens: 6.0k sent, 120 received. Cost: $0.02 message, $0.09 session.

src/limits.js
Add file to the chat? (Y)es/(N)o/(A)ll/(S)kip all/(D)on't ask again [Yes]: """)
s("aider-shell", "aider", "waiting", "fixture", A, """Applied edit to src/retry.js
Commit 9be01d2 test: cover the wait

npm test
Run shell command? (Y)es/(N)o/(D)on't ask again [Yes]: """)
s("aider-shell-output", "aider", "waiting", "fixture", A, """Running npm test
ok 1 - waits between attempts
ok 2 - gives up after n attempts
# pass 12

Add command output to the chat? (Y)es/(N)o/(D)on't ask again [Yes]: """)
s("aider-create", "aider", "waiting", "fixture", A, """Tokens: 3.3k sent, 402 received. Cost: $0.01 message, $0.03 session.

src/backoff.js
Create new file? (Y)es/(N)o/(D)on't ask again [Yes]: """)
s("aider-wrong-answer", "aider", "waiting", "fixture", A, """src/backoff.js
Create new file? (Y)es/(N)o/(D)on't ask again [Yes]: maybe
Please answer with one of: yes, no, don't
src/backoff.js
Create new file? (Y)es/(N)o/(D)on't ask again [Yes]: """)
s("aider-ratelimit", "aider", "blocked", "fixture", A, HEAD + R + """
> go on

litellm.RateLimitError: AnthropicException - rate_limit_error
The API provider has rate limited you. Try again later or check your quotas.
Retrying in 8.0 seconds...""", until="8.0 seconds", note="retries by itself")
s("aider-overloaded", "aider", "blocked", "fixture", A, """> go on

litellm.InternalServerError: AnthropicException - Overloaded
The API provider's servers are down or overloaded.
Retrying in 32.0 seconds...""", until="32.0 seconds", note="retries by itself")
s("aider-auth", "aider", "blocked", "fixture", A, HEAD + R + """
> go on

litellm.AuthenticationError: AnthropicException - invalid x-api-key
The API provider is not able to authenticate you. Check your API key.
""" + R + "\n> ", note="back at the prompt, but every request will fail until the key is changed")
s("aider-quit", "none", "shell", "fixture", A, HEAD + R + "\n> /exit\ndev@devbox:~/app$ ", command="bash")
s("aider-ctrlc", "aider", "ready", "fixture", A, HEAD + R + "\n> \n\n^C again to exit\n" + R + "\n> ")
# ---------------------------------------------------------------- Aider, held-out: documentation pages
D1 = "https://aider.chat/docs/troubleshooting/token-limits.html"
D2 = "https://aider.chat/docs/usage/lint-test.html and /docs/usage/modes.html"
D3 = "https://aider.chat/docs/install.html and /docs/git.html (first run)"
H2 = """Aider v0.74.2
Main model: gpt-4o with diff edit format
Weak model: gpt-4o-mini
Git repo: .git with 203 files
Repo-map: using 1024 tokens, auto refresh
"""
s("aider-tokenlimit", "aider", "blocked", "heldout", D1, H2 + """> rewrite the whole worker

Model gpt-4o has hit a token limit!
Token counts below are approximate.

Input tokens: ~131,402 of 128,000 -- possibly exhausted context window!
Output tokens: ~0 of 16,384
Total tokens: ~131,402 of 128,000 -- possibly exhausted context window!

To reduce input tokens:
- Use /tokens to see token usage.
- Use /drop to remove unneeded files from the chat session.
- Use /clear to clear the chat history.
- Break your code into smaller source files.

For more info: https://aider.chat/docs/token-limits.html
────────────────────────────────────────────────────────────────────────────────
worker.py
> """, ["context-low"], w=120, h=36, note="out of context: at the prompt, but nothing goes on until something is dropped")
s("aider-lint", "aider", "waiting", "heldout", D2, """Applied edit to worker.py

## Running: flake8
worker.py:41:1: E999 IndentationError: unexpected indent

# Fix any errors below, if possible.
Attempt to fix lint errors? (Y)es/(N)o [Yes]: """, w=120, h=36)
s("aider-test-fix", "aider", "waiting", "heldout", D2, """> /test pytest -q
Running pytest -q
..F.......                                                        [100%]
1 failed, 9 passed in 2.41s
Attempt to fix test errors? (Y)es/(N)o [Yes]: """, w=80, h=24)
s("aider-architect-edit", "aider", "waiting", "heldout", D2, """architect> give each tenant its own quota

Add a Quota table in quota.py with one row for each tenant, and let Worker.take() ask it.
The default row keeps today's 60 per minute. Waiting for input from other tenants goes on.

Tokens: 9.8k sent, 530 received. Cost: $0.04 message, $0.04 session.
Edit the files? (Y)es/(N)o [Yes]: """, w=120, h=36)
s("aider-edit-running", "aider", "working", "heldout", D2, """Edit the files? (Y)es/(N)o [Yes]: y

quota.py
```python
<<<<<<< SEARCH
=======
class Quota:
    def __init__(self, default=60):
        self.default = default
        self.rows = {}
""", w=120, h=36)
s("aider-waiting-model", "aider", "working", "heldout", D2, H2 + "─" * 80 + "\nquota.py worker.py\n> add a migration for the batch tenant\n\n  ░█      Waiting for gpt-4o", w=80, h=24)
s("aider-ready-2", "aider", "ready", "heldout", D2, """Tokens: 2.1k sent, 95 received. Cost: $0.0062 message, $0.02 session.

A rate limit error is retried, a quota error is not. Do you want me to change that? (y/n)
Until then processing stops at 83%.
""" + "─" * 80 + "\nquota.py worker.py\n> ", w=120, h=36, note="the question is prose; aider is at its prompt")
s("aider-multi", "aider", "ready", "heldout", D2, H2 + "Multiline mode: Enabled. Enter inserts newline, Alt-Enter submits text\n" + "─" * 80 + "\nmulti> add the quota to\n. the worker and", ["unsent"], w=80, h=24)
s("aider-gitignore", "aider", "waiting", "heldout", D3, "You can skip this check with --no-gitignore\nAdd .aider* to .gitignore (recommended)? (Y)es/(N)o [Yes]: ", w=80, h=24)
s("aider-no-repo", "aider", "waiting", "heldout", D3, "No git repo found, create one to track aider's changes (recommended)? (Y)es/(N)o [Yes]: ", w=120, h=36)
s("aider-docs-url", "aider", "waiting", "heldout", D3, """Warning: gpt-4o expects these environment variables
- OPENAI_API_KEY: Not set
You can skip this check with --no-show-model-warnings

https://aider.chat/docs/llms/warnings.html
Open documentation url for more info? (Y)es/(N)o/(D)on't ask again [Yes]: """, w=100, h=30)
s("aider-quota", "aider", "blocked", "heldout", "https://github.com/Aider-AI/aider/issues/764", H2 + "─" * 80 + """
> go on

litellm.RateLimitError: VertexAIException - Resource has been exhausted
(e.g. check quota).
The API provider has rate limited you. Try again later or check your quotas.
Retrying in 16.0 seconds...""", until="16.0 seconds", w=80, h=24, origin="report", note="retries by itself")
s("aider-dead", "aider", "dead", "heldout", D3, H2 + "─" * 80 + "\nworker.py\n> add a migration\n\n ░█       Waiting for gpt-4o\nPane is dead (signal 9, Tue Nov 24 04:05:08 2026)", w=80, h=24, dead=True)
# ---------------------------------------------------------------- Ollama
O = "https://github.com/ollama/ollama cmd/interactive.go"
O2 = "https://docs.ollama.com/cli and https://huggingface.co/mistral-community/Mixtral-8x22B-v0.1/discussions/17 (download screen)"
s("ollama-ready", "ollama", "ready", "fixture", O, ">>> Send a message (/? for help)", w=80, h=24, note="the text after >>> is a dim placeholder")
s("ollama-done", "ollama", "ready", "fixture", O, """>>> why does a retry need a wait?
Without a wait every client asks again at the same moment, and a service that is
just starting gets an error for 90% of the calls. Do you want to know more?

>>> Send a message (/? for help)""", w=80, h=24)
s("ollama-typed", "ollama", "ready", "fixture", O, ">>> why does a retry need", ["unsent"], w=80, h=24)
s("ollama-loading", "ollama", "working", "fixture", O, ">>> why does a retry need a wait?\n⠹ ", w=80, h=24)
s("ollama-stream", "ollama", "working", "fixture", O, """>>> why does a retry need a wait?
Thinking...
The question is about load. Many clients fail at the same time, and then they all
come back at the same time, so a wait with some chance in it spreads them
""", w=90, h=24)
s("ollama-help", "ollama", "ready", "fixture", O, """>>> /?
Available Commands:
  /set            Set session variables
  /show           Show model information
  /load <model>   Load a session or model
  /save <model>   Save your current session
  /clear          Clear session context
  /bye            Exit
  /?, /help       Help for a command
  /? shortcuts    Help for keyboard shortcuts

Use \"\"\" to begin a multi-line message.

>>> Send a message (/? for help)""", w=80, h=24)
s("ollama-noserver", "none", "shell", "fixture", O, "dev@devbox:~/app$ ollama run gemma4\nError: could not connect to ollama server, run 'ollama serve' to start it\ndev@devbox:~/app$ ", command="bash", w=80, h=24)
s("ollama-bye", "none", "shell", "fixture", O, ">>> /bye\ndev@devbox:~/app$ ", command="bash", w=80, h=24)
s("ollama-ctrlc", "ollama", "ready", "fixture", O, ">>> \n\nUse Ctrl + d or /bye to exit.\n>>> Send a message (/? for help)", w=80, h=24)
s("ollama-pull", "ollama", "working", "heldout", O2, """pulling manifest
pulling c0782bfa81a9:  45% ▕███████████████           ▏ 2.1 GB/4.7 GB   38 MB/s    1m8s""", w=100, h=30, note="the model is being downloaded before the first prompt")
s("ollama-verify", "ollama", "working", "heldout", O2, """pulling manifest
pulling c0782bfa81a9: 100% ▕██████████████████████████▏ 4.7 GB
pulling 43070e2d4e53: 100% ▕██████████████████████████▏  11 KB
verifying sha256 digest ⠼""", w=100, h=30)
s("ollama-digest", "none", "shell", "heldout", O2, """pulling c0782bfa81a9: 100% ▕██████████████████████████▏ 149 GB
verifying sha256 digest
Error: digest mismatch, file must be downloaded again
dev@devbox:~/app$ """, command="bash", w=100, h=30)
s("ollama-multi", "ollama", "ready", "heldout", O2, '>>> """Hello,\n... world! The tests are running, 45% done\n... ', ["unsent"], w=100, h=30, note="a message of several lines is being typed")
s("ollama-multi-done", "ollama", "ready", "heldout", O2, '>>> """Hello,\n... world!\n... """\nHello! I am waiting for your input. Press Enter to send another message.\n\n>>> Send a message (/? for help)', w=100, h=30)
s("ollama-prefill", "ollama", "ready", "heldout", O2, ">>> explain quotas\nA quota is a number that is not exceeded. Error 429 says that it was.\n\n>>> and now in one", ["unsent"], w=120, h=36)
s("ollama-answering", "ollama", "working", "heldout", O2, ">>> explain quotas in detail\nA quota is a number agreed on before, and it is counted in a window of time. When the\ncounter reaches the number, further calls get an error until the window", w=120, h=36)
s("ollama-killed", "ollama", "dead", "heldout", O2, ">>> explain quotas\n⠸\nPane is dead (signal 9, Tue Nov 24 04:05:08 2026)", dead=True, w=80, h=24)
# ---------------------------------------------------------------- Claude Code, reports
def box(lines, w=98): return "\n".join(lines)
I = "https://github.com/anthropics/claude-code/issues/"
L = "─" * 100
s("claude-limit-20719", "claude", "blocked", "fixture", I + "20719", f"""> go on
  ⎿  You've hit your limit · resets 10pm (Europe/Berlin)
     /upgrade to increase your usage limit.

✻ Cooked for 1m 4s

{L}
❯ 
{L}
  ? for shortcuts""", until="10pm (Europe/Berlin)", origin="report", title="✳ Retry helper", command="node")
s("claude-limit-menu-1066", "claude", "blocked", "heldout", "https://github.com/gastownhall/gastown/issues/1066", f"""● Bash(npm test)
  ⎿  # pass 12
  ⎿  You're out of extra usage · resets 5pm (America/Chicago)

✻ Cooked for 1m 23s

❯ /rate-limit-options
{L}
 What do you want to do?

 ❯ 1. Stop and wait for limit to reset
   2. Upgrade your plan

 Enter to confirm · escape to cancel""", until="5pm (America/Chicago)", origin="report", title="✳ Run tests", command="node", note="a menu is open as well; the reason is the limit")
s("claude-limit-menu-40898", "claude", "blocked", "heldout", I + "40898", f"""  ⎿  You're out of extra usage · resets Apr 3, 9am (UTC)

❯ /rate-limit-options
{L}
  What do you want to do?

  ❯ 1. Stop and wait for limit to reset
    2. Add funds to continue with extra usage
    3. Upgrade your plan

  Enter to confirm · Esc to cancel""", until="Apr 3, 9am (UTC)", origin="report", title="✳ Claude Code", note="a menu is open as well; the reason is the limit")
s("claude-limit-old-9046", "claude", "blocked", "fixture", I + "9046", """> continue
  ⎿  Claude usage limit reached. Your limit will reset at 3pm (UTC).

      • /upgrade to increase your usage limit.

╭──────────────────────────────────────────────────────────────────────────────────────────────────╮
│ >                                                                                                │
╰──────────────────────────────────────────────────────────────────────────────────────────────────╯
  ? for shortcuts""", until="3pm (UTC)", origin="report", version="1.0.69", command="node")
s("claude-limit-session-74079", "claude", "blocked", "heldout", I + "74079", f"""❯ carry on with the migration
  ⎿  You've hit your session limit · resets 12:50am (America/Los_Angeles)
     /upgrade to increase your usage limit.

{L}
❯ 
{L}
  ⏵⏵ accept edits on (shift+tab to cycle)""", ["accept-edits"], until="12:50am (America/Los_Angeles)", origin="report", title="✳ Migration", version="2.1.201")
s("claude-context-low-old", "claude", "ready", "fixture", "https://github.com/trommel108/claude-code/issues/49", f"""● Done, all 48 tests pass.

{L}
>
{L}
  ? for shortcuts             Context low (9% remaining) · Run /compact to compact & continue""", ["context-low"], origin="report", command="node", version="1.0.71")
s("claude-context-low", "claude", "ready", "fixture", I + "3375", f"""● Done, all 48 tests pass.

✻ Baked for 3m 12s

{L}
❯ 
{L}
  ⏵⏵ accept edits on (shift+tab to cycle)                  Context left until auto-compact: 3%""", ["context-low", "accept-edits"], origin="report", title="✳ Tests", command="node", version="2.0.x")
s("claude-context-low-work", "claude", "working", "heldout", I + "18099", f"""● Bash(npm run migrate)
  ⎿  Running…

✽ Migrating tenants… (esc to interrupt · 2m 14s · ↓ 3.1k tokens)

{L}
> 
{L}
  ? for shortcuts                                          Context left until auto-compact: 8%""", ["context-low"], origin="report", title="⠐ Migrate tenants", command="node", version="2.0.x")
s("claude-resume-summary", "claude", "waiting", "fixture", "https://github.com/kunchenguid/firstmate/pull/3091", """This session is 6h 12m old and 412.3k tokens.

Resuming the full session will consume a substantial portion of your usage limits. We recommend
resuming from a summary.

❯ 1. Resume from summary (recommended)
  2. Resume full session as-is
  3. Don't ask me again

Enter to confirm · Esc to cancel""", title="claude", command="claude", origin="report", version="2.1.246")
# ---------------------------------------------------------------- Codex, reports
C = "https://github.com/openai/codex/issues/"
s("codex-limit-3899", "codex", "blocked", "fixture", C + "3899", """▌ hi

■ You've hit your usage limit. Upgrade to Pro (https://openai.com/chatgpt/pricing) or try again in
5 days 22 hours 11 minutes.

▌ Ask Codex to do anything

 ⏎ send   ⌃J newline   ⌃T transcript   ⌃C quit   12.1K tokens used   96% context left""", until="5 days 22 hours 11 minutes", origin="report", version="0.39.0", w=100, command="node")
s("codex-limit-3124", "codex", "blocked", "heldout", C + "3124", """▌ finish the quota table

■ You've hit your usage limit. Upgrade to Pro (https://openai.com/chatgpt/pricing) or try again
in 2 days 17 hours 14 minutes.

▌ Ask Codex to do anything

 ⏎ send   ⌃J newline   ⌃T transcript   ⌃C quit""", until="2 days 17 hours 14 minutes", origin="report", w=100, command="node")
s("codex-limit-3257", "codex", "blocked", "heldout", C + "3257", """› finish the quota table

■ You've hit your usage limit. Try again in 4 days 20 hours 9 minutes.

› Explain this codebase

  62% context left · ? for shortcuts""", until="4 days 20 hours 9 minutes", origin="report", w=120, h=36)
# ---------------------------------------------------------------- Gemini CLI
G = "https://github.com/google-gemini/gemini-cli packages/cli/src/ui/components/ProQuotaDialog.tsx"
def gbox(ls, w=96): return "╭" + "─" * w + "╮\n" + "\n".join("│ " + l.ljust(w - 2) + " │" for l in ls) + "\n╰" + "─" * w + "╯"
s("gemini-proquota", "gemini", "blocked", "fixture", G, gbox(["", "Usage limit reached for gemini-3-pro.", "Access resets at 4:00 PM GMT+2.", "/stats model for usage details", "/model to switch models.", "", "● 1. Switch to gemini-2.5-flash", "  2. Upgrade for higher limits", "  3. Stop", ""]), until="4:00 PM GMT+2", title="✋  Action Required (app)", note="a menu is open as well; the reason is the quota")
s("gemini-capacity", "gemini", "blocked", "fixture", G, gbox(["", "We are currently experiencing high demand.", "", "● 1. Keep trying", "  2. Switch to gemini-2.5-flash", "  3. Stop", ""]), title="✋  Action Required (app)", note="a menu is open as well; the reason is the provider's capacity")
s("gemini-oldquota", "gemini", "blocked", "heldout", "https://github.com/google-gemini/gemini-cli/issues/3796", """> add the quota

⚡ You have reached your daily quota limit.
⚡ Automatically switching from gemini-2.5-pro to gemini-2.5-flash for the remainder of this session.
⚡ You can switch authentication methods by typing /auth
✕ [API Error: Please submit a new query to continue with the Flash model.]

╭──────────────────────────────────────────────────────────────────────────────────────────────────╮
│ >   Type your message or @path/to/file                                                           │
╰──────────────────────────────────────────────────────────────────────────────────────────────────╯
~/app (main*)              no sandbox (see /docs)              gemini-2.5-flash (98% context left)""", origin="report", w=102, version="0.1.10", title="Gemini - app")
s("gemini-exhausted", "gemini", "blocked", "heldout", "https://github.com/google-gemini/gemini-cli/issues/1800", """> add the quota

✕ [API Error: Resource has been exhausted (e.g. check quota).]
  Please wait and try again later. To increase your limits, request a quota increase through AI
  Studio, or switch to another /auth method

╭──────────────────────────────────────────────────────────────────────────────────────────────────╮
│ >   Type your message or @path/to/file                                                           │
╰──────────────────────────────────────────────────────────────────────────────────────────────────╯
~/app (main*)              no sandbox (see /docs)              gemini-2.5-pro (99% context left)""", origin="report", w=102, version="0.1.4", title="Gemini - app")
# ---------------------------------------------------------------- undecidable
s("unknown-blank", "claude", "unknown", "fixture", "arranged here: what a pane shows between the start of a program and its first frame", "", title="devbox", command="node", note="an empty screen says nothing: starting, hung, or cleared")
s("unknown-editor", "claude", "unknown", "fixture", "arranged: an agent's external editor (ctrl+g) covers its screen", "also update the changelog before\n" + "~\n" * 20 + '"/tmp/prompt.md" 1L, 33B', title="✳ Retry helper", command="vim", note="the agent's own screen is covered by an editor: its state can't be seen")
s("unknown-small", "gemini", "unknown", "heldout", "arranged: a pane shrunk to four lines shows only the middle of an answer", "The worker reads limits once at start. I will\nmove the quota into a table looked up for each\ntenant, with the old number as the default for\ntenants without a row.", title="devbox", command="node", w=48, h=4, note="nothing of the prompt or footer is visible")
json.dump(X, open(f"{OUT}/capture/runs/doc.json", "w"), indent=1, ensure_ascii=False)
print(len(X))
