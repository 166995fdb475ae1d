/** A caller who speaks other languages than English, in other scripts. */
import type { Answer } from "../answer.ts";
import type { CheckContext } from "../context.ts";
import type { ProbeCall } from "../probe-call.ts";
import { requireOrdinaryAnswer } from "./ask-oddly.ts";

export interface ForeignWords {
  readonly call: ProbeCall;
  /** What was asked, with its answer; the last one is the first that was not completed, if any. */
  readonly turns: readonly { readonly script: string; readonly answer: Answer }[];
}

/** With a right-to-left script, one beyond two bytes a character, and characters beyond the first 65,536. */
const questions: readonly { readonly script: string; readonly words: string }[] = [
  { script: "Japanese", words: "すみません、𠮷野家は何時に開きますか。" },
  { script: "Arabic", words: "مرحبا، متى تفتحون أبوابكم؟" },
  { script: "emoji", words: "Crème brûlée 🍮 für zwei 👩‍👧, geht das?" },
];

/** @throws CouldNotTell when even an ordinary request is not answered. */
export async function foreignWords(context: CheckContext): Promise<ForeignWords> {
  await requireOrdinaryAnswer(context);
  await using call = await context.placeCall();
  await call.greeting();
  const turns: { script: string; answer: Answer }[] = [];
  for (const { script, words } of questions) {
    const answer = await call.ask(words);
    turns.push({ script, answer });
    if (!answer.isComplete) break;
  }
  return { call, turns };
}
