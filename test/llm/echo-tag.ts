/** The letters of the caller's words, without our notes in brackets, as one word that is spoken as it is. */
export function echoTag(words: string): string {
  const letters = words.replace(/\(.*?\)/g, "").replace(/[^a-z0-9]/gi, "");
  return `x${letters.toLowerCase()}x`;
}

/** All of them in what was said. */
export function echoTagsOf(speech: string): readonly string[] {
  return speech.match(/\bx\w*x\b/g) ?? [];
}
