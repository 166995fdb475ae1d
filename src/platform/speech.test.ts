import { expect, test } from "vitest";
import { Speech } from "./speech.ts";
import { gapMs, speakableLength, toTokens, wordMs } from "./speech-clock.ts";

const rate = { charactersPerSecond: 15, speed: 1, dashPauseMs: 400 };

function takeAll(speech: Speech): string[] {
  const words: string[] = [];
  for (let token = speech.take(); token !== undefined; token = speech.take()) words.push(token.text);
  return words;
}

test("tokens joined are the text again", () => {
  for (const text of ["  Hello,  you there. ", "one", "a\nb\tc ", ""]) {
    expect(
      toTokens(text)
        .map((token) => token.text)
        .join(""),
    ).toBe(text);
  }
});

test("a word takes as long as it is, and a lone dash is a pause", () => {
  expect(wordMs("twelve", rate)).toBe(400);
  expect(wordMs("twelve", { ...rate, speed: 2 })).toBe(200);
  expect(wordMs("-", rate)).toBe(400);
  expect(gapMs(rate)).toBe(67);
});

test.each([
  ["Hello", 0],
  ["Hello.", 6],
  ["Hello. How", 6],
  ["Hello! How are you? Fi", 19],
  ['He said "Stop." And', 15],
  ["It costs 3.", 0],
  ["It costs 3. The", 11],
  ["It costs 3.50", 0],
  ["お元気ですか。はい", 7],
  ["First line\nsec", 11],
  ["Hm… well", 3],
])("of %j the part up to the last whole sentence may be spoken", (text, length) => {
  expect(speakableLength(text)).toBe(length);
});

test("words come out as soon as their sentence is whole, however it was cut into parts", () => {
  const speech = new Speech();
  speech.append("Good mor", true);
  expect(takeAll(speech)).toEqual([]);
  speech.append("ning. How are", true);
  expect(takeAll(speech)).toEqual(["Good ", "morning."]);
  speech.append(" you", true);
  expect(takeAll(speech)).toEqual([]);
  speech.complete();
  expect(takeAll(speech)).toEqual([" How ", "are ", "you"]);
  expect(speech.rest).toBe("");
});

test("one character at a time gives the same words as all at once", () => {
  const text = "We open at 9. Closing time is 5.30 p.m. - or later! Is that fine? Yes";
  const whole = new Speech();
  whole.append(text, true);
  whole.complete();
  const parts = new Speech();
  for (const character of text) parts.append(character, true);
  parts.complete();
  expect(takeAll(parts).join("")).toBe(takeAll(whole).join(""));
});

test("what is abandoned is spoken to its last whole sentence", () => {
  const speech = new Speech();
  speech.append("One moment. I am loo", true);
  speech.abandon();
  expect(speech.isComplete).toBe(true);
  expect(takeAll(speech)).toEqual(["One ", "moment."]);
  expect(speech.rest).toBe(" I am loo");
});

test("words of parts that forbid it are not interruptible", () => {
  const speech = new Speech();
  speech.append("This may. ", true);
  speech.append("This may ", false);
  speech.append("not. ", false);
  speech.append("Again.", true);
  const flags: boolean[] = [];
  for (let token = speech.take(); token !== undefined; token = speech.take()) flags.push(token.interruptible);
  expect(flags).toEqual([true, true, false, false, false, true]);
});

test("a hundred thousand parts without a sentence are one token", () => {
  const speech = new Speech();
  for (let count = 0; count < 100_000; count += 1) speech.append("a", true);
  speech.complete();
  expect(speech.take()?.text).toHaveLength(100_000);
});
