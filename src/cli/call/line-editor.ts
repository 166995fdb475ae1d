/** A line of text as it is typed: what each key makes of it, and which part of it fits into a row. */
import { textWidth, toGraphemes } from "../../internal/index.ts";

export interface EditedLine {
  /** What a reader takes for one character each. */
  readonly characters: readonly string[];
  /** How many of them stand before the cursor. */
  readonly cursor: number;
}

/** A key as Node's `readline` tells of it. */
export interface Key {
  /** What it types, if anything; several characters when text is pasted. */
  readonly text: string | undefined;
  readonly name?: string | undefined;
  readonly control?: boolean | undefined;
  readonly meta?: boolean | undefined;
}

export const emptyLine: EditedLine = { characters: [], cursor: 0 };

export function toText(line: EditedLine): string {
  return line.characters.join("");
}

/** @returns the same line for a key that means nothing here. */
export function editLine(line: EditedLine, key: Key): EditedLine {
  const { characters, cursor } = line;
  const moveTo = (at: number): EditedLine => ({ characters, cursor: Math.min(Math.max(at, 0), characters.length) });
  const cut = (from: number, to: number): EditedLine => ({
    characters: [...characters.slice(0, Math.max(from, 0)), ...characters.slice(to)],
    cursor: Math.max(from, 0),
  });
  switch (key.control ? `control-${key.name}` : key.name) {
    case "left":
    case "control-b":
      return moveTo(cursor - 1);
    case "right":
    case "control-f":
      return moveTo(cursor + 1);
    case "home":
    case "control-a":
      return moveTo(0);
    case "end":
    case "control-e":
      return moveTo(characters.length);
    case "backspace":
    case "control-h":
      return cut(cursor - 1, cursor);
    case "delete":
    case "control-d":
      return cut(cursor, cursor + 1);
    case "control-u":
      return cut(0, cursor);
    case "control-k":
      return cut(cursor, characters.length);
    case "control-w":
      return cut(wordStart(characters, cursor), cursor);
    default:
      return key.control || key.meta ? line : insert(line, key.text ?? "");
  }
}

/** The part around the cursor that fits, and the column of the cursor in it. */
export function viewOfLine({ characters, cursor }: EditedLine, width: number): { text: string; column: number } {
  let from = cursor;
  let column = 0;
  // The cursor itself needs a column after the last character.
  while (from > 0 && column + textWidth(characters[from - 1] ?? "") < width) {
    from -= 1;
    column += textWidth(characters[from] ?? "");
  }
  let to = cursor;
  let used = column;
  while (to < characters.length && used + textWidth(characters[to] ?? "") < width) {
    used += textWidth(characters[to] ?? "");
    to += 1;
  }
  return { text: characters.slice(from, to).join(""), column };
}

function insert({ characters, cursor }: EditedLine, text: string): EditedLine {
  // What is pasted may hold anything; a tab becomes a space, an escape sequence nothing.
  const printable = text.replace(/\s/g, " ").replace(/\p{Cc}/gu, "");
  if (printable === "") return { characters, cursor };
  // Joined first: what is typed may be an accent for the character before it.
  const before = toGraphemes(characters.slice(0, cursor).join("") + printable);
  return { characters: [...before, ...characters.slice(cursor)], cursor: before.length };
}

function wordStart(characters: readonly string[], cursor: number): number {
  let at = cursor;
  while (at > 0 && characters[at - 1] === " ") at -= 1;
  while (at > 0 && characters[at - 1] !== " ") at -= 1;
  return at;
}
