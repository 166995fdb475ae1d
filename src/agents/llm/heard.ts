/** Tells what the caller has heard of what was said, by the platform's transcript. */
import type { Utterance } from "../../protocol/index.ts";

/** Where in a conversation something is said. */
export interface Place {
  /** How many utterances of the caller there were before it. */
  readonly callerTurn: number;
  /** How many letters of the agent's had been heard since the last of them. */
  readonly heardLetters: number;
}

/** Something that was sent to be spoken there. */
export interface SentSpeech extends Place {
  readonly text: string;
}

/** So much of an answer, in words, tells the caller what it is about. */
const beginningWords = 3;

/** The place that the conversation has come to. */
export function placeOf(transcript: readonly Utterance[]): Place {
  const callerTurn = transcript.filter(({ role }) => role !== "agent").length;
  return { callerTurn, heardLetters: heardAfter(transcript, callerTurn).length };
}

/** Whether all of it was heard: nothing that was never said counts as heard, nor do words that were heard before. */
export function wasHeard(transcript: readonly Utterance[], { text, callerTurn, heardLetters }: SentSpeech): boolean {
  const wanted = lettersOf(text);
  return wanted !== "" && heardAfter(transcript, callerTurn).slice(heardLetters).includes(wanted);
}

/** Whether at least its first words were heard. */
export function wasBegun(transcript: readonly Utterance[], sent: SentSpeech): boolean {
  const beginning = sent.text.trim().split(/\s+/).slice(0, beginningWords).join(" ");
  return wasHeard(transcript, { ...sent, text: beginning });
}

/** What was said of an answer that was broken off: nobody can have heard all of it. */
export function unfinished(said: string): string {
  return said === "" ? "" : `${said} (and more)`;
}

/**
 * Tells of utterances of the agent whether they are only the beginning of something that was said. What was said just
 * so somewhere is whole, also where a longer answer begins alike.
 */
export function createCutDetector(said: Iterable<string>): (utterance: string) => boolean {
  const wholes = new Set([...said].map(lettersOf));
  return (utterance) => {
    const heard = lettersOf(utterance);
    if (heard === "" || wholes.has(heard)) return false;
    for (const whole of wholes) if (whole.startsWith(heard)) return true;
    return false;
  };
}

/** What the caller has said in all, to tell whether they have gone on speaking. */
export function callerLetters(transcript: readonly Utterance[]): string {
  return transcript.map(({ role, content }) => (role === "agent" ? "" : lettersOf(content))).join("");
}

/** Platforms write spaces and marks their own way. */
export function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** In one piece, since a caller's "uh-huh" may split what was heard in two. */
function heardAfter(transcript: readonly Utterance[], callerTurn: number): string {
  let callers = 0;
  let heard = "";
  for (const { role, content } of transcript) {
    if (role !== "agent") callers += 1;
    else if (callers >= callerTurn) heard += lettersOf(content);
  }
  return heard;
}
