"""A fake model provider on 127.0.0.1 for capturing real screens of real agents.

Speaks just enough of four dialects: Anthropic Messages, OpenAI Responses,
OpenAI Chat Completions, Gemini generateContent. Every *main* request (one that
carries tools) takes the next step of the current scenario; side requests
(titles, quota probes, summaries) get a short fixed answer.

A step is a list of parts, played in order:
  {"sleep": s}                       wait (the stream stays open, nothing sent)
  {"think": text}                    reasoning text
  {"text": text, "delay": s}         answer text, word by word with s between
  {"tool": name, "args": {...}}      a tool call
  {"hang": s}                        keep the stream open for s seconds
  {"status": n, "body": .., "headers": {..}}   fail with an HTTP error
  {"usage": n}                       input tokens reported for this turn
"""
import json, threading, time, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Scenario:
    def __init__(self):
        self.lock = threading.Lock()
        self.steps, self.n, self.log = [], 0, []
        self.usage = 1200
        self.abort = threading.Event()

    def set(self, steps, repeat_last=False):
        with self.lock:
            self.steps, self.n, self.repeat, self.usage = steps, 0, repeat_last, 1200
            self.abort.set()
            self.abort = threading.Event()

    def next(self):
        with self.lock:
            i, self.n = self.n, self.n + 1
            if i < len(self.steps):
                return self.steps[i]
            if self.steps and self.repeat:
                return self.steps[-1]
            return [{"text": "Done."}]


S = Scenario()


