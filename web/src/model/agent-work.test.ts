import { expect, test } from "vitest";
import type { CallEvent, ServerNote } from "../../../src/platform/index.ts";
import { CallModel } from "./call-model.ts";
import { describeTotal, describeWork, outcomeTone } from "./work-text.ts";

function modelOf(...notes: (readonly [atMs: number, note: ServerNote])[]): CallModel {
  const model = new CallModel();
  for (const [atMs, note] of notes) model.apply({ type: "agent-noted", note, atMs });
  return model;
}

function generation(more: Partial<ServerNote> = {}): ServerNote {
  return {
    kind: "generation",
    responseId: 1,
    model: "m",
    purpose: "answer",
    outcome: "kept",
    firstTokenMs: 300,
    firstSpeechMs: 480,
    firstSentenceMs: 480,
    totalMs: 900,
    inputTokens: 1_200,
    outputTokens: 40,
    cachedInputTokens: 1_000,
    isEstimated: false,
    costUsd: 0.0042,
    ...more,
  };
}

const early = { purpose: "early", outcome: "withdrawn", responseId: undefined, isEstimated: true } as const;

test("what is told when it is over lies where it began, in its turn", () => {
  const { work } = modelOf(
    [2_400, { kind: "rung", responseId: 1, rung: "holding-line" }],
    [2_900, generation()],
    [3_800, { kind: "tool", responseId: 2, name: "book", outcome: "done", confirmWaitMs: 800, durationMs: 100 }],
  );
  expect(work.call.items.map(({ kind, startMs, endMs }) => [kind, startMs, endMs])).toEqual([
    ["generation", 2_000, 2_900],
    ["rung", 2_400, 2_400],
    ["tool", 2_900, 3_800],
  ]);
  const turn = { turnId: 1, kind: "response" } as const;
  expect(work.ofTurn(turn)?.items.map(({ kind }) => kind)).toEqual(["generation", "rung"]);
  expect(work.ofTurn({ ...turn, kind: "interrupt" })).toBeUndefined();
  expect(work.ofTurn({ ...turn, turnId: 9 })).toBeUndefined();
});

test("tokens and money are summed by what became of them, what was heard first", () => {
  const { work } = modelOf(
    [1, generation({ outcome: "withdrawn", isEstimated: true, costUsd: undefined })],
    [2, generation({ ...early, cachedInputTokens: 0 })],
    [3, generation({ purpose: "early" })],
    [4, generation({ outcome: "of a later version" })],
    [5, generation()],
    [6, generation({ purpose: "early", outcome: "stalled" })],
    [7, generation({ outcome: "failed" })],
    [8, generation()],
  );
  expect(work.call.sums.byOutcome.map(([outcome]) => outcome)).toEqual([
    "kept",
    "kept, early",
    "withdrawn",
    "withdrawn, early",
    "failed",
    "stalled, early",
    "of a later version",
  ]);
  const kept = { count: 2, inputTokens: 2_400, outputTokens: 80, cachedInputTokens: 2_000, isEstimated: false };
  expect(work.call.sums.byOutcome[0]?.[1]).toEqual({ ...kept, costUsd: 0.0084, unpricedCount: 0 });
  expect(work.call.sums.total).toMatchObject({ count: 8, isEstimated: true, unpricedCount: 1 });
  expect(describeTotal(work.call.sums.total as never)).toBe("8 generations, ≈\u00a09,920 tokens, ≈\u00a0$0.0294");
});

test("an early generation that no request followed is of the call, and of no turn", () => {
  const { work } = modelOf([2_000, generation(early)]);
  expect(work.call.items).toMatchObject([{ turnId: undefined, outcome: "withdrawn, early" }]);
});

test.each<readonly [ServerNote, string]>([
  [
    generation(),
    "first token 300 ms · first word 480 ms · first sentence 480 ms · over after 900 ms · 1,200 tokens in (1,000 cached), 40 out · $0.0042",
  ],
  [
    { kind: "generation", model: "m", outcome: "failed", totalMs: 1_500, isEstimated: true, error: "AI_APICallError" },
    "over after 1.5 s · ≈\u00a00 tokens in, ≈\u00a00 out · AI_APICallError",
  ],
  [
    {
      kind: "generation",
      model: "m",
      outcome: "stalled",
      totalMs: 1_500,
      inputTokens: 9,
      outputTokens: 0,
      error: "ModelStalled",
    },
    "over after 1.5 s · 9 tokens in, 0 out",
  ],
  [
    { kind: "tool", name: "t", outcome: "done", confirmWaitMs: 800, durationMs: 20 },
    "waited 800 ms to be confirmed · ran 20 ms",
  ],
  [{ kind: "tool", name: "t", outcome: "withdrawn", confirmWaitMs: 60, durationMs: 0 }, "waited 60 ms to be confirmed"],
  [{ kind: "tool", name: "t", outcome: "remembered", confirmWaitMs: 0, durationMs: 0 }, ""],
  [{ kind: "rung", rung: "apology", error: "Error" }, ""],
])("%j is told as %j", (note, words) => {
  const [item] = modelOf([2_000, note]).work.call.items;
  expect(describeWork(item as never)).toBe(words);
});

test.each([
  ["kept", "calm"],
  ["kept, early", "calm"],
  ["remembered", "calm"],
  ["withdrawn, early", "note"],
  ["of a later version", "note"],
  ["stalled", "bad"],
  ["stalled, early", "bad"],
])("the outcome %j has the mark %j", (outcome, tone) => {
  expect(outcomeTone(outcome)).toBe(tone);
});

test("notes of other versions, or of a file that somebody wrote, break nothing", () => {
  const odd = { kind: "generation", totalMs: "long", model: 7, responseId: null, costUsd: null, outcome: undefined };
  const { work } = modelOf(
    [5, odd as never],
    [6, { kind: "tool" }],
    [7, { kind: "rung" }],
    [8, { kind: "of tomorrow" }],
  );
  expect(work.call.items.map(({ label, startMs }) => [label, startMs])).toEqual([
    ["model", 5],
    ["tool", 6],
    ["rung", 7],
  ]);
});

test("a call without notes knows nothing of models", () => {
  const { work, latency } = modelOf();
  expect(work.isKnown).toBe(false);
  expect(latency.percentiles("firstToken")).toBeUndefined();
  expect(modelOf([1, generation()]).latency.percentiles("firstToken")).toMatchObject({ p50: 300, count: 1 });
});

test("an answer is told with what was done against silence before it, and while it is spoken", () => {
  const model = modelOf([1_000, { kind: "rung", responseId: 1, rung: "holding-line" }]);
  const queued: CallEvent = { type: "speech-queued", turnId: 1, text: "One moment.", atMs: 1_010 };
  model.apply(queued);
  const [entry] = model.talk.entries;
  const revision = entry?.revision ?? 0;
  model.apply({ type: "agent-noted", note: { kind: "rung", responseId: 1, rung: "cut-off" }, atMs: 2_000 });
  expect(entry).toMatchObject({ rungs: ["holding line", "cut off"] });
  expect(entry?.revision).toBeGreaterThan(revision);
});
