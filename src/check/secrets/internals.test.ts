import { expect, it } from "vitest";
import { internalsIn } from "./internals.ts";

it.each([
  "TypeError: x is not a function\n    at handle (/srv/app/server.js:12:34)",
  "    at file:///srv/app/server.mjs:3:7",
  "Error: no<br> &nbsp; &nbsp;at Layer.handle [as handle_request] (/app/x/layer.js:95:5)",
  "at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
  'Traceback (most recent call last):\n  File "main.py", line 3, in <module>',
  '{"error":"File \\"/code/main.py\\", line 12, in handle"}',
  "java.lang.NullPointerException\n\tat com.example.Call.answer(Call.java:41)",
  "   at Voice.Call.Answer(String text) in /src/Call.cs:line 12",
  "goroutine 18 [running]:\nmain.handle(...)",
  "app/calls.rb:12:in `answer'",
  "Fatal error: Uncaught TypeError in /var/www/html/call.php:3 on line 3, see call.php on line 3",
  "thread 'tokio-runtime-worker' panicked at src/main.rs:12:5",
  '{"message":"Cannot find module \'/app/dist/agent.js\'"}',
  "require stack: - x/node_modules/express/lib/router.js",
  '{"error":"ENOENT: C:\\\\Users\\\\me\\\\voice\\\\agent.json"}',
])("finds how a server is built in %j", (text) => {
  expect(internalsIn(text)).toBeDefined();
});

it.each([
  "How may I help you?",
  '{"response_type":"response","response_id":1,"content":"We open at nine (9:00:00), and close at 5:30.","content_complete":true}',
  "Cannot GET /llm-websocket/home",
  "<html><head><title>404 Not Found</title></head><body>nginx</body></html>",
  "See https://example.com/home/contact or https://example.com/app/main.js.",
  "Meet me at the corner (Main Street/5th) at 12:30",
  "The drive is C: and the ratio 3:4",
  "Cannot parse incoming message.",
  "SyntaxError: Unexpected token h in JSON at position 0",
])("finds nothing in %j", (text) => {
  expect(internalsIn(text)).toBeUndefined();
});

it("shows no more than a little of what surrounds it", () => {
  const text = `${"a".repeat(5_000)} Traceback (most recent call last) ${"b".repeat(5_000)}`;
  expect(internalsIn(text)?.length).toBeLessThan(300);
});
