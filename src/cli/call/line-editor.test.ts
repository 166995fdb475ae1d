import { describe, expect, test } from "vitest";
import { editLine, emptyLine, type Key, toText, viewOfLine } from "./line-editor.ts";

/** Types text, and presses the keys that stand in it as `<name>`. */
function type(keys: string): string {
  const line = (keys.match(/<[^>]+>|./gsu) ?? []).reduce((before, key) => editLine(before, toKey(key)), emptyLine);
  return `${line.characters.slice(0, line.cursor).join("")}|${line.characters.slice(line.cursor).join("")}`;
}

function toKey(text: string): Key {
  const [, control, name] = /^<(control-)?(.+)>$/.exec(text) ?? [];
  return name === undefined ? { text } : { text: "\u0001", name, control: control !== undefined };
}

describe("a line follows the keys that people know", () => {
  test.each([
    ["hello", "hello|"],
    ["hello<left><left>x", "helx|lo"],
    ["hello<home>x<end>y", "xhelloy|"],
    ["hello<control-a>x<control-e>y", "xhelloy|"],
    ["hello<backspace><backspace>", "hel|"],
    ["<backspace>", "|"],
    ["hello<home><delete>", "|ello"],
    ["hello<left><control-k>", "hell|"],
    ["hello<left><control-u>", "|o"],
    ["one two  <control-w>", "one |"],
    ["one<control-w><control-w>", "|"],
    ["a<left><left><left>b<right><right><right>c", "bac|"],
    ["a<up><f5><control-q>", "a|"],
  ])("%s", (keys, shown) => {
    expect(type(keys)).toBe(shown);
  });
});

test("what a reader takes for one character is one", () => {
  expect(type("👩‍👩‍👧<backspace>")).toBe("|");
  expect(type("e\u0301x<left><backspace>")).toBe("|x");
});

test("pasted text stays on one line, without control characters", () => {
  const line = editLine(emptyLine, { text: "a\tb\u001bc\u0007" });
  expect(toText(line)).toBe("a bc");
});

test("alt and a letter type nothing", () => {
  expect(toText(editLine(emptyLine, { text: "b", name: "b", meta: true }))).toBe("");
});

describe("a line that is longer than the row shows the part around the cursor", () => {
  const characters = [..."abcdefghijklmnop"];

  test.each([
    [16, { text: "ijklmnop".slice(1), column: 7 }],
    [0, { text: "abcdefg", column: 0 }],
    [10, { text: "defghij", column: 7 }],
  ])("at %i", (cursor, view) => {
    expect(viewOfLine({ characters, cursor }, 8)).toEqual(view);
  });

  test("and never half a wide character", () => {
    expect(viewOfLine({ characters: [..."漢字漢字"], cursor: 4 }, 6)).toEqual({ text: "漢字".slice(0, 2), column: 4 });
  });
});
