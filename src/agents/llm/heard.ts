/** Tells what the caller has heard of what was said, by the platform's transcript. */
import type { Utterance } from "../../protocol/index.ts";

/** Whether a whole answer was heard: nothing that was never said counts as heard. */
export function wasHeard(transcript: readonly Utterance[], said: string): boolean {
  const wanted = lettersOf(said);
  if (wanted === "") return false;
  return transcript.some(({ role, content }) => role === "agent" && lettersOf(content).includes(wanted));
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

/** Platforms write spaces and marks their own way. */
function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
