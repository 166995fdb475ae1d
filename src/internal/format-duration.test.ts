import { expect, test } from "vitest";
import { formatDuration } from "./format-duration.ts";

test.each([
  [0, "0 ms"],
  [840.4, "840 ms"],
  [1_234, "1.2 s"],
  [59_949, "59.9 s"],
  [59_960, "1 min 0 s"],
  [185_000, "3 min 5 s"],
])("%d ms is written as %j", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
