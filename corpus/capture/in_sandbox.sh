#!/bin/sh
# in_sandbox.sh HOMEDIR SCRIPT [ARGS]: run a capture script with no network but
# loopback, with HOMEDIR as /home/dev, a scratch project at /srv/architect/app
# and the agents' install folders (AGENTS) at /opt/agents.
: "${AGENTS:=/tmp/lookout-capture/agents}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
export H="$1" AGENTS here; shift
exec unshare -n -m -u -p -f --kill-child --mount-proc sh -c '
  ip link set lo up; hostname devbox
  mount --make-rprivate /
  mount -t tmpfs none /srv; mount -t tmpfs none /home; mount -t tmpfs none /opt
  { echo 127.0.0.1 localhost devbox; [ -n "$NO_HOSTS" ] || for n in api.anthropic.com platform.claude.com api.openai.com chatgpt.com auth.openai.com generativelanguage.googleapis.com cloudcode-pa.googleapis.com; do echo 127.0.0.1 $n; done; } > /home/hosts
  mount --bind /home/hosts /etc/hosts
  [ ! -e /etc/resolv.conf ] || { : > /home/resolv; mount --bind /home/resolv /etc/resolv.conf; }
  sh "$here/tls.sh" /tmp/lookout-capture/tls
  mkdir -p /tmp/codex-daemon-0; mount -t tmpfs none /tmp/codex-daemon-0; chmod 700 /tmp/codex-daemon-0
  mkdir -p /home/dev /srv/architect/app /opt/agents /opt/tools
  mount --bind "$H" /home/dev; mount --bind "$AGENTS" /opt/agents
  ln -s "$(readlink -f "$(command -v node)")" /opt/tools/node
  export HOME=/home/dev
  sh "$here/project.sh" /srv/architect/app >/dev/null 2>&1
  cd "$here"
  exec python3 -u "$@"
' sh "$@"
