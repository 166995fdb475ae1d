/** How many columns of a terminal a text takes. */

const graphemes = new Intl.Segmenter();
const wide =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|.\ufe0f|[\u{20000}-\u{3fffd}])/u;
const without = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** What a reader takes for one character each. */
export function toGraphemes(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

export function textWidth(text: string): number {
  // Nearly all text; the segmenter is slow.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return toGraphemes(text).reduce((width, grapheme) => width + graphemeWidth(grapheme), 0);
}

/** Breaks text at spaces, and words that are longer than a row anywhere. @param width at least 2. */
export function wrapText(text: string, width: number): string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of text.split(" ").flatMap((part) => breakWord(part, width))) {
    const longer = row === "" ? word : `${row} ${word}`;
    if (row !== "" && textWidth(longer) > width) {
      rows.push(row);
      row = word;
    } else {
      row = longer;
    }
  }
  return [...rows, row];
}

function breakWord(word: string, width: number): string[] {
  if (textWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = "";
  for (const grapheme of toGraphemes(word)) {
    if (part !== "" && textWidth(part) + graphemeWidth(grapheme) > width) {
      parts.push(part);
      part = "";
    }
    part += grapheme;
  }
  return [...parts, part];
}

function graphemeWidth(grapheme: string): number {
  if (without.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}
