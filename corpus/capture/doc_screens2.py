"""More screens of programs and situations that could not be run here, arranged from
documentation, program sources and public reports; none of their sources is used elsewhere.
Interface strings are as documented; prose, paths and numbers are our own."""
import json, os
OUT = os.environ.get("CORPUS", "/tmp/lookout-capture/corpus")
X = []
COMMANDS = {"gemini": "node", "none": "bash"}
def s(id, agent, state, src, text, badges=(), until=None, title="devbox", command=None, w=100, h=30, note="", origin="report", version=None, dead=False):
    lines = text.strip("\n").split("\n")
    assert all(len(l) <= w for l in lines), (id, [l for l in lines if len(l) > w])
    lines = lines[-h:] + [""] * max(0, h - len(lines))
    f = f"screens/doc2-{id}.txt"; open(f"{OUT}/{f}", "w").write("\n".join(lines) + "\n")
    X.append(dict(id="doc2-" + id, file=f, agent=agent, version=version, state=state, badges=list(badges), until=until, title=title, command=command or COMMANDS.get(agent, agent),
      paneDead=dead, width=w, height=h, origin=origin, source=src, split="heldout2", note=note))
A = "https://github.com/Aider-AI/aider/issues/"
R = "─" * 90
HEAD = "Aider v0.81.3\nMain model: gemini/gemini-2.5-pro with diff-fenced edit format, infinite output\nWeak model: gemini/gemini-2.0-flash\nGit repo: .git with 88 files\nRepo-map: using 4096 tokens, auto refresh"
s("aider-add-one", "aider", "waiting", A + "3807", f"""{R}
> count cancelled orders once

The query is in report.sql, which I cannot see yet.

Tokens: 3.9k sent, 88 received. Cost: $0.01 message, $0.01 session.

report.sql
Add file to the chat? (Y)es/(N)o/(D)on't ask again [Yes]:""", version="0.81.3", w=90)
s("aider-add-all", "aider", "waiting", A + "3807", f"""Tokens: 4.4k sent, 120 received. Cost: $0.02 message, $0.03 session.

orders.sql
Add file to the chat? (Y)es/(N)o/(A)ll/(S)kip all/(D)on't ask again [Yes]: y
Added orders.sql to the chat.

events.sql
Add file to the chat? (Y)es/(N)o/(A)ll/(S)kip all/(D)on't ask again [Yes]:""", version="0.81.3", w=90)
s("aider-add-readme", "aider", "waiting", A + "1723", """To describe the scripts I need a new file, scripts/README.md.

I'll wait for your approval before I go on.

Tokens: 11k sent, 10k cache write, 64 received. Cost: $0.04 message, $5.59 session.
Add README.md to the chat? (Y)es/(N)o [Yes]:""", version="0.57.1", w=100)
s("aider-add-output", "aider", "waiting", A + "1001", """> /run npm test
ok 1 - counts once
not ok 2 - cancelled orders
# fail 1
Add the output to the chat? (y/n/instructions):""", version="0.48.0", w=80, h=24)
s("aider-start", "aider", "ready", "https://aider.chat/docs/usage/watch.html", HEAD + f"""
{R}
> """, origin="documentation", w=90, command="python3")
s("aider-watch", "aider", "working", "https://aider.chat/docs/usage/watch.html", HEAD + f"""
{R}
>
Processing your request...

░█        Waiting for gemini/gemini-2.5-pro""", origin="documentation", w=90)
s("aider-diff", "aider", "working", "https://aider.chat/docs/usage/tutorials.html", f"""{R}
report.sql
> count every order once

report.sql
```sql
<<<<<<< SEARCH
SELECT month, COUNT(*) AS orders
=======
SELECT month, COUNT(DISTINCT order_id) AS orders
>>>>>>> REPLACE
```
Cancelled orders have two""", origin="documentation", w=90)
s("aider-lint", "aider", "waiting", "https://aider.chat/docs/usage/lint-test.html#linting", f"""Applied edit to report.sql
Commit 77c0de1 fix: count every order once
Running /usr/bin/sqlfluff lint report.sql
L:   1 | P:  15 | LT01 | Expected only single space before naked identifier.

Attempt to fix lint errors? (Y)es/(N)o [Yes]:""", origin="documentation", w=90)
s("aider-quota", "aider", "blocked", "https://aider.chat/docs/llms/gemini.html", f"""{R}
> and the summer months

litellm.RateLimitError: litellm.RateLimitError: VertexAIException - You exceeded your current
quota, please check your plan and billing details.
The API provider has rate limited you. Try again later or check your quotas.
Retrying in 0.2 seconds...
litellm.RateLimitError: litellm.RateLimitError: VertexAIException - You exceeded your current
quota, please check your plan and billing details.
The API provider has rate limited you. Try again later or check your quotas.
Retrying in 16.0 seconds...""", until="16.0 seconds", origin="documentation", w=100)
s("aider-left", "none", "shell", "https://aider.chat/docs/usage/commands.html", f"""{R}
> /quit
(venv) dev@devbox:~/app$ """, origin="documentation", w=90)
O = "https://github.com/ollama/ollama/issues/10920"
s("ollama-memory", "none", "shell", O, """dev@devbox:~/app$ ollama run deepseek-v2.5
pulling manifest
pulling 799587243b19: 100% ▕██████████████████▏ 132 GB
verifying sha256 digest
writing manifest
success
Error: model requires more system memory (164.8 GiB) than is available (13.4 GiB)
dev@devbox:~/app$ """, w=96)
s("ollama-fetch", "ollama", "working", O, """pulling manifest
pulling 799587243b19:  61% ▕██████████        ▏  81 GB/132 GB   22 MB/s  38m11s""", w=96)
s("ollama-answers", "ollama", "working", "https://github.com/ollama/ollama/blob/main/docs/cli.md", """>>> why is the report wrong?
A report that joins orders with events counts an order once for each event. Waiting for
your input is not what it does; it counts. The way out is to""", origin="documentation", w=96)
s("ollama-typed", "ollama", "ready", "https://github.com/ollama/ollama/blob/main/docs/cli.md", """>>> why is the report wrong?
Because it counts rows: 4% of all orders have two.

>>> and how do I find the""", ["unsent"], origin="documentation", w=96)
I = "https://github.com/anthropics/claude-code/issues/"
L = "─" * 90
s("claude-limit-12802", "claude", "blocked", I + "12802", f"""● Update(src/report.sql)
  ⎿  Updated src/report.sql with 1 addition and 1 removal

  ⎿  5-hour limit reached · resets 3pm (Europe/Stockholm)
     /upgrade to Max 20x or turn on /extra-usage

{L}
>
{L}
  ⏵⏵ accept edits on (shift+tab to cycle)""", ["accept-edits"], until="3pm (Europe/Stockholm)", version="2.0.55", title="✳ Report", w=90)
