import { expect, test } from "vitest";
import { checkUrl } from "./check-url.ts";

test("without a URL it is the one at which npm start answers", () => {
  expect(checkUrl(undefined)).toBe("ws://localhost:3000/llm-websocket/");
});

test.each(["http://localhost:3000/llm-websocket", "wss://example.com/llm-websocket/?secret=abc"])(
  "%s can be checked",
  (url) => {
    expect(checkUrl(url)).toBe(url);
  },
);

test.each([
  ["localhost:3000", '"localhost:3000" has no scheme. Did you mean ws://localhost:3000?'],
  [
    "ws://localhost:3000/llm-websocket/{call_id}",
    '"ws://localhost:3000/llm-websocket/{call_id}" has a call id in it, and every call appends its own. Use ws://localhost:3000/llm-websocket/',
  ],
  [
    "wss://{{host}}/llm-websocket/",
    '"wss://{{host}}/llm-websocket/" holds the variable {{host}}, and a check has no value for it: write one in its place',
  ],
])("%s is refused with what to do", (url, message) => {
  expect(() => checkUrl(url)).toThrow(expect.objectContaining({ code: "bad-option", message }));
});
