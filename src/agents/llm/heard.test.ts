import { expect, it } from "vitest";
import type { Utterance } from "../../protocol/index.ts";
import { createCutDetector, Heard, type SentSpeech } from "./heard.ts";

const agent = (content: string): Utterance => ({ role: "agent", content });
const user = (content: string): Utterance => ({ role: "user", content });

const placeOf = (transcript: readonly Utterance[]) => new Heard(transcript).place;
const wasHeard = (transcript: readonly Utterance[], speech: SentSpeech) => new Heard(transcript).whole(speech);
const wasBegun = (transcript: readonly Utterance[], speech: SentSpeech) =>
  new Heard(transcript).extentOf(speech) !== "nothing";

const asked = [agent("You are booked for seven."), user("And at eight?")];
const sent = { text: "You are booked for seven. ", before: "", ...placeOf(asked) };

it("hears an answer only in what was said after it was asked for", () => {
  expect(wasHeard(asked, sent)).toBe(false);
  expect(wasHeard([...asked, agent("You are booked, for seven")], sent)).toBe(true);
  expect(wasHeard([...asked, agent("You are booked")], sent)).toBe(false);
  const again = [...asked, agent("You are booked for seven.")];
  expect(wasHeard(again, { ...sent, ...placeOf(again) })).toBe(false);
  expect(wasHeard([...again, agent("You are booked for seven.")], { ...sent, ...placeOf(again) })).toBe(true);
});

it("hears an answer that the caller's murmur split in two", () => {
  expect(wasHeard([...asked, agent("You are"), user("Mhm."), agent("booked for seven.")], sent)).toBe(true);
});

it("hears nothing of what was never said", () => {
  expect(wasHeard([...asked, agent("Yes.")], { ...sent, text: " ... " })).toBe(false);
});

it("hears a short answer only where it was said, and not within other words", () => {
  const short = { ...sent, text: "OK." };
  expect(wasHeard([...asked, agent("Your booking")], short)).toBe(false);
  expect(wasHeard([...asked, agent("OK. Anything else?")], short)).toBe(true);
  expect(wasHeard([...asked, agent("One moment. OK.")], { ...short, before: "One moment. " })).toBe(true);
});

it("hears the beginning by its first three words, also where no blanks part them", () => {
  expect(wasBegun([...asked, agent("You are")], sent)).toBe(false);
  expect(wasBegun([...asked, agent("You are booked for")], sent)).toBe(true);
  const japanese = { ...sent, text: "お電話ありがとうございました。失礼いたします。" };
  expect(wasBegun([...asked, agent("お電話")], japanese)).toBe(false);
  expect(wasBegun([...asked, agent("お電話ありがとうございました。")], japanese)).toBe(true);
});

it("tells whether only this was heard since", () => {
  const onlyOf = (...said: Utterance[]) => new Heard([...asked, ...said]).onlyOf(sent);
  expect(onlyOf()).toBe(true);
  expect(onlyOf(agent("You are"), user("Mhm."), agent("booked"))).toBe(true);
  expect(onlyOf(agent("You are booked for seven. Anything else?"))).toBe(false);
});

it("knows a beginning from the whole, and from something else", () => {
  const wasCut = createCutDetector([sent.text]);
  expect(["You are", "You are booked for seven", "No", ""].map(wasCut)).toEqual([true, false, false, false]);
});

it("takes what was said just so for whole, although another answer begins alike", () => {
  const wasCut = createCutDetector(["Yes, we are open.", "Yes.", "", "…"]);
  expect(["Yes", "Yes, we", "Yes, we are open!"].map(wasCut)).toEqual([false, true, false]);
});
