import { expect, it } from "vitest";
import type { ModelPart, ModelRequest } from "../agents/index.ts";
import { createVirtualClock } from "../internal/index.ts";
import { createScriptedModel, type ScriptedModel } from "./scripted-model.ts";

const request = (signal = new AbortController().signal): ModelRequest => ({
  instructions: "You are Ava.",
  messages: [{ role: "user", text: "Hello?" }],
  tools: {},
  mayCallTools: true,
  signal,
});

async function collect(model: ScriptedModel, asked = request()): Promise<ModelPart[]> {
  const parts: ModelPart[] = [];
  for await (const part of model.generate(asked)) parts.push(part);
  return parts;
}

it("says and does what its script has, in its time", async () => {
  const clock = createVirtualClock();
  const call = { callId: "1", name: "look", input: {} };
  const model = createScriptedModel({ clock, play: () => [300, "One ", "moment.", 200, call] });
  const startedAtMs = clock.now();
  const parts = await clock.runUntil(collect(model));
  expect(clock.now() - startedAtMs).toBe(500);
  expect(parts).toEqual([
    { type: "text", text: "One " },
    { type: "text", text: "moment." },
    { type: "tool-call-started", name: "look" },
    { type: "tool-call", call },
    { type: "end", usage: { inputTokens: 1, outputTokens: 2, cachedInputTokens: 0 }, reason: "stop" },
  ]);
});

it("knows what it was asked, and how often", async () => {
  const clock = createVirtualClock();
  const model = createScriptedModel({
    clock,
    name: "b",
    play: ({ messages }, index) => [`${messages.length} ${index}`],
  });
  await collect(model);
  const [text] = await collect(model);
  expect(text).toEqual({ type: "text", text: "1 1" });
  expect(model.name).toBe("b");
  expect(model.requests).toHaveLength(2);
  expect(model.requests[0]?.messages).toEqual([{ role: "user", text: "Hello?" }]);
});

it("fails as its script says", async () => {
  const model = createScriptedModel({ clock: createVirtualClock(), play: () => [new Error("503")] });
  await expect(collect(model)).rejects.toThrow("503");
});

it("stops within a pause when the answer is no longer wanted, and leaves no timer behind", async () => {
  const clock = createVirtualClock();
  const stop = new AbortController();
  const model = createScriptedModel({ clock, play: () => [60_000, "Never."] });
  const collected = collect(model, request(stop.signal));
  clock.setTimeout(() => stop.abort(new Error("withdrawn")), 100);
  await expect(clock.runUntil(collected)).rejects.toThrow("withdrawn");
  expect(clock.pendingTimers).toBe(0);
});