s("claude-limit-7641", "claude", "blocked", I + "7641", """> and the summer months, please
  ⎿  5-hour limit reached ∙ resets 12pm
     /upgrade to increase your usage limit.

╭────────────────────────────────────────────────────────────────────────────────────────╮
│ >                                                                                      │
╰────────────────────────────────────────────────────────────────────────────────────────╯
  ? for shortcuts""", until="12pm", version="1.0.113", w=90)
s("claude-monthly-96097", "claude", "blocked", I + "96097", f"""❯ and the summer months, please
  ⎿  You've hit your monthly limit · resets Oct 1, 2am (UTC)

✻ Brewed for 2s

{L}
❯
{L}
  ? for shortcuts""", until="Oct 1, 2am (UTC)", title="✳ Report", w=90)
s("codex-disconnected-24747", "codex", "blocked", "https://github.com/openai/codex/issues/24747", """› count every order once

• I’ll look at the query first.

■ stream disconnected before completion: An error occurred while processing your request.

› Find and fix a bug in @filename

  gpt-5.5 high · ~/app""", version="0.134.0", w=100)
s("codex-stream-1581", "codex", "blocked", "https://github.com/openai/codex/issues/1581", """▌ count every order once

⚠ stream error: stream disconnected before completion: stream closed before response.completed; retrying
2/10 in 412ms…

▌ Ask Codex to do anything

 ⏎ send   ⌃J newline   ⌃C quit""", version="0.20.0", w=104, note="retries by itself")
s("codex-streaming-35348", "codex", "working", "https://github.com/openai/codex/issues/35348", """› explain the report

• The report joins orders with their events and counts rows, so an order with two events is
  counted twice. I would count distinct orders, and keep the old number in a column of its

› Use /skills to list available skills

  gpt-5.6-sol high · ~/app""", title="⠙ app", version="0.145.0", w=100)
s("gemini-npm-4074", "gemini", "working", "https://github.com/google-gemini/gemini-cli/issues/4074", """╭──────────────────────────────────────────────────────────────────────────────────────────────╮
│ ⊷  Shell npm start (Starts the application.)                                                 │
│                                                                                              │
│    listening on 3000                                                                         │
╰──────────────────────────────────────────────────────────────────────────────────────────────╯

⠹ Finalizing Code Implementation (esc to cancel, 5055s)

╭──────────────────────────────────────────────────────────────────────────────────────────────╮
│ >   Type your message or @path/to/file                                                       │
╰──────────────────────────────────────────────────────────────────────────────────────────────╯
~/app (main*)            no sandbox (see /docs)            gemini-2.5-pro (96% context left)""", version="0.1.9", title="Gemini - app", w=96)
s("gemini-direction-3617", "gemini", "working", "https://github.com/google-gemini/gemini-cli/issues/3617", """✦ The server is up. I am waiting for further direction on the port.

⠏ Awaiting Further Direction (esc to cancel, 40s)

╭──────────────────────────────────────────────────────────────────────────────────────────────╮
│ >   Type your message or @path/to/file                                                       │
╰──────────────────────────────────────────────────────────────────────────────────────────────╯
~/app (main*)            no sandbox (see /docs)            gemini-2.5-flash (91% context left)""", version="0.1.9", title="Gemini - app", w=96, note="the headline of its thought says that it waits; the turn goes on and nothing can be answered")
s("opencode-read-env", "opencode", "waiting", "https://github.com/anomalyco/opencode/issues/28312", """  ┃  read the settings
  ┃

     I will read the settings first.

  ┃
  ┃  △ Permission required
  ┃    → Read .env
  ┃
  ┃    Path: .env
  ┃
  ┃   Allow once   Allow always   Reject                   ctrl+f fullscreen  ⇆ select  enter confirm
  ┃""", version="1.15.5", title="OC | Settings", w=104)
json.dump(X, open(f"{OUT}/capture/runs/doc2.json", "w"), indent=1, ensure_ascii=False)
print(len(X))
