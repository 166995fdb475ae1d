import { expect, it } from "vitest";
import { withoutSecret } from "./url-secret.ts";

const random = "9f86d081884c7d659a2feaa0";

it.each([
  [`wss://voice.example.com/llm-websocket/${random}/`, "wss://voice.example.com/llm-websocket/"],
  [`wss://voice.example.com/llm-websocket?secret=x1`, "wss://voice.example.com/llm-websocket"],
  [`wss://voice.example.com/llm-websocket?agent=sales&api_key=k`, "wss://voice.example.com/llm-websocket?agent=sales"],
  [`wss://voice.example.com/llm-websocket?x=${random}`, "wss://voice.example.com/llm-websocket"],
  ["wss://me:pass@voice.example.com/llm-websocket", "wss://voice.example.com/llm-websocket"],
])("takes the secret out of %s", (url, stripped) => {
  expect(withoutSecret(url)).toBe(stripped);
});

it.each([
  "wss://voice.example.com/llm-websocket/",
  "wss://voice.example.com/appointments-for-everybody/llm-websocket?agent=sales&keyboard=de",
  "ws://localhost:3000/v2/agents/reception-desk-12/llm-websocket?token=",
])("finds none in %s", (url) => {
  expect(withoutSecret(url)).toBeUndefined();
});
