import { expect, test } from "vitest";
import { guideServer } from "../../test/support/memory-server.ts";
import { runCall } from "../../test/support/platform-call.ts";
import { type NoteRecord, toServerNote, withNotes } from "./index.ts";

const { report } = await runCall({ server: guideServer, caller: ["Hello"] });

function generation(more: Partial<NoteRecord> = {}): NoteRecord {
  const tokens = { inputTokens: 100, outputTokens: 10, cachedInputTokens: 40 };
  return { kind: "generation", atMs: 0, purpose: "answer", outcome: "kept", ...tokens, isEstimated: false, ...more };
}

test("a report of a server that tells nothing has no notes, and no sums of them", () => {
  expect(report.notes).toEqual([]);
  expect(report).not.toHaveProperty("noteTotals");
  expect(withNotes(report, [])).toBe(report);
});

test("generations are summed by purpose and outcome, and what was estimated is told", () => {
  const { noteTotals } = withNotes(report, [
    generation({ costUsd: 0.5 }),
    generation({ costUsd: 0.25 }),
    generation({ outcome: "withdrawn", isEstimated: true }),
    generation({ purpose: "early", costUsd: 0 }),
  ]);
  const one = { count: 1, inputTokens: 100, outputTokens: 10, cachedInputTokens: 40, estimatedTokens: 0 };
  expect(noteTotals?.generations).toEqual([
    {
      ...{ purpose: "answer", outcome: "kept", count: 2, inputTokens: 200, outputTokens: 20 },
      ...{ cachedInputTokens: 80, estimatedTokens: 0, costUsd: 0.75 },
    },
    { ...one, purpose: "answer", outcome: "withdrawn", estimatedTokens: 110 },
    { ...one, purpose: "early", outcome: "kept", costUsd: 0 },
  ]);
});

test("tools are counted by outcome, and rungs by name, whatever they are called", () => {
  const { notes, noteTotals } = withNotes(report, [
    { kind: "tool", name: "book", outcome: "done", atMs: 1 },
    { kind: "tool", name: "book", outcome: "remembered", atMs: 2 },
    { kind: "rung", rung: "holding-line", atMs: 3 },
    { kind: "rung", rung: "holding-line", atMs: 4 },
    { kind: "rung", rung: "__proto__", atMs: 5 },
    { kind: "of a later version", atMs: 6 },
  ]);
  expect(notes).toHaveLength(6);
  expect(noteTotals?.tools).toEqual({ done: 1, remembered: 1 });
  expect(Object.entries(noteTotals?.rungs ?? {})).toEqual([
    ["holding-line", 2],
    ["__proto__", 1],
  ]);
});

test("a note keeps plain values, and of what was thrown the name", () => {
  const told = { kind: "rung", rung: "apology", responseId: 1, usage: { a: 1 }, at: undefined, ms: Number.NaN };
  const plain = { kind: "rung", rung: "apology", responseId: 1 };
  expect(toServerNote({ ...told, error: new RangeError("a secret") })).toEqual({ ...plain, error: "RangeError" });
  expect(toServerNote({ ...told, error: "a secret" })).toEqual({ ...plain, error: "string" });
  expect(Object.keys(toServerNote(told))).toEqual(["kind", "rung", "responseId"]);
});