class H(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *a):
        pass

    def do_GET(self):
        self.note("GET")
        if "models" in self.path:
            return self.json(200, {"object": "list", "data": [], "models": []})
        if "hello" in self.path:
            return self.json(200, {"message": "hello"})
        self.json(404, {"error": {"message": "not found", "type": "not_found_error"}})

    def do_HEAD(self):
        self.send_response(200); self.send_header("content-length", "0"); self.end_headers()

    def note(self, what):
        S.log.append(f"{time.time():.1f} {what} {self.path}")
        with open("/tmp/lookout-capture/fake.log", "a") as f:
            f.write(S.log[-1] + "\n")

    def json(self, code, obj, headers=None):
        b = json.dumps(obj).encode()
        self.send_response(code)
        self.send_header("content-type", "application/json")
        for k, v in (headers or {}).items():
            self.send_header(k, v)
        self.send_header("content-length", str(len(b)))
        self.end_headers()
        self.wfile.write(b)

    def sse_start(self):
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.send_header("anthropic-ratelimit-unified-status", "allowed")
        self.end_headers()

    def raw(self, s):
        b = s.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(b), b)); self.wfile.flush()

    def ev(self, typ, obj):
        self.raw(f"event: {typ}\ndata: {json.dumps(obj)}\n\n")

    def end(self):
        self.wfile.write(b"0\r\n\r\n"); self.wfile.flush()

    def do_POST(self):
        n = int(self.headers.get("content-length") or 0)
        raw = self.rfile.read(n)
        if self.headers.get("transfer-encoding") == "chunked":
            raw = b""
            while True:
                l = int(self.rfile.readline().strip() or b"0", 16)
                if not l:
                    self.rfile.readline(); break
                raw += self.rfile.read(l); self.rfile.readline()
        if self.headers.get("content-encoding") == "zstd":
            body = {"tools": [1], "stream": True}
        else:
            try: body = json.loads(raw or b"{}")
            except Exception: body = {}
        if isinstance(body, list): body = {}
        main = bool(body.get("tools"))
        self.note(f"POST main={main} n={len(raw)} tools=" + ",".join(str(t.get("name") or (t.get("function") or {}).get("name") or t.get("type") or [f.get("name") for f in t.get("functionDeclarations", [])]) for t in (body.get("tools") or []) if isinstance(t, dict))[:1500])
        try:
            p = self.path
            if "count_tokens" in p or "countTokens" in p:
                return self.json(200, {"input_tokens": S.usage, "totalTokens": S.usage})
            if "/messages" in p: return self.anthropic(body, main)
            if "/responses" in p: return self.oai_responses(body, main)
            if "/chat/completions" in p: return self.chat(body, main)
            if "enerateContent" in p: return self.gemini(body, main)
            self.json(404, {"error": {"message": "not found"}})
        except (BrokenPipeError, ConnectionResetError):
            pass

    def step(self, main, side="Working on the repository"):
        st = S.next() if main else [{"text": side}]
        for part in st:
            if "usage" in part: S.usage = part["usage"]
        for part in st:
            if "status" in part:
                self.json(part["status"], part.get("body", {"error": {"message": "error"}}), part.get("headers"))
                return None
        return st

    def wait(self, s, beat=None):
        ab, end = S.abort, time.time() + s
        while time.time() < end and not ab.is_set():
            time.sleep(min(0.5, max(0, end - time.time())))
            if beat: beat()

    # --- Anthropic Messages -------------------------------------------------
    def anthropic(self, body, main):
        st = self.step(main, '{"title": "Fix flaky retry test"}')
        if st is None: return
        model = body.get("model", "m")
        if not body.get("stream"):
            return self.json(200, {"id": "msg_1", "type": "message", "role": "assistant", "model": model, "stop_reason": "end_turn", "stop_sequence": None,
                "content": [{"type": "text", "text": "".join(p.get("text", "") for p in st)}], "usage": {"input_tokens": S.usage, "output_tokens": 5}})
        self.sse_start()
        self.ev("message_start", {"type": "message_start", "message": {"id": "msg_%d" % int(time.time() * 1e6), "type": "message", "role": "assistant", "model": model, "content": [], "stop_reason": None, "stop_sequence": None,
            "usage": {"input_tokens": S.usage, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0, "output_tokens": 1}}})
        i, out, stop = 0, 1, "end_turn"
        ping = lambda: self.ev("ping", {"type": "ping"})
        for p in st:
            if "sleep" in p: self.wait(p["sleep"], ping); continue
            if "hang" in p: self.wait(p["hang"], ping); continue
            if "think" in p:
                blk, d = {"type": "thinking", "thinking": "", "signature": ""}, [{"type": "thinking_delta", "thinking": w} for w in chunks(p["think"])] + [{"type": "signature_delta", "signature": "c2ln"}]
            elif "tool" in p:
                stop = "tool_use"
                blk, d = {"type": "tool_use", "id": "toolu_%d" % int(time.time() * 1e6), "name": p["tool"], "input": {}}, [{"type": "input_json_delta", "partial_json": json.dumps(p["args"])}]
            elif "text" in p:
                blk, d = {"type": "text", "text": ""}, [{"type": "text_delta", "text": w} for w in chunks(p["text"])]
            else: continue
            self.ev("content_block_start", {"type": "content_block_start", "index": i, "content_block": blk})
            for x in d:
                self.ev("content_block_delta", {"type": "content_block_delta", "index": i, "delta": x}); out += 2
                if p.get("delay"): self.wait(p["delay"])
            self.ev("content_block_stop", {"type": "content_block_stop", "index": i}); i += 1
        self.ev("message_delta", {"type": "message_delta", "delta": {"stop_reason": stop, "stop_sequence": None}, "usage": {"output_tokens": out, "input_tokens": S.usage}})
        self.ev("message_stop", {"type": "message_stop"}); self.end()

    # --- OpenAI Responses ---------------------------------------------------
    def oai_responses(self, body, main):
        st = self.step(main, "Fix flaky retry test")
        if st is None: return
        self.sse_start()
        rid = "resp_%d" % int(time.time() * 1e6)
        self.ev("response.created", {"type": "response.created", "response": {"id": rid, "status": "in_progress", "output": []}})
        out, oi = [], 0
        beat = lambda: self.raw(": keep-alive\n\n")
        for p in st:
            if "sleep" in p or "hang" in p: self.wait(p.get("sleep") or p.get("hang"), beat); continue
            if "fail" in p:
                self.ev("response.failed", {"type": "response.failed", "response": {"id": rid, "status": "failed", "error": p["fail"]}}); return self.end()
            if "think" in p:
                it = {"type": "reasoning", "id": f"rs_{oi}", "summary": [{"type": "summary_text", "text": p["think"]}], "content": [], "encrypted_content": "x"}
                self.ev("response.output_item.added", {"type": "response.output_item.added", "output_index": oi, "item": {**it, "summary": []}})
                self.ev("response.reasoning_summary_part.added", {"type": "response.reasoning_summary_part.added", "item_id": it["id"], "output_index": oi, "summary_index": 0, "part": {"type": "summary_text", "text": ""}})
                for w in chunks(p["think"]):
                    self.ev("response.reasoning_summary_text.delta", {"type": "response.reasoning_summary_text.delta", "item_id": it["id"], "output_index": oi, "summary_index": 0, "delta": w})
                    if p.get("delay"): self.wait(p["delay"])
                self.ev("response.reasoning_summary_text.done", {"type": "response.reasoning_summary_text.done", "item_id": it["id"], "output_index": oi, "summary_index": 0, "text": p["think"]})
            elif "tool" in p:
                if "input" in p:
                    it = {"type": "custom_tool_call", "id": f"ctc_{oi}", "call_id": "call_%d" % int(time.time() * 1e6), "name": p["tool"], "input": p["input"], "status": "completed"}
                else:
                    it = {"type": "function_call", "id": f"fc_{oi}", "call_id": "call_%d" % int(time.time() * 1e6), "name": p["tool"], "arguments": json.dumps(p["args"]), "status": "completed"}
                self.ev("response.output_item.added", {"type": "response.output_item.added", "output_index": oi, "item": it})
            elif "text" in p:
                it = {"type": "message", "id": f"msg_{oi}", "role": "assistant", "status": "completed", "content": [{"type": "output_text", "text": p["text"], "annotations": []}]}
                self.ev("response.output_item.added", {"type": "response.output_item.added", "output_index": oi, "item": {**it, "content": [], "status": "in_progress"}})
                self.ev("response.content_part.added", {"type": "response.content_part.added", "item_id": it["id"], "output_index": oi, "content_index": 0, "part": {"type": "output_text", "text": "", "annotations": []}})
                for w in chunks(p["text"]):
                    self.ev("response.output_text.delta", {"type": "response.output_text.delta", "item_id": it["id"], "output_index": oi, "content_index": 0, "delta": w})
                    if p.get("delay"): self.wait(p["delay"])
                self.ev("response.output_text.done", {"type": "response.output_text.done", "item_id": it["id"], "output_index": oi, "content_index": 0, "text": p["text"]})
            else: continue
            self.ev("response.output_item.done", {"type": "response.output_item.done", "output_index": oi, "item": it})
            out.append(it); oi += 1
        self.ev("response.completed", {"type": "response.completed", "response": {"id": rid, "status": "completed", "output": out,
            "usage": {"input_tokens": S.usage, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 40, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": S.usage + 40}}})
        self.end()

    # --- OpenAI Chat Completions ---------------------------------------------
    def chat(self, body, main):
        st = self.step(main, "Fix flaky retry test")
        if st is None: return
        base = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": int(time.time()), "model": body.get("model", "m")}
        usage = {"prompt_tokens": S.usage, "completion_tokens": 40, "total_tokens": S.usage + 40}
        if not body.get("stream"):
            return self.json(200, {**base, "object": "chat.completion", "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "".join(p.get("text", "") for p in st)}}], "usage": usage})
        self.sse_start()
        def d(delta, fin=None, **kw): self.raw("data: " + json.dumps({**base, "choices": [{"index": 0, "delta": delta, "finish_reason": fin}], **kw}) + "\n\n")
        d({"role": "assistant", "content": ""})
        fin, ti = "stop", 0
        beat = lambda: self.raw(": keep-alive\n\n")
        for p in st:
            if "sleep" in p or "hang" in p: self.wait(p.get("sleep") or p.get("hang"), beat)
            elif "think" in p:
                for w in chunks(p["think"]):
                    d({"reasoning_content": w}); self.wait(p.get("delay", 0))
            elif "text" in p:
                for w in chunks(p["text"]):
                    d({"content": w})
                    if p.get("delay"): self.wait(p["delay"])
            elif "tool" in p:
                fin = "tool_calls"
                d({"tool_calls": [{"index": ti, "id": "call_%d" % int(time.time() * 1e6), "type": "function", "function": {"name": p["tool"], "arguments": json.dumps(p["args"])}}]}); ti += 1
        d({}, fin, usage=usage)
        self.raw("data: [DONE]\n\n"); self.end()

    # --- Gemini ----------------------------------------------------------------
    def gemini(self, body, main):
        sysi = json.dumps(body.get("systemInstruction") or "")
        cfg = body.get("generationConfig") or {}
        if not main or "responseJsonSchema" in cfg or "responseSchema" in cfg:
            txt = '{"reasoning":"simple","next_speaker":"user","model_choice":"flash","complexity_score":10,"complexity_reasoning":"x","title":"x"}'
            r = {"candidates": [{"content": {"role": "model", "parts": [{"text": txt}]}, "finishReason": "STOP", "index": 0}], "usageMetadata": {"promptTokenCount": 10, "candidatesTokenCount": 5, "totalTokenCount": 15}}
            if "streamGenerateContent" not in self.path: return self.json(200, r)
            self.sse_start(); self.raw("data: " + json.dumps(r) + "\r\n\r\n"); return self.end()
        st = self.step(True)
        if st is None: return
        self.sse_start()
        um = {"promptTokenCount": S.usage, "candidatesTokenCount": 5, "totalTokenCount": S.usage + 5}
        def d(parts, fin=None):
            c = {"content": {"role": "model", "parts": parts}, "index": 0}
            if fin: c["finishReason"] = fin
            self.raw("data: " + json.dumps({"candidates": [c], "usageMetadata": um, "modelVersion": "gemini"}) + "\r\n\r\n")
        for p in st:
            if "sleep" in p or "hang" in p: self.wait(p.get("sleep") or p.get("hang"))
            elif "think" in p: d([{"text": p["think"], "thought": True}])
            elif "text" in p:
                for w in chunks(p["text"], 4):
                    d([{"text": w}])
                    if p.get("delay"): self.wait(p["delay"])
            elif "tool" in p: d([{"functionCall": {"name": p["tool"], "args": p["args"]}}])
        d([{"text": ""}], "STOP"); self.end()


def chunks(t, n=2):
    w = t.split(" ")
    return [" ".join(w[i:i + n]) + (" " if i + n < len(w) else "") for i in range(0, len(w), n)]


def start(port=8099, tls=True):
    srv = ThreadingHTTPServer(("127.0.0.1", port), H)
    srv.daemon_threads = True
    threading.Thread(target=srv.serve_forever, daemon=True).start()
    if tls:
        import ssl
        ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        ctx.load_cert_chain("/tmp/lookout-capture/tls/cert.pem", "/tmp/lookout-capture/tls/key.pem")
        t = ThreadingHTTPServer(("127.0.0.1", 443), H)
        t.daemon_threads = True
        t.socket = ctx.wrap_socket(t.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=t.serve_forever, daemon=True).start()
    return srv
