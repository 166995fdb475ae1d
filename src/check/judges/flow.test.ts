import { expect, test } from "vitest";
import { makeFrame } from "../../../test/support/check-report.ts";
import type { AnswerPart } from "../calls/answer.ts";
import { firstSentenceEnd, longestSilenceMs } from "./flow.ts";

const frame = makeFrame();

/** Parts of an answer that came at these times. */
function parts(...said: readonly (readonly [atMs: number, content: string])[]): AnswerPart[] {
  return said.map(([atMs, content]) => ({ atMs, event: { response_id: 1, content, content_complete: false }, frame }));
}

test("the first sentence ends where another one begins", () => {
  expect(firstSentenceEnd("We are open from nine. And until five.")).toBe(22);
  expect(firstSentenceEnd("我们每天从早上九点开始营业，一直到晚上五点。星期天休息。")).toBe(22);
});

test("an abbreviation and a short word end none, nor does the last sentence", () => {
  expect(firstSentenceEnd("Hi. Dr. Lovelace is in her office now. Shall I ask?")).toBe(38);
  expect(firstSentenceEnd("It costs 12.50 a month, and there is no other fee. ")).toBeUndefined();
});

test("the voice runs dry when it has spoken all that came, at 15 characters a second", () => {
  expect(longestSilenceMs(parts([100, "x".repeat(15)], [4_100, "more"]))).toBe(3_000);
  expect(longestSilenceMs(parts([100, "x".repeat(75)], [4_100, "more"]))).toBe(0);
});

test("what was sent ahead is spoken first, and what says nothing fills no silence", () => {
  const first = "x".repeat(15);
  expect(longestSilenceMs(parts([0, first], [1, first], [5_000, "more"]))).toBe(3_000);
  expect(longestSilenceMs(parts([0, first], [2_000, " "], [5_000, "more"]))).toBe(4_000);
  expect(longestSilenceMs(parts([2_000, "alone"]))).toBe(0);
  expect(longestSilenceMs([])).toBe(0);
});
