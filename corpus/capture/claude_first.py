"""Claude Code: first start, theme, login, trust, API key question, no network."""
import sys, json, os
from lib import *
tag, ver, bin_, split = sys.argv[1:5]
fp.start(PORT)
r = Run(f"claude{tag}-first", "claude", ver, split, f"@anthropic-ai/claude-code {ver} from the npm registry, no network")
OFF = {"DISABLE_AUTOUPDATER": "1", "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1"}
if split == "fixture":
    r.start(bin_ + " --version; exec " + bin_, 120, 40, {**OFF, "NODE_EXTRA_CA_CERTS": "", "SSL_CERT_FILE": ""}); time.sleep(7)
    r.shot("unreachable", "dead", what="first start, provider unreachable: it exits by itself"); r.kill()
r.start(bin_, 120, 40, OFF); time.sleep(6)
r.shot("theme", "waiting", what="first start, fresh home")
r.keys("Enter", wait=3); r.shot("login", "waiting", what="theme chosen, login method menu")
r.keys("Enter", wait=4); r.shot("login-2", "waiting", what="login method chosen; no network, browser sign-in open")
r.kill()
r.start(bin_, 80, 24, {**OFF, "ANTHROPIC_API_KEY": "sk-ant-dummy-000000000000000000000", "ANTHROPIC_BASE_URL": BASE}); time.sleep(5)
r.shot("theme-80", "waiting", what="first start with an API key, 80x24")
r.keys("Enter", wait=3); r.shot("apikey", "waiting", what="asks whether to use the API key found")
r.keys("Up", wait=.5); r.keys("Enter", wait=3); r.shot("security", "waiting", what="security notes, press Enter to continue")
r.keys("Enter", wait=3); r.shot("trust", "waiting", what="trust dialog of a new folder")
r.keys("Down"); r.keys("Enter", wait=4); r.shot("ready", "ready", what="trusted, empty prompt", expect="❯")
print(r.tree())
r.kill()
tmux("kill-server")
