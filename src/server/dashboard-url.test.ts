import { expect, it } from "vitest";
import { toDashboardUrl } from "./dashboard-url.ts";

it.each([
  ["https://voice.example.com", "wss://voice.example.com/llm-websocket/"],
  ["http://localhost:3000/", "ws://localhost:3000/llm-websocket/"],
  ["wss://abc.ngrok-free.app", "wss://abc.ngrok-free.app/llm-websocket/"],
  ["ws://127.0.0.1:3000/llm-websocket", "ws://127.0.0.1:3000/llm-websocket/"],
  ["https://example.com/voice//", "wss://example.com/voice/llm-websocket/"],
  ["https://example.com/voice/llm-websocket/", "wss://example.com/voice/llm-websocket/"],
])("%s is pasted as %s", (publicUrl, expected) => {
  expect(toDashboardUrl(publicUrl, "/llm-websocket")).toBe(expected);
});

it("knows a server without a path of its own", () => {
  expect(toDashboardUrl("https://example.com", "/")).toBe("wss://example.com/");
});

it.each(["voice.example.com", "ftp://example.com", ""])("refuses %j", (publicUrl) => {
  expect(() => toDashboardUrl(publicUrl, "/llm-websocket")).toThrow("is no URL");
});
