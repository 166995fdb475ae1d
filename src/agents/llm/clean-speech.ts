/** Turns what a model wrote into what a voice can say: markup is spoken as its words, or not at all. */
import { markupAt } from "./markup.ts";

/** Marks that stay even where their markup was never closed would be read aloud. */
const strayMarks = /\*\*+|__+|~~+|`+|\|\||^#{1,6}\s+/gm;
const emoji =
  /(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|(?![0-9#*©®™])\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)*)\uFE0F?/gu;
const webAddress = /\bhttps?:\/\/(?:www\.)?([^\s/?#<>()"']+)[^\s<>()"']*?(?=[.,;:!?)]*(?:\s|$))/gi;
const invisible = /[\p{Cc}\p{Cf}\uFFFD]/gu;

/** @param text whole sentences: markup that is still open at its end is taken as never closed. */
export function cleanSpeech(text: string): string {
  return withoutMarkup(text)
    .split("\n")
    .map(cleanLine)
    .filter((line) => line !== "")
    .join(" ");
}

function withoutMarkup(text: string): string {
  let spoken = "";
  let at = 0;
  while (at < text.length) {
    const markup = markupAt(text, at);
    if (markup === "open" && isSilentToTheEnd(text.slice(at))) return spoken;
    if (markup === undefined || markup === "open") {
      spoken += text[at];
      at += 1;
    } else {
      spoken += withoutMarkup(markup.inner);
      at = markup.end;
    }
  }
  return spoken;
}

/** Code, thoughts and objects that were never closed are no speech either. */
function isSilentToTheEnd(rest: string): boolean {
  return /^(?:```|<[a-z|/]|\{\s*")/i.test(rest);
}

function cleanLine(line: string): string {
  if (/^\s*(?:[-*_=]\s*){3,}$/.test(line) || /^\s*\|?[\s:|-]*\|[\s:|-]*$/.test(line)) return "";
  const isListItem = /^\s*(?:[-*+•]|\d{1,3}[.)])\s+\S/.test(line);
  const isHeading = /^\s*#{1,6}\s+/.test(line);
  const words = line
    .replace(/^\s*(?:#{1,6}|>+|[-*+•])\s+/, "")
    .replace(/^\s*\|(.*)\|\s*$/, (_row, cells: string) =>
      cells
        .split("|")
        .map((cell) => cell.trim())
        .join(", "),
    )
    .replace(webAddress, "$1")
    .replace(emoji, "")
    .replace(invisible, "")
    .replace(strayMarks, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ +([.,;:!?])/g, "$1")
    .trim();
  if (!/[\p{L}\p{N}]/u.test(words)) return /^[.,;:!?]*$/.test(words) ? "" : words;
  // An item or a heading without a stop would run into the next one.
  return (isListItem || isHeading) && /[\p{L}\p{N}]$/u.test(words) ? `${words}.` : words;
}
