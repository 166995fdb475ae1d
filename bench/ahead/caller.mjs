/** Makes a caller and a model of a dialogue: the same words and the same times of thought, whenever it is asked. */
import { createHash } from "node:crypto";
import { pause, say, scriptedCaller, waitForAgent } from "repartee/platform";
import { createScriptedModel } from "repartee/testing";

/** A hosted model of today's: time to the first token between these, in ms, and tokens of a word each a second. */
const firstTokenMs = { least: 300, most: 700 };
const tokensPerSecond = 30;

const untold = { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0 };

/** What is answered to half a sentence, when the platform asked too early. */
const goOn = "I see. Please go on.";

/** @param {import("./dialogues.mjs").Dialogue} dialogue */
export function callerOf({ exchanges }) {
  return scriptedCaller(
    exchanges.flatMap(({ says }) => [
      waitForAgent(),
      ...says.map((piece) => (typeof piece === "number" ? pause(piece) : say(piece))),
    ]),
  );
}

/**
 * @param {import("./dialogues.mjs").Dialogue} dialogue
 * @param {import("repartee/testing").VirtualClock} clock
 * @returns {import("repartee/llm").Model}
 */
export function modelOf({ exchanges }, clock) {
  const answers = new Map(
    exchanges.map(({ says, answer }) => [
      lettersOf(says.filter((piece) => typeof piece === "string").join(" ")),
      answer,
    ]),
  );
  const scripted = createScriptedModel({
    clock,
    name: "scripted",
    play({ messages }) {
      const last = messages.at(-1);
      const letters = last?.role === "user" ? lettersOf(last.text) : "";
      const words = (answers.get(letters) ?? goOn).match(/\S+\s*/g) ?? [];
      return words.flatMap((word, index) => [index === 0 ? thinkingMs(letters) : 1_000 / tokensPerSecond, word]);
    },
  });
  return {
    name: scripted.name,
    // A generation that is dropped cannot tell its tokens; so that all compare, none tells, and all are estimated.
    async *generate(request) {
      for await (const part of scripted.generate(request))
        yield part.type === "end" ? { ...part, usage: untold } : part;
    },
  };
}

/** @param {string} letters the same time for the same question. */
function thinkingMs(letters) {
  const share = createHash("sha256").update(letters).digest().readUInt16BE(0) / 0xff_ff;
  return Math.round(firstTokenMs.least + share * (firstTokenMs.most - firstTokenMs.least));
}

/** @param {string} text */
function lettersOf(text) {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}
