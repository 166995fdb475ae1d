/** What a voice is given of what a model writes, however it is cut into pieces. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markupEnd } from "./markup.ts";
import { sentenceLength } from "./sentence-end.ts";
import { createSpeechStream, toSpeech } from "./speech.ts";

/** The chunks that leave, with an empty one for each push that brings nothing left out. */
function speak(pieces: readonly string[], locale?: string): string[] {
  const stream = createSpeechStream({ silenceWords: ["NO_RESPONSE_NEEDED"], ...(locale && { locale }) });
  return [...pieces.map((piece) => stream.push(piece)), stream.finish()].filter((chunk) => chunk !== "");
}

const nasty: readonly (readonly [written: string, spoken: string])[] = [
  ["We are **open** until *nine*.", "We are open until nine."],
  [
    "# Hours\n\n- Monday: nine to five\n- Sunday: closed\n\nAnything else?",
    "Hours. Monday: nine to five. Sunday: closed. Anything else?",
  ],
  ["1. Bread\n2. Milk\n3. Eggs", "1. Bread. 2. Milk. 3. Eggs."],
  ["See [our page](https://example.com/a_b?c=d) for more.", "See our page for more."],
  ["It is at https://www.example.com/deep/path?x=1.", "It is at example.com."],
  ["Great! 🎉👩‍👩‍👧 See you 👍🏽 soon 🇩🇪.", "Great! See you soon."],
  ["Run `npm start` first.", "Run npm start first."],
  ["Here:\n```js\nconst a = 1;\n```\nDone.", "Here: Done."],
  ['{"name":"book","arguments":{"at":"7"}} Booked.', "Booked."],
  ['<tool_call>{"name":"book"}</tool_call>You are booked.', "You are booked."],
  ["<think>Should I? Yes. I should.</think>Yes, you may.", "Yes, you may."],
  ["NO_RESPONSE_NEEDED", ""],
  ["Alright. NO_RESPONSE_NEEDED", "Alright."],
  ["Dr. Smith is in at 3.30 p.m. today. Shall I book?", "Dr. Smith is in at 3.30 p.m. today. Shall I book?"],
  ["That is 5 * 3 = 15, or 2 < 3.", "That is 5 * 3 = 15, or 2 < 3."],
  ["Use file_name_here, e.g. for J. Doe.", "Use file_name_here, e.g. for J. Doe."],
  ["Wait - let me see.", "Wait - let me see."],
  ["| Day | Hours |\n|---|---|\n| Mon | 9-5 |", "Day, Hours Mon, 9-5"],
  ["明日は九時に開きます。ご予約されますか？はい。", "明日は九時に開きます。ご予約されますか？はい。"],
  ["I <b>really</b> mean it.<|im_end|>", "I really mean it."],
  ["**Never closed. But it goes on.", "Never closed. But it goes on."],
  ["Call {{agent_name}} now.", "Call now."],
];

describe("speech", () => {
  it.each(nasty)("%j is spoken as %j", (written, spoken) => {
    expect(speak([written]).join("").trimEnd()).toBe(spoken);
  });

  it.each(nasty)("%j sounds the same in whatever pieces it comes", (written, spoken) => {
    const cuts = fc.array(fc.nat(written.length), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (at) => {
        const edges = [0, ...at.sort((left, right) => left - right), written.length];
        const pieces = edges.slice(1).map((edge, index) => written.slice(edges[index], edge));
        expect(speak(pieces).join("").trimEnd()).toBe(spoken);
      }),
      { numRuns: 200 },
    );
  });

  it("lets the first sentence go as one chunk, as soon as the next one begins", () => {
    const stream = createSpeechStream({ silenceWords: [] });
    expect(["We ", "are ", "open", ". ", "Come", " by."].map((piece) => stream.push(piece))).toEqual([
      "",
      "",
      "",
      "",
      "We are open. ",
      "",
    ]);
    expect(stream.finish()).toBe("Come by.");
  });

  it("looks once at markup that is not over, however many sentences are within", () => {
    const thoughts = "I should think about it. ".repeat(500);
    let looks = 0;
    const lookingAt = (text: string) => (length: number) => {
      looks += 1;
      return markupEnd(text, length);
    };
    const open = `<think>${thoughts}`;
    expect(sentenceLength(open, "en", lookingAt(open))).toBe(0);
    expect(looks).toBe(1);
    const closed = `${open}</think>Yes. And no.`;
    expect(sentenceLength(closed, "en", lookingAt(closed))).toBe(closed.indexOf("And"));
    expect(looks).toBe(3);
  });

  it("leaves out silence words as words alone", () => {
    const speech = (text: string) => toSpeech(text, { silenceWords: ["PASS", "[quiet]", "沈黙"] });
    expect(speech("PASS")).toBe("");
    expect(speech("PASS. Your PASSPORT is ready.")).toBe("Your PASSPORT is ready.");
    expect(speech("So[quiet] it is.")).toBe("So it is.");
    expect(speech("はい沈黙。")).toBe("はい。");
  });

  it("keeps titles and numbers within their sentence", () => {
    expect(speak([..."Dr. Smith costs 3.50 dollars. Is that alright?"])).toEqual([
      "Dr. Smith costs 3.50 dollars. ",
      "Is that alright?",
    ]);
  });

  it.each([
    ["Yes. ", "Yes. "],
    ["Are you there?", "Are you there?"],
    ["One. Two. ", "One. Two. "],
    ["But on Sun", ""],
    ["It is at Dr.", ""],
    ["It costs 3.", ""],
    ["**Very good.", ""],
    ["NO_RESPONSE", ""],
    [" ", ""],
  ])("in a pause after %j says %j", (written, spoken) => {
    const stream = createSpeechStream({ silenceWords: ["NO_RESPONSE_NEEDED"] });
    expect(`${stream.push(written)}${stream.settle()}`).toBe(spoken);
    expect(stream.settle()).toBe("");
  });
});
