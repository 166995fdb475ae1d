import { expect, test } from "vitest";
import { didYouMean, nearest } from "./nearest.ts";

const known = ["start", "dev", "call", "console"];

test.each([
  ["strat", "start"],
  ["START", "start"],
  ["dve", "dev"],
  ["cal", "call"],
  ["consoel", "console"],
])("%s is near to %s", (name, meant) => {
  expect(nearest(name, known)).toBe(meant);
});

test("a word that is nothing like any is near to none", () => {
  expect(nearest("deployment", known)).toBeUndefined();
  expect(nearest("xyz", known)).toBeUndefined();
  expect(didYouMean("deployment", known)).toBe("");
});

test("the hint names what was meant", () => {
  expect(didYouMean("strat", known)).toBe(' Did you mean "start"?');
});
