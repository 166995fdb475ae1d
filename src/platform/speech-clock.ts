/** How long words take to say, and which part of a text may be said yet. */

/** A word with what follows it up to the next one, so that joined tokens are the text again. */
export interface SpokenToken {
  readonly text: string;
  readonly word: string;
}

export interface SpeakingRate {
  /** At speed 1. */
  readonly charactersPerSecond: number;
  /** A factor: 2 takes half the time. */
  readonly speed: number;
  /** What a lone `-` takes. */
  readonly dashPauseMs: number;
}

/** White space in front belongs to the first word. */
export function toTokens(text: string): SpokenToken[] {
  const tokens: SpokenToken[] = [];
  for (const [part] of text.matchAll(/^\s*\S+\s*|\S+\s*/g)) tokens.push({ text: part, word: part.trim() });
  return tokens;
}

/** The time a word is heard, in whole ms. */
export function wordMs(word: string, rate: SpeakingRate): number {
  if (word === "-") return Math.round(rate.dashPauseMs / rate.speed);
  return Math.max(1, Math.round((word.length * 1_000) / (rate.charactersPerSecond * rate.speed)));
}

/** The time between two words, in whole ms: as long as a letter. */
export function gapMs(rate: SpeakingRate): number {
  return Math.round(1_000 / (rate.charactersPerSecond * rate.speed));
}

const sentenceEnd = /[.!?…]+["'”’)\]]*(?=\s|$)|[。！？]+["'”’)\]]*|\n/g;

/**
 * Finds the end of the last whole sentence. A full stop after a digit at the very end is left open, because the
 * number may go on in the next message.
 *
 * @returns how much of `text` may be spoken, in characters from its start; 0 when no sentence is whole.
 */
export function speakableLength(text: string): number {
  let length = 0;
  for (const match of text.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length;
    const mayGoOn = end === text.length && /\d\.$/.test(text.slice(0, end));
    if (!mayGoOn) length = end;
  }
  return length;
}
