import { expect, test } from "vitest";
import { createOwnServer } from "./own-server.ts";

const own = createOwnServer({ url: () => "ws://localhost:3000/llm-websocket/" });

test.each([
  "ws://localhost:3000/llm-websocket/",
  "ws://localhost:3000/llm-websocket",
  "http://localhost:3000/llm-websocket//",
])("knows itself as %s", (url) => {
  expect(own.isAt(url)).toBe(true);
});

test.each([
  "wss://localhost:3000/llm-websocket",
  "ws://localhost:3001/llm-websocket",
  "ws://localhost.evil.test:3000/llm-websocket",
  "ws://localhost:3000/llm-websocket/deeper",
  "ws://localhost:3000/",
  "nonsense",
  "",
])("is not what is meant by %s", (url) => {
  expect(own.isAt(url)).toBe(false);
});
