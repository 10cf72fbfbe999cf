#!/bin/sh
# A small neutral project for the agents to work in.
cd "$1" || exit 1
mkdir -p src test docs
printf '{\n  "name": "app",\n  "version": "0.3.1",\n  "scripts": { "test": "node --test", "build": "sh build.sh" }\n}\n' > package.json
printf '# App\n\nA small queue worker.\n' > README.md
printf 'export function retry(fn, n) {\n  let i = 0;\n  while (i < n) {\n    try { return fn(); } catch (e) { i++; }\n  }\n  throw new Error("gave up");\n}\n' > src/retry.js
printf 'export const limits = { perMinute: 60, burst: 10 };\n' > src/limits.js
printf 'for i in 1 2 3 4 5 6 7 8 9; do echo "[build] compiling module $i of 9 ($((i*11))%%)"; sleep 2; done\n' > build.sh
git init -q -b main . && git config user.email dev@localhost && git config user.name dev
git add -A && git commit -qm "Initial import"
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do echo "- note $i" >> docs/notes.md; git add -A; git commit -qm "Notes, part $i"; done
