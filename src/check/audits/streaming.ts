/** Streaming: how soon the caller hears something, and whether the answer flows from there. */
import { LatencyLog, type LatencyStatistics } from "../../platform/index.ts";
import { type Audit, CouldNotTell, fails, holds, type Verdict } from "../audit.ts";
import type { Answer, AnswerPart } from "../calls/answer.ts";
import type { CheckContext } from "../context.ts";
import { everyCall } from "../exercises/every-call.ts";
import { type WholeCall, wholeCall } from "../exercises/whole-call.ts";
import { firstSentenceEnd, longestSilenceMs } from "../judges/flow.ts";
import { framesOf, heardParts, heardText } from "../judges/heard.ts";

/** What is here so soon after the request leaves nothing to be gained by streaming. */
const atOnceMs = 100;
/** Text behind the first sentence, in the message that ends it, that a voice would rather not have waited for. */
const gluedCharacters = 120;
/** An answer with so many empty messages is flooded with them. */
const floodCount = 10;

export const streamingAudits: readonly Audit[] = [
  {
    id: "streaming-first-text",
    group: "streaming",
    level: "SHOULD",
    title: "Sends the first text of an answer soon (90th percentile within 1 s)",
    why: "The caller hears silence after every line, takes the agent for deaf, and speaks again.",
    advice: "Stream the model's answer, choose a faster model or a shorter prompt, or say a holding line first.",
    source: "response",
    run: (context) => judgeTimes(context, "first text", "firstTextMs", context.settings.maxFirstTextMs),
  },
  {
    id: "streaming-first-sentence",
    group: "streaming",
    level: "SHOULD",
    title: "Sends the first whole sentence of an answer soon (90th percentile within 1.5 s)",
    why: "The platform begins to speak at the end of the first sentence: until then the caller hears silence.",
    advice: "Let answers begin with a short sentence, and send every piece of the model's answer as it comes.",
    source: "response",
    async run(context) {
      const { maxFirstTextMs, maxFirstSentenceMs } = context.settings;
      const { p90 } = await timesOf(context, "firstTextMs");
      if (p90 > maxFirstTextMs) throw new CouldNotTell("the first text itself comes too late");
      return judgeTimes(context, "first sentence", "firstSentenceMs", maxFirstSentenceMs);
    },
  },
  {
    id: "streaming-first-sentence-alone",
    group: "streaming",
    level: "MAY",
    title: "Sends the first sentence as soon as it is whole",
    why: "The voice could have begun already: the caller waits for text that comes after the first sentence.",
    advice: "Send the text at the end of the first sentence, or simply every piece of the model's answer as it comes.",
    source: "response",
    async run(context) {
      const streamed = (await waitedFor(context)).filter((answer) => textParts(answer).length > 1);
      const glued = streamed.filter((answer) => gluedTo(answer) > gluedCharacters);
      if (glued.length * 2 <= streamed.length) return holds();
      return fails(
        `in ${glued.length} of ${streamed.length} answers over ${gluedCharacters} characters came with the end of the first sentence`,
        { frames: glued.slice(0, 1).flatMap(framesOf) },
      );
    },
  },
  {
    id: "streaming-in-parts",
    group: "streaming",
    level: "SHOULD",
    title: "Sends a long answer in parts",
    why: "The voice waits for the whole answer instead of its first sentence, and the caller hears silence meanwhile.",
    advice: "Stream: send each piece of the model's answer as it comes, and content_complete true on the last.",
    source: "response",
    async run(context) {
      const { maxSingleFrameCharacters } = context.settings;
      const long = (await waitedFor(context)).filter((answer) => heardText(answer).length > maxSingleFrameCharacters);
      const whole = long.filter((answer) => textParts(answer).length === 1);
      const [first] = whole;
      if (first === undefined) return holds();
      const length = heardText(first).length;
      const ms = Math.round(first.firstTextMs ?? 0);
      return fails(`${whole.length} answers came in one message each, one of ${length} characters after ${ms} ms`, {
        frames: framesOf(first),
      });
    },
  },
  {
    id: "streaming-no-silence",
    group: "streaming",
    level: "SHOULD",
    title: "Leaves no long silence in the middle of an answer",
    why: "The caller hears the agent stop and nothing more, and takes the call for broken. No reminder comes meanwhile.",
    advice: "Say a holding line before anything slow, such as a tool, and another one when it takes longer.",
    source: "response",
    async run(context) {
      const { maxSilenceMs } = context.settings;
      const answers = await answersOf(context);
      const silences = answers.map((answer) => longestSilenceMs(heardParts(answer)));
      const longestMs = Math.max(...silences);
      if (longestMs <= maxSilenceMs) return holds(longestMs > 0 ? `${Math.round(longestMs)} ms at most` : undefined);
      const worst = answers[silences.indexOf(longestMs)];
      return fails(
        `the agent had nothing to say for ${Math.round(longestMs)} ms in the middle of an answer; the limit is ${maxSilenceMs} ms`,
        { frames: worst === undefined ? [] : framesOf(worst) },
      );
    },
  },
  {
    id: "streaming-joined",
    group: "streaming",
    level: "SHOULD",
    title: "Puts a space between a sentence and the part that follows it",
    why: "Parts are joined as they are: the voice runs two sentences together, and finds the end of neither.",
    advice: "Send the spaces that the model writes; end a sentence that is followed by another part with a space.",
    source: "response",
    async run(context) {
      const answers = await answersOf(context);
      const joined = answers.filter((answer) => seamsOf(answer).length > 0);
      const [first] = joined;
      if (first === undefined) return holds();
      return fails(`in ${joined.length} of ${answers.length} answers, such as in: ${seamsOf(first)[0]}`, {
        frames: framesOf(first),
      });
    },
  },
  {
    id: "streaming-few-empty-parts",
    group: "streaming",
    level: "MAY",
    title: "Sends few messages that say nothing",
    why: "Each costs both sides work and says nothing; in many calls at once it makes keep-alives late.",
    advice: "Send nothing for a piece of the model's answer that holds no text.",
    source: "ours",
    async run(context) {
      const answers = await answersOf(context);
      const flooded = answers.filter(({ parts }) => {
        const empty = parts.filter(({ event }) => event.content === "");
        return empty.length > floodCount && empty.length * 2 > parts.length;
      });
      const [first] = flooded;
      if (first === undefined) return holds();
      const count = first.parts.filter(({ event }) => event.content === "").length;
      return fails(`${count} of the ${first.parts.length} messages of an answer were empty`, {
        frames: framesOf(first),
      });
    },
  },
];

