import { expect, test } from "vitest";
import type { AgentNote, GenerationNote, SessionEvent, TurnOutcome } from "../session/index.ts";
import { createMetrics } from "./metrics.ts";

const generation: GenerationNote = {
  kind: "generation",
  responseId: 1,
  model: "m",
  purpose: "answer",
  outcome: "kept",
  firstTokenMs: 300,
  firstSpeechMs: 500,
  firstSentenceMs: 500,
  totalMs: 900,
  inputTokens: 100,
  outputTokens: 10,
  cachedInputTokens: 60,
  isEstimated: false,
  costUsd: 0.5,
};

function turnEnded(outcome: TurnOutcome, totalMs: number, firstSpeechMs?: number): SessionEvent {
  return { type: "turn-ended", responseId: 1, outcome, characters: 1, firstSpeechMs, totalMs };
}

test("calls are counted when they start, and are active until they end", () => {
  const metrics = createMetrics();
  metrics.onEvent("a", { type: "call-started" });
  metrics.onEvent("b", { type: "call-started" });
  expect(metrics.snapshot()).toMatchObject({ calls: 2, activeCalls: 2 });
  metrics.onEvent("a", { type: "call-ended", reason: "platform-closed", durationMs: 1 });
  expect(metrics.snapshot()).toMatchObject({ calls: 2, activeCalls: 1, callEnds: { "platform-closed": 1 } });
});

test("turns are counted by outcome, and times only of what was spoken or completed", () => {
  const metrics = createMetrics();
  metrics.onEvent("a", turnEnded("completed", 100, 40));
  metrics.onEvent("a", turnEnded("completed", 200, 60));
  metrics.onEvent("a", turnEnded("withdrawn", 5_000));
  const { turns, firstSpeech, turnTime } = metrics.snapshot();
  expect(turns).toEqual({ completed: 2, withdrawn: 1 });
  expect(firstSpeech).toMatchObject({ count: 2, minMs: 40, maxMs: 60 });
  expect(turnTime).toMatchObject({ count: 2, minMs: 100, maxMs: 200 });
});

test("every occurrence of a problem counts, not only the first of a call", () => {
  const metrics = createMetrics();
  for (const first of [true, false, false]) {
    metrics.onEvent("a", { type: "problem", code: "bad-json", message: "", first });
  }
  expect(metrics.snapshot().problems).toEqual({ "bad-json": 3 });
});

test("a call's connections after its first are reconnections", () => {
  const metrics = createMetrics();
  for (const connection of [1, 2, 3]) metrics.onEvent("a", { type: "socket-attached", connection });
  expect(metrics.snapshot().reconnections).toBe(2);
});

test("a snapshot is plain numbers that stay as they were", () => {
  const metrics = createMetrics();
  const before = metrics.snapshot();
  metrics.onEvent("a", turnEnded("completed", 1, 1));
  expect(before.turns).toEqual({});
  expect(JSON.parse(JSON.stringify(before))).toEqual(before);
});

test("memory does not grow with calls, turns or problems", () => {
  const metrics = createMetrics();
  const size = (): number => JSON.stringify(metrics.snapshot()).replace(/\d+/g, "0").length;
  const runCalls = (): void => {
    for (let index = 0; index < 1_000; index++) {
      metrics.onEvent(`call-${index}`, { type: "call-started" });
      metrics.onEvent(`call-${index}`, turnEnded("completed", index, index));
      metrics.onEvent(`call-${index}`, { type: "problem", code: "bad-json", message: `${index}`, first: true });
      metrics.onEvent(`call-${index}`, { type: "call-ended", reason: "platform-closed", durationMs: index });
    }
  };
  runCalls();
  const sizeBefore = size();
  runCalls();
  expect(size()).toBe(sizeBefore);
});

test("what agents tell of their models and tools is summed up, with what was paid for nobody", () => {
  const metrics = createMetrics();
  const note = (told: AgentNote): void => metrics.onEvent("a", { type: "agent-noted", note: told });
  const tool = { kind: "tool", responseId: 1, name: "book", durationMs: 40, confirmWaitMs: 0 } as const;
  note(generation);
  const early = { ...generation, purpose: "early", outcome: "withdrawn", firstSpeechMs: undefined } as const;
  note({ ...early, isEstimated: true, costUsd: 0.25 });
  note({ ...generation, outcome: "failed", firstTokenMs: undefined, firstSpeechMs: undefined, costUsd: undefined });
  note({ ...tool, outcome: "done" } as AgentNote);
  note({ ...tool, outcome: "withdrawn" } as AgentNote);
  note({ kind: "rung", responseId: 1, rung: "holding-line" });
  note({ kind: "rung", responseId: 2, rung: "holding-line" });
  expect(metrics.snapshot().agent).toMatchObject({
    generations: { kept: 1, withdrawn: 1, failed: 1 },
    earlyGenerations: { withdrawn: 1 },
    firstToken: { count: 2, maxMs: 300 },
    firstSpeech: { count: 1, maxMs: 500 },
    inputTokens: 300,
    outputTokens: 30,
    cachedInputTokens: 180,
    estimatedTokens: 110,
    costUsd: 0.75,
    wastedUsd: 0.25,
    tools: { done: 1, withdrawn: 1 },
    toolTime: { count: 1, maxMs: 40 },
    rungs: { "holding-line": 2 },
  });
});
