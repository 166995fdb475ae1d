/** The dialogues, called by the stand-in for the platform in virtual time: with early generations, and without. */
import { llmAgent } from "repartee/llm";
import { createVirtualClock, placeCall } from "repartee/testing";
import { median, quantile } from "../support/statistics.mjs";
import { callerOf, modelOf } from "./caller.mjs";
import { dialogues } from "./dialogues.mjs";

/**
 * How the platform behaves: the defaults of the stand-in, and what makes a difference here.
 * @typedef {object} Platform
 * @property {string} name
 * @property {import("repartee/platform").PlatformSettings} settings
 * @property {import("repartee/platform").PlatformModel} model
 */

/** @type {readonly Platform[]} */
export const platforms = [
  { name: "asks at each short pause", settings: {}, model: {} },
  {
    name: "asks at each short pause, and tells each partial transcript",
    settings: {},
    model: { updateIntervalMs: 100 },
  },
  {
    name: "asks at the end of the turn only, and tells each partial transcript",
    settings: {},
    model: { updateIntervalMs: 100, earlyRequests: false },
  },
  {
    name: "does so, and is patient (responsiveness 0.5)",
    settings: { responsiveness: 0.5 },
    model: { updateIntervalMs: 100, earlyRequests: false },
  },
];

/**
 * @typedef {{ median: number, p90: number }} Times in ms.
 * @typedef {object} SimulatedResult
 * @property {string} platform
 * @property {number} answers that were heard to their end.
 * @property {number} hits how many of them were begun before the request.
 * @property {{ plain: Times, ahead: Times }} firstSentenceMs from the request.
 * @property {Times} wonMs how much earlier the first sentence of a hit came than without.
 * @property {{ plain: Times, ahead: Times }} silenceMs from the caller's last word to the agent's first.
 * @property {{ plain: number, ahead: number }} tokens
 * @property {{ begun: number, kept: number }} early
 * @property {readonly string[]} otherWords calls in which something else was said than without.
 */

/**
 * @param {Platform} platform
 * @returns {Promise<SimulatedResult>}
 */
export async function simulate(platform) {
  /** @type {Call[]} */
  const plain = [];
  /** @type {Call[]} */
  const ahead = [];
  for (const dialogue of dialogues) {
    plain.push(await placeOne(dialogue, platform, false));
    ahead.push(await placeOne(dialogue, platform, true));
  }
  const early = ahead.flatMap(({ notes }) => notes.filter(({ purpose }) => purpose === "early"));
  const won = ahead.flatMap(({ answers, notes }, at) =>
    answers.flatMap(({ turnId, firstSentenceMs = 0 }, index) => {
      const isHit = notes.some(({ purpose, responseId }) => purpose === "early" && responseId === turnId);
      return isHit ? [(plain[at].answers[index]?.firstSentenceMs ?? 0) - firstSentenceMs] : [];
    }),
  );
  return {
    platform: platform.name,
    answers: ahead.flatMap(({ answers }) => answers).length,
    hits: won.length,
    firstSentenceMs: { plain: timesOf(plain, "firstSentenceMs"), ahead: timesOf(ahead, "firstSentenceMs") },
    wonMs: { median: median(won), p90: quantile(won, 0.9) },
    silenceMs: { plain: timesOf(plain, "deadAirMs"), ahead: timesOf(ahead, "deadAirMs") },
    tokens: { plain: tokensOf(plain), ahead: tokensOf(ahead) },
    early: { begun: early.length, kept: early.filter(({ outcome }) => outcome === "kept").length },
    otherWords: dialogues.flatMap(({ name }, index) => (plain[index].words === ahead[index].words ? [] : [name])),
  };
}

/**
 * @typedef {object} Call
 * @property {string} words all that was heard.
 * @property {readonly import("repartee/platform").TurnTiming[]} answers
 * @property {readonly import("repartee/session").GenerationNote[]} notes
 *
 * @param {import("./dialogues.mjs").Dialogue} dialogue
 * @param {Platform} platform
 * @param {boolean} isAhead
 * @returns {Promise<Call>}
 */
async function placeOne(dialogue, { settings, model }, isAhead) {
  const clock = createVirtualClock();
  /** @type {import("repartee/session").GenerationNote[]} */
  const notes = [];
  const report = await placeCall({
    agent: llmAgent({
      model: modelOf(dialogue, clock),
      instructions: "You answer the telephone of a dental practice.",
      greeting: "Bright Smile Dental, how may I help you?",
      ahead: isAhead,
      clock,
    }),
    clock,
    settings,
    model,
    caller: callerOf(dialogue),
    observer: {
      onEvent(_callId, event) {
        if (event.type === "agent-noted" && event.note.kind === "generation") notes.push(event.note);
      },
    },
  });
  const answers = report.turns.filter(({ kind, outcome }) => kind === "response" && outcome === "spoken");
  return { words: report.call.transcript, answers, notes };
}

/**
 * @param {readonly Call[]} calls
 * @param {"firstSentenceMs" | "deadAirMs"} what
 * @returns {Times}
 */
function timesOf(calls, what) {
  const values = calls.flatMap(({ answers }) => answers.flatMap((answer) => answer[what] ?? []));
  return { median: median(values), p90: quantile(values, 0.9) };
}

/** @param {readonly Call[]} calls */
function tokensOf(calls) {
  return calls
    .flatMap(({ notes }) => notes)
    .reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0);
}
