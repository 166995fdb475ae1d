import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { askYesNo } from "./ask-yes-no.ts";

function ask() {
  const input = new PassThrough();
  const written: string[] = [];
  const terminal = { columns: 80, write: (text: string) => written.push(text) };
  return { input, written, answer: askYesNo("Go on? [y/N] ", input, terminal) };
}

test.each([
  ["y\n", true],
  ["Y\r\n", true],
  [" yes \n", true],
  ["n\n", false],
  ["yesterday\n", false],
  ["\n", false],
])("%j is %s", async (typed, expected) => {
  const { input, written, answer } = ask();
  input.write(typed);
  expect(await answer).toBe(expected);
  expect(written).toEqual(["Go on? [y/N] "]);
});

test("what comes letter by letter is read up to the end of the line", async () => {
  const { input, answer } = ask();
  for (const letter of "yes\n") input.write(letter);
  expect(await answer).toBe(true);
});

test("the end of the input is a no, and afterwards nobody waits for more", async () => {
  const { input, answer } = ask();
  input.end();
  expect(await answer).toBe(false);
  expect(input.isPaused()).toBe(true);
  expect(input.listenerCount("data")).toBe(0);
});
