import { expect, test } from "vitest";
import { describeDuration, describeMs, describeTiming } from "./describe-times.ts";

test.each([
  [0, "0 ms"],
  [12.4, "12 ms"],
  [999, "999 ms"],
  [1_250, "1.25 s"],
  [61_000, "61.00 s"],
])("%d ms are %s", (ms, text) => {
  expect(describeMs(ms)).toBe(text);
});

test.each([
  [400, "0 s"],
  [23_400, "23 s"],
  [59_600, "1 min"],
  [245_000, "4 min 5 s"],
  [600_000, "10 min"],
])("a call of %d ms lasts %s", (ms, text) => {
  expect(describeDuration(ms)).toBe(text);
});

test("the times of a turn are as many as were measured", () => {
  const turn = { turnId: 1, kind: "response", askedAtMs: 0 } as const;
  expect(describeTiming(turn)).toBe("");
  expect(describeTiming({ ...turn, firstTextMs: 12 })).toBe("first word 12 ms");
  expect(describeTiming({ ...turn, firstTextMs: 12, firstSentenceMs: 480 })).toBe("first word 12 ms, sentence 480 ms");
});
