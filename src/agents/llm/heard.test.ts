import { expect, it } from "vitest";
import type { Utterance } from "../../protocol/index.ts";
import { createCutDetector, placeOf, wasBegun, wasHeard } from "./heard.ts";

const agent = (content: string): Utterance => ({ role: "agent", content });
const user = (content: string): Utterance => ({ role: "user", content });

const asked = [agent("You are booked for seven."), user("And at eight?")];
const sent = { text: "You are booked for seven. ", ...placeOf(asked) };

it("hears an answer only in what was said after it was asked for", () => {
  expect(wasHeard(asked, sent)).toBe(false);
  expect(wasHeard([...asked, agent("You are booked, for seven")], sent)).toBe(true);
  expect(wasHeard([...asked, agent("You are booked")], sent)).toBe(false);
  const again = [...asked, agent("You are booked for seven.")];
  expect(wasHeard(again, { text: sent.text, ...placeOf(again) })).toBe(false);
  expect(wasHeard([...again, agent("You are booked for seven.")], { text: sent.text, ...placeOf(again) })).toBe(true);
});

it("hears an answer that the caller's murmur split in two", () => {
  expect(wasHeard([...asked, agent("You are"), user("Mhm."), agent("booked for seven.")], sent)).toBe(true);
});

it("hears nothing of what was never said", () => {
  expect(wasHeard([...asked, agent("Yes.")], { ...sent, text: " ... " })).toBe(false);
});

it("hears the beginning by its first three words", () => {
  expect(wasBegun([...asked, agent("You are")], sent)).toBe(false);
  expect(wasBegun([...asked, agent("You are booked for")], sent)).toBe(true);
});

it("knows a beginning from the whole, and from something else", () => {
  const wasCut = createCutDetector([sent.text]);
  expect(["You are", "You are booked for seven", "No", ""].map(wasCut)).toEqual([true, false, false, false]);
});

it("takes what was said just so for whole, although another answer begins alike", () => {
  const wasCut = createCutDetector(["Yes, we are open.", "Yes.", "", "…"]);
  expect(["Yes", "Yes, we", "Yes, we are open!"].map(wasCut)).toEqual([false, true, false]);
});
