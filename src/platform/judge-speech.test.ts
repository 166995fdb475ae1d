import { expect, test } from "vitest";
import { judgeText, rememberText } from "./judge-speech.ts";

/** What is found in an answer that comes in these parts. */
function codesOf(...parts: string[]): string[] {
  let before = "";
  return parts.flatMap((part) => {
    const faults = judgeText(before, part);
    before = rememberText(before, part);
    return faults.map(([code]) => code);
  });
}

test("markup is found however it is cut into parts, and once", () => {
  expect(codesOf("We have **two** plans.")).toEqual(["markdown-spoken"]);
  expect(codesOf("We have ", "*", "*two", "**", " plans", ".")).toEqual(["markdown-spoken"]);
  expect(codesOf("Our plans:\n", "- one", "\n-", " two\n", "- three")).toEqual(["markdown-spoken"]);
  expect(codesOf(..."Call `open` now.")).toEqual(["markdown-spoken"]);
});

test("plain speech is none, whatever its marks", () => {
  expect(codesOf("It is 5 - 3 = 2, or 2 * 3; press # or *.", " Room #12, at 9 - 10.")).toEqual([]);
  expect(codesOf("We open at 9.", "\n", "And close at 5.")).toEqual([]);
  expect(codesOf("Two times three times four is 2*3*4, at Repartee™ and Ada® Ltd. ©")).toEqual([]);
});

test("a cut in what is remembered is not taken for the beginning of a line", () => {
  // What is remembered begins at the first dash, which is no bullet.
  expect(codesOf(`Nine - ${"x".repeat(498)}`, "\n- or ten")).toEqual([]);
});

test("the stop word of another system is found in parts too", () => {
  expect(codesOf("NO_RES", "PONSE_NEE", "DED")).toEqual(["stop-word-spoken"]);
});

test("sentences that run together are found where they meet", () => {
  expect(codesOf("One moment.", "Here it is.", " And", " more.")).toEqual(["run-together"]);
});