type Measured = "firstTextMs" | "firstSentenceMs";

async function judgeTimes(context: CheckContext, what: string, name: Measured, limitMs: number): Promise<Verdict> {
  const { p50, p90, max, num } = await timesOf(context, name);
  const [middle, most, longest] = [p50, p90, max].map(Math.round);
  const seen = `p50 ${middle} ms, p90 ${most} ms, longest ${longest} ms over ${num} answers`;
  if (p90 <= limitMs) return holds(seen);
  const { turns } = await context.share(wholeCall);
  const slowest = turns.find(({ timing }) => timing[name] === max);
  return fails(`the ${what} came too late: ${seen}; the limit of the 90th percentile is ${limitMs} ms`, {
    frames: slowest === undefined ? [] : framesOf(slowest.answer),
  });
}

async function timesOf(context: CheckContext, name: Measured): Promise<LatencyStatistics> {
  const { turns }: WholeCall = await context.share(wholeCall);
  const log = new LatencyLog();
  for (const { timing } of turns) {
    // An answer without a word has no first one, whatever the time of its end.
    const ms = timing.firstTextMs === undefined ? undefined : timing[name];
    if (ms !== undefined) log.add("llm", ms);
  }
  const { llm } = log.summary();
  if (llm === undefined) throw new CouldNotTell("no answer in a whole call brought any text in time");
  return llm;
}

async function answersOf(context: CheckContext): Promise<Answer[]> {
  const answers = (await everyCall(context)).flatMap((call) => call.answers);
  const withText = answers.filter((answer) => textParts(answer).length > 0);
  if (withText.length === 0) throw new CouldNotTell("no answer brought any text");
  return withText;
}

/** Answers to requests that did not come at once as a whole. */
async function waitedFor(context: CheckContext): Promise<Answer[]> {
  const asked = (await answersOf(context)).filter(({ responseId }) => responseId !== 0);
  if (asked.length === 0) throw new CouldNotTell("no answer to a request brought any text");
  return asked.filter((answer) => (textParts(answer).at(-1)?.atMs ?? 0) > atOnceMs);
}

function textParts(answer: Answer): AnswerPart[] {
  return heardParts(answer).filter(({ event }) => event.content.trim() !== "");
}

/** How many characters came with the end of the first sentence, behind it; none when that was at once. */
function gluedTo(answer: Answer): number {
  const end = firstSentenceEnd(heardText(answer));
  if (end === undefined) return 0;
  let length = 0;
  for (const { atMs, event } of heardParts(answer)) {
    length += event.content.length;
    if (length >= end) return atMs > atOnceMs ? length - end : 0;
  }
  return 0;
}

/** Where two sentences meet without a space, as they would be read. */
function seamsOf(answer: Answer): string[] {
  const seams: string[] = [];
  let before = "";
  for (const { event, frame } of heardParts(answer)) {
    // A full stop behind a short word may be an abbreviation's, which goes on.
    if (frame.findings.includes("run-together") && /\p{Ll}{3}[.!?]$/u.test(before)) {
      seams.push(`${before.slice(-20)}${event.content.slice(0, 20)}`);
    }
    before += event.content;
  }
  return seams;
}
