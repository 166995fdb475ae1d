import { expect, test } from "vitest";
import { checkCallTarget } from "./call-target.ts";

test.each([
  "ws://localhost:3000/llm-websocket/",
  "wss://example.com/llm-websocket",
  "http://localhost:3000/llm-websocket",
  "https://example.com/a?tenant={{tenant_id}}",
  "wss://{{host}}/llm-websocket",
  "ws://example.com/call_center/",
  " ws://localhost:3000/ ",
])("%s can be called", (url) => {
  expect(checkCallTarget(url)).toBe(url.trim());
});

test.each([
  [
    "localhost:3000/llm-websocket/",
    '"localhost:3000/llm-websocket/" has no scheme. Did you mean ws://localhost:3000/llm-websocket/?',
  ],
  ["127.0.0.1:3000", '"127.0.0.1:3000" has no scheme. Did you mean ws://127.0.0.1:3000?'],
  [
    "example.com/llm-websocket",
    '"example.com/llm-websocket" has no scheme. Did you mean wss://example.com/llm-websocket?',
  ],
  ["//example.com", '"//example.com" has no scheme. Did you mean wss://example.com?'],
  ["ftp://example.com", '"ftp://example.com" must start with ws://, wss://, http:// or https://'],
  ["ws://", '"ws://" is no URL. It should look like ws://localhost:3000/llm-websocket/'],
  [
    "ws://localhost:99999/",
    '"ws://localhost:99999/" is no URL. It should look like ws://localhost:3000/llm-websocket/',
  ],
  [
    "ws://localhost:3000/llm-websocket/{call_id}",
    '"ws://localhost:3000/llm-websocket/{call_id}" has a call id in it, and every call appends its own. Use ws://localhost:3000/llm-websocket/',
  ],
  [
    "ws://localhost:3000/llm-websocket/call_0123456789abcdef/?tenant=1",
    '"ws://localhost:3000/llm-websocket/call_0123456789abcdef/?tenant=1" has a call id in it, and every call appends its own. Use ws://localhost:3000/llm-websocket/?tenant=1',
  ],
])("%s is refused with what was probably meant", (url, message) => {
  expect(() => checkCallTarget(url)).toThrow(expect.objectContaining({ code: "bad-option", message }));
});
