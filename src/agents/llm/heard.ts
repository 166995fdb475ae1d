/** Tells what the caller has heard of what was said, by the platform's transcript. */
import type { Utterance } from "../../protocol/index.ts";

/** Something that was sent to be spoken, and its place in the conversation. */
export interface SentSpeech {
  readonly text: string;
  /** How many utterances of the caller there were before it. */
  readonly callerTurn: number;
}

/** So much of an answer, in words, tells the caller what it is about. */
const beginningWords = 3;

/** Whether all of it was heard: nothing that was never said counts as heard. */
export function wasHeard(transcript: readonly Utterance[], { text, callerTurn }: SentSpeech): boolean {
  const wanted = lettersOf(text);
  return wanted !== "" && heardAfter(transcript, callerTurn).includes(wanted);
}

/** Whether at least its first words were heard. */
export function wasBegun(transcript: readonly Utterance[], { text, callerTurn }: SentSpeech): boolean {
  const beginning = text.trim().split(/\s+/).slice(0, beginningWords).join(" ");
  return wasHeard(transcript, { text: beginning, callerTurn });
}

/** Whether this utterance of the agent is only the beginning of something that was said. */
export function wasCut(utterance: string, said: Iterable<string>): boolean {
  const heard = lettersOf(utterance);
  if (heard === "") return false;
  for (const text of said) {
    const whole = lettersOf(text);
    if (whole.length > heard.length && whole.startsWith(heard)) return true;
  }
  return false;
}

/** What the caller has said in all, to tell whether they have gone on speaking. */
export function callerLetters(transcript: readonly Utterance[]): string {
  return transcript.map(({ role, content }) => (role === "agent" ? "" : lettersOf(content))).join("");
}

/** Platforms write spaces and marks their own way. */
export function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Earlier words do not count: an answer may repeat them. A caller's "uh-huh" may split what was heard in two. */
function heardAfter(transcript: readonly Utterance[], callerTurn: number): string {
  let callers = 0;
  let heard = "";
  for (const { role, content } of transcript) {
    if (role !== "agent") callers += 1;
    else if (callers >= callerTurn) heard += lettersOf(content);
  }
  return heard;
}
