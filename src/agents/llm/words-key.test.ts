import { expect, test } from "vitest";
import { wordsKey } from "./words-key.ts";

test.each([
  ["when are you open really", "When are you open - really?"],
  ["its 5 pm", "It's 5 PM."],
  ["at 5 30", "At 5:30."],
  ["今日は開いていますか", "今日は、開いていますか。"],
])("%j and %j are the same words", (one, other) => {
  expect(wordsKey(one)).toBe(wordsKey(other));
});

test.each([
  ["Apartment 1 2.", "Apartment 12."],
  ["It is 1.5 miles.", "It is 15 miles."],
  ["Yes.", "Yes, no."],
])("%j and %j are not", (one, other) => {
  expect(wordsKey(one)).not.toBe(wordsKey(other));
});

test("marks alone are no words", () => {
  expect(wordsKey(" (…!) ")).toBe("");
});
