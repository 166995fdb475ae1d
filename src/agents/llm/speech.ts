/**
 * From a model's text to what a voice may say, while it streams: cleaned as a whole and never by the piece, and in
 * chunks that end where sentences do.
 */
import { cleanSpeech } from "./clean-speech.ts";
import { markupEnd } from "./markup.ts";
import { sentenceLength } from "./sentence-end.ts";

export interface SpeechStream {
  /** Takes a piece of the model's text; gives back the sentences that are over with it, if any. */
  push(text: string): string;
  /** What is held back, if it looks like whole sentences: for a pause, in which no next word comes to make it certain. */
  settle(): string;
  /** What was held back, although its sentence is not known to be over; unless its markup is still open. */
  flush(): string;
  /** Nothing more comes: the rest. */
  finish(): string;
}

export interface SpeechOptions {
  /** Words that mean silence: alone an answer of nothing, within one left out. */
  readonly silenceWords: readonly string[];
  /** A BCP 47 tag, for where sentences end. @default "en" */
  readonly locale?: string;
}

/** A text that is there as a whole. */
export function toSpeech(text: string, options: SpeechOptions): string {
  const stream = createSpeechStream(options);
  return `${stream.push(text)}${stream.finish()}`.trimEnd();
}

export function createSpeechStream({ silenceWords, locale = "en" }: SpeechOptions): SpeechStream {
  const silence = silenceWords.map(toPattern);
  let held = "";
  const speak = (raw: string): string => {
    const clean = cleanSpeech(silence.reduce((rest, word) => rest.replace(word, ""), raw));
    // The blank after a sentence parts it from the next one; languages without blanks have none.
    return clean === "" ? "" : /\s$/.test(raw) ? `${clean} ` : clean;
  };
  const take = (length: number): string => {
    const raw = held.slice(0, length);
    held = held.slice(length);
    return speak(raw);
  };
  return {
    push(text) {
      held += text;
      let spoken = "";
      while (true) {
        const length = sentenceLength(held, locale, (upTo) => markupEnd(held, upTo));
        if (length === 0) return spoken;
        spoken += take(length);
      }
    },
    settle: () => (isWhole(held, locale) && !isPartOf(held, silenceWords) ? take(held.length) : ""),
    flush: () => (markupEnd(held, held.length) > held.length || isPartOf(held, silenceWords) ? "" : take(held.length)),
    finish: () => take(held.length).trimEnd(),
  };
}

/** The word alone: "PASS" is no part of a passport. */
function toPattern(word: string): RegExp {
  const edge = (character: string | undefined): string => (/\w/.test(character ?? "") ? "\\b" : "");
  return new RegExp(`${edge(word[0])}${word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}${edge(word.at(-1))}`, "g");
}

/** Whether this ends where a sentence does, if the next word began one. */
function isWhole(text: string, locale: string): boolean {
  const whole = text.trimEnd();
  // "3." may still become "3.50".
  if (whole === "" || /\d\.$/.test(whole)) return false;
  let rest = `${whole} X`;
  while (true) {
    const length = sentenceLength(rest, locale, (upTo) => markupEnd(rest, upTo));
    if (length === 0) return rest === "X";
    rest = rest.slice(length);
  }
}

/** Whether this may be the beginning of a word that means silence. */
function isPartOf(text: string, words: readonly string[]): boolean {
  const last = text.trim().split(/\s/).at(-1) ?? "";
  return last !== "" && words.some((word) => word.startsWith(last) && word !== last && last.length >= 3);
}
