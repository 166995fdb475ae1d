/** Finds where the first sentence of a growing text is over: as soon as that is certain, and never sooner. */

const segmenters = new Map<string, Intl.Segmenter>();

/** Ends with a full stop, but goes on: titles, and words that never end a sentence. */
const abbreviation =
  /(?:^|[\s("'“‘])(?:\p{L}|Dr|Mr|Mrs|Ms|Prof|St|Sr|Jr|No|Nr|vs|etc|approx|Ave|Blvd|Rd|Dept|Inc|Ltd|Co|Corp|e\.g|i\.e|z\.B|d\.h|bzw|ca|u\.a)\.\s*$/iu;
/** A number at the beginning of a line: what follows is an item of a list, and one sentence with it. */
const listNumber = /(?:^|\n)\s*\d{1,3}[.)]\s*$/;
/** More than enough characters to hold either. */
const longestEnding = 24;

/**
 * @param locale a BCP 47 tag.
 * @param markupEnd where markup ends that begins before this position, `Infinity` when it is still open: no sentence
 * ends within it. The position itself when there is none.
 * @returns the length of the first sentence with the white space after it, or 0 while it may still go on. Once it has
 * answered for a text, it answers the same for every longer text that begins with it.
 */
export function sentenceLength(text: string, locale: string, markupEnd: (length: number) => number): number {
  let length = 0;
  let closedAt = 0;
  for (const { segment } of segmenterOf(locale).segment(text)) {
    length += segment.length;
    if (length < closedAt) continue;
    const rest = text.slice(length);
    // Within an address or a number: only ideographic stops end a sentence without a blank.
    if (/[\x21-\x7e]$/.test(segment) && rest !== "") continue;
    if (!isCertain(segment, rest)) return 0;
    const ending = text.slice(0, length).trimEnd().slice(-longestEnding);
    if (ending === "" || abbreviation.test(ending) || listNumber.test(ending)) continue;
    closedAt = markupEnd(length);
    if (closedAt === length) return length;
    // Thoughts of many sentences are not looked through again with each of their words.
    if (closedAt === Number.POSITIVE_INFINITY) return 0;
  }
  return 0;
}

/**
 * After a full stop, a small letter that follows later can still take the end back ("approx. (about) 5"); a question
 * mark, an ideographic stop or the end of a line cannot be taken back.
 */
function isCertain(segment: string, rest: string): boolean {
  if (/\n\s*$/.test(segment)) return /\S/.test(rest);
  if (/[!?。！？｡…]["'”’)\]»]*\s*$/u.test(segment)) return /^\s*[^\s"'”’)\]».!?]/u.test(rest);
  return /^[^\p{L}]*\p{L}/u.test(rest);
}

function segmenterOf(locale: string): Intl.Segmenter {
  let segmenter = segmenters.get(locale);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(locale, { granularity: "sentence" });
    segmenters.set(locale, segmenter);
  }
  return segmenter;
}
