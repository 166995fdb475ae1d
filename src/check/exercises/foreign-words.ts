/** A caller who speaks other languages than English, in other scripts. */
import type { Answer } from "../calls/answer.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";
import { requireOrdinaryAnswer } from "./ask-oddly.ts";

/** A question in a call of its own, which stays open, with its answer as far as there was one. */
export interface ForeignTurn {
  readonly script: string;
  readonly call: ProbeCall;
  readonly answer: Answer;
}

/** With a right-to-left script, one beyond two bytes a character, and characters beyond the first 65,536. */
const questions: readonly { readonly script: string; readonly words: string }[] = [
  { script: "Japanese", words: "すみません、𠮷野家は何時に開きますか。" },
  { script: "Arabic", words: "مرحبا، متى تفتحون أبوابكم؟" },
  { script: "emoji", words: "Crème brûlée 🍮 für zwei 👩‍👧, geht das?" },
];

/** @throws CouldNotTell when even an ordinary request is not answered. */
export async function foreignWords(context: CheckContext): Promise<readonly ForeignTurn[]> {
  await requireOrdinaryAnswer(context);
  return Promise.all(
    questions.map(async ({ script, words }) => {
      const call = await context.placeCall();
      await call.greeting();
      return { script, call, answer: await call.ask(words) };
    }),
  );
}
