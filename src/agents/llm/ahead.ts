/**
 * Generation ahead of the question, within one call: decides on each update whether the caller's turn looks over, and
 * keeps the one generation that was begun for it until the request comes.
 */
import type { Utterance } from "../../protocol/index.ts";
import type { EarlyGeneration } from "./early-generation.ts";
import { wordsKey } from "./words-key.ts";

/** Early generations of one turn of the caller: more mean a caller who pauses at every sentence. */
const mostOfOneTurn = 3;

/** A mark that ends a sentence, in any script, and what may close after it. */
const sentenceEnd = /[\p{Sentence_Terminal}…]["'”’»)\]]*$/u;

/** What the caller said last. */
interface LastWords {
  readonly text: string;
  /** The same for the same words at the same place of the call, whatever their marks and capitals. */
  readonly key: string;
}

export class Ahead {
  #early: { readonly generation: EarlyGeneration; readonly key: string } | undefined;
  #begun = 0;
  #askedKey: string | undefined;
  #updatedKey: string | undefined;

  /**
   * An update came. What was begun for other words is dropped; words that look like the end of the caller's turn begin
   * anew: they end with a sentence, or come a second time.
   */
  updated(transcript: readonly Utterance[], begin: () => EarlyGeneration): void {
    const words = lastWordsOf(transcript);
    const isRepeated = words?.key === this.#updatedKey;
    this.#updatedKey = words?.key;
    if (words?.key !== this.#early?.key) this.drop();
    if (words === undefined || this.#early !== undefined) return;
    if (words.key === this.#askedKey || this.#begun >= mostOfOneTurn) return;
    if (!isRepeated && !sentenceEnd.test(words.text)) return;
    this.#begun += 1;
    this.#early = { generation: begin(), key: words.key };
  }

  /** A request came. @returns what was begun for it: whoever takes it, drops it if it does not fit. */
  asked(transcript: readonly Utterance[]): EarlyGeneration | undefined {
    this.#begun = 0;
    this.#askedKey = lastWordsOf(transcript)?.key;
    const generation = this.#early?.generation;
    this.#early = undefined;
    return generation;
  }

  drop(): void {
    this.#early?.generation.drop();
    this.#early = undefined;
  }
}

/** @returns undefined when the caller was not the last to speak, or said nothing that could be answered. */
function lastWordsOf(transcript: readonly Utterance[]): LastWords | undefined {
  const last = transcript.at(-1);
  if (last === undefined || last.role === "agent") return undefined;
  const text = last.content.trim();
  const words = wordsKey(text);
  return words === "" ? undefined : { text, key: `${transcript.length}:${words}` };
}
