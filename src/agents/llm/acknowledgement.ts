/** Tells a caller's "okay, thanks" from words that ask for an answer. */

/** No "yes" and no "no": they may answer a question. */
export const defaultAcknowledgements: readonly string[] = Object.freeze([
  ..."right|okay|ok|alright|all right|great|perfect|good|very good|fine|cool|lovely|super|wonderful|awesome".split("|"),
  ..."thanks|thank you|thanks a lot|thank you very much|thank you so much|many thanks|cheers|got it|I see".split("|"),
  ..."bye|bye bye|goodbye|good bye|see you|take care|you too|have a nice day|have a good day|good night".split("|"),
  ..."mhm|mm hmm|mm-hmm|uh huh|uh-huh|hm|oh|well".split("|"),
]);

/** Whether the words are nothing but phrases of the list, at least one of them. Case and marks do not matter. */
export function isAcknowledgement(words: string, phrases: readonly string[]): boolean {
  const said = wordsOf(words);
  const known = phrases.map(wordsOf).filter((phrase) => phrase.length > 0);
  // Position by position: whether everything before it is made of known phrases.
  const reached = [true];
  for (let end = 1; end <= said.length; end += 1) {
    reached[end] = known.some((phrase) => {
      const start = end - phrase.length;
      return start >= 0 && reached[start] === true && phrase.every((word, at) => word === said[start + at]);
    });
  }
  return said.length > 0 && reached[said.length] === true;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? [];
}
