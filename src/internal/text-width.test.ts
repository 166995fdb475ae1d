import { expect, test } from "vitest";
import { textWidth, wrapText } from "./text-width.ts";

test.each([
  ["abc", 3],
  ["", 0],
  ["é", 1],
  ["e\u0301", 1],
  ["漢字", 4],
  ["한국어", 6],
  ["ｆｕｌｌ", 8],
  ["🎉", 2],
  ["👩‍👩‍👧", 2],
  ["☎️", 2],
  ["\u200b", 0],
  ["—…·", 3],
])("%s is %i columns wide", (text, width) => {
  expect(textWidth(text)).toBe(width);
});

test("text is broken at spaces", () => {
  expect(wrapText("one two three four", 9)).toEqual(["one two", "three", "four"]);
});

test("a word that is longer than a row is broken anywhere", () => {
  expect(wrapText("a abcdefgh b", 5)).toEqual(["a", "abcde", "fgh b"]);
  expect(wrapText("漢字漢字", 5)).toEqual(["漢字", "漢字"]);
});

test("what must stay together is held by spaces that do not break", () => {
  expect(wrapText("one two\u00a0three", 8)).toEqual(["one", "two\u00a0thre", "e"]);
  expect(wrapText("one two\u00a0three", 9)).toEqual(["one", "two\u00a0three"]);
});

test("nothing is one empty row", () => {
  expect(wrapText("", 5)).toEqual([""]);
});
