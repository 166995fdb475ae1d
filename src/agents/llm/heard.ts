/** Tells what the caller has heard of what was said, by the platform's transcript. */
import type { Utterance } from "../../protocol/index.ts";

/** Where in a conversation something is said. */
export interface Place {
  /** How many utterances of the caller there were before it. */
  readonly callerTurn: number;
  /** How many letters of the agent's had been heard since the last of them. */
  readonly heardLetters: number;
}

/** Something that was sent to be spoken in an answer that was asked for there. */
export interface SentSpeech extends Place {
  readonly text: string;
  /** What was sent before it in the same answer. */
  readonly before: string;
}

/** How much of it was heard: its first words are the beginning. */
export type Extent = "nothing" | "beginning" | "all";

/** So much of an answer, in words, tells the caller what it is about. */
const beginningWords = 3;
/** Fewer letters may stand by chance within other words, such as "ok" in "booking". */
const tellingLetters = 12;

const wordSegments = new Intl.Segmenter("en", { granularity: "word" });

/** What was heard of the agent by one transcript: read once, asked many times. */
export class Heard {
  /** In one piece, since a caller's "uh-huh" may split what was heard in two. */
  #letters = "";
  /** How many of them there were before each utterance of the caller. */
  readonly #lettersBefore: number[] = [];

  constructor(transcript: readonly Utterance[]) {
    for (const { role, content } of transcript) {
      if (role === "agent") this.#letters += lettersOf(content);
      else this.#lettersBefore.push(this.#letters.length);
    }
  }

  /** The place that the conversation has come to. */
  get place(): Place {
    const { length: callerTurn } = this.#lettersBefore;
    return { callerTurn, heardLetters: this.#since({ callerTurn, heardLetters: 0 }).length };
  }

  /** Whether all of it was heard: nothing that was never said counts as heard, nor do words that were heard before. */
  whole(sent: SentSpeech): boolean {
    const wanted = lettersOf(sent.text);
    if (wanted === "") return false;
    const heard = this.#since(sent);
    return wanted.length < tellingLetters ? heard.startsWith(lettersOf(sent.before) + wanted) : heard.includes(wanted);
  }

  extentOf(sent: SentSpeech): Extent {
    if (this.whole(sent)) return "all";
    return this.whole({ ...sent, text: beginning(sent.text) }) ? "beginning" : "nothing";
  }

  /** Whether nothing but it, or its beginning, was heard since. */
  onlyOf(sent: SentSpeech): boolean {
    return lettersOf(sent.before + sent.text).startsWith(this.#since(sent));
  }

  #since({ callerTurn, heardLetters }: Place): string {
    const from = callerTurn === 0 ? 0 : this.#lettersBefore[callerTurn - 1];
    return from === undefined ? "" : this.#letters.slice(from + heardLetters);
  }
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

/** Not every language parts its words with blanks. */
function beginning(text: string): string {
  let words = 0;
  for (const { index, segment, isWordLike } of wordSegments.segment(text)) {
    if (isWordLike) words += 1;
    if (words === beginningWords) return text.slice(0, index + segment.length);
  }
  return text;
}
