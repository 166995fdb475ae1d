/** How an answer flows into a voice: where its first sentence ends, and where the voice runs dry. */
import { defaultModel } from "../../platform/index.ts";
import type { AnswerPart } from "../calls/answer.ts";

/** A full stop before that is more likely "Dr." or "Hi." than the end of a sentence that one can wait for. */
const shortestSentence = 20;
const sentenceEnd = /[.!?…]+["'”’)\]]*(?=\s)|[。！？]+/g;

/**
 * @returns where the first sentence ends, when another one follows it; undefined otherwise.
 */
export function firstSentenceEnd(text: string): number | undefined {
  for (const match of text.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length;
    if (end >= shortestSentence && text.slice(end).trim() !== "") return end;
  }
  return undefined;
}

/** The longest time in ms, between two parts with text, in which an ordinary voice had nothing left to say. */
export function longestSilenceMs(parts: readonly AnswerPart[]): number {
  let longestMs = 0;
  let spokenAtMs: number | undefined;
  for (const { atMs, event } of parts) {
    if (event.content.trim() === "") continue;
    if (spokenAtMs !== undefined) longestMs = Math.max(longestMs, atMs - spokenAtMs);
    const speechMs = (event.content.length / defaultModel.agentCharactersPerSecond) * 1_000;
    spokenAtMs = Math.max(atMs, spokenAtMs ?? atMs) + speechMs;
  }
  return longestMs;
}
