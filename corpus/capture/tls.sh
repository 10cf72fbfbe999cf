#!/bin/sh
# tls.sh DIR: a throw-away CA and a certificate for the providers' host names,
# which in_sandbox.sh points at loopback. For the captures only.
mkdir -p "$1" && cd "$1" || exit 1
[ -f cert.pem ] && exit 0
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -keyout ca.key -out ca.pem -subj "/CN=capture CA" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -keyout key.pem -out req.pem -subj "/CN=api.anthropic.com" 2>/dev/null
printf 'subjectAltName=DNS:api.anthropic.com,DNS:platform.claude.com,DNS:claude.ai,DNS:api.openai.com,DNS:chatgpt.com,DNS:auth.openai.com,DNS:generativelanguage.googleapis.com,DNS:cloudcode-pa.googleapis.com\n' > ext
openssl x509 -req -in req.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile ext -out cert.pem 2>/dev/null
