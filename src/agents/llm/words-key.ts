/** Tells whether a recogniser means the same words: it adds marks and capitals late, and spells nothing else anew. */
import { lettersOf } from "./heard.ts";

/** What stands between two digits: "1 2" is not "12", and "1.5" not "15". */
const betweenDigits = /(?<=\p{N})[^\p{L}\p{N}]+(?=\p{N})/u;

/** @returns the same for the same words, whatever their marks, blanks and capitals; "" when there are no words. */
export function wordsKey(text: string): string {
  return text.split(betweenDigits).map(lettersOf).join(" ");
}
