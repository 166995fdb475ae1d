/** Finds what would sound wrong: markup, words that belong to other systems, and actions that cannot run. */
import type { SpeechFields } from "../protocol/index.ts";
import type { FindingCode } from "./finding-codes.ts";

export type SpeechFault = readonly [code: FindingCode, message: string];

export type MarkupKind = "bold or italics" | "a heading" | "a list" | "code" | "a link" | "an emoji";

const markup: readonly (readonly [kind: MarkupKind, pattern: RegExp])[] = [
  // Not behind a digit: "2*3*4" is a sum.
  ["bold or italics", /(?<![\d*])\*\*?\S[^*\n]*\S?\*\*?|(?:^|\s)__\S/],
  ["a heading", /(?:^|\n)#{1,6} /],
  ["a list", /(?:^|\n)\s*(?:[*•]|-(?= \S)|\d{1,2}[.)]) +\S[^\n]*\n\s*(?:[*•-]|\d{1,2}[.)]) /],
  ["code", /`[^`\n]+`|```/],
  ["a link", /\[[^\]\n]+\]\(\S+\)/],
  // Unicode counts these signs as pictures, but they stand in names.
  ["an emoji", /(?![©®™])\p{Extended_Pictographic}/u],
];

const stopWord = "NO_RESPONSE_NEEDED";

/** How much of the parts before a new one is looked at again: markup comes in pieces when a model streams it. */
const rememberedCharacters = 500;

/** What of an answer must be remembered for the part that comes next. */
export function rememberText(before: string, content: string): string {
  const text = before + content;
  // The mark keeps the cut from passing for the beginning of a line.
  return text.length <= rememberedCharacters ? text : `…${text.slice(-rememberedCharacters)}`;
}

/** The kinds of markup in a text that is to be spoken, such as "a list", in the order of a fixed table. */
export function markupIn(text: string): MarkupKind[] {
  return markup.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind);
}

/**
 * Finds what a part of a response adds: nothing that was there before is found again.
 *
 * @param before what was remembered of the parts before; empty when there are none.
 */
export function judgeText(before: string, content: string): SpeechFault[] {
  const faults: SpeechFault[] = [];
  const text = before + content;
  const known = markupIn(before);
  const kinds = markupIn(text).filter((kind) => !known.includes(kind));
  if (kinds.length > 0) faults.push(["markdown-spoken", `the speech holds ${kinds.join(" and ")}`]);
  if (text.includes(stopWord) && !before.includes(stopWord)) {
    faults.push(["stop-word-spoken", `${stopWord} would be read aloud`]);
  }
  if (/[.!?]$/.test(before) && /^\p{Lu}/u.test(content)) {
    faults.push(["run-together", "a sentence follows the one before without a space"]);
  }
  return faults;
}

export function judgeActions(event: SpeechFields, isPhoneCall: boolean): SpeechFault[] {
  const faults: SpeechFault[] = [];
  const { digit_to_press: digits, transfer_number: transferNumber } = event;
  const count = [event.end_call === true, transferNumber !== undefined, digits !== undefined].filter(Boolean).length;
  if (count > 1) faults.push(["several-actions", `${count} actions in one response`]);
  if (digits !== undefined && !/^[0-9*#]+$/.test(digits))
    faults.push(["bad-digits", "digit_to_press holds other keys"]);
  if (transferNumber !== undefined && !isPhoneCall) {
    faults.push(["transfer-on-web-call", "a web call cannot be transferred"]);
  }
  return faults;
}
