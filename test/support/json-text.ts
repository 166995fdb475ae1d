/** Writes JSON the way no serializer would: any white space, any escapes, any order of keys; for tests of readers. */
import fc from "fast-check";
import { createRandom, type Random } from "../../src/internal/index.ts";

/** Top-level fields in the order in which they are to be written; a key stands once. */
export type Entries = readonly (readonly [key: string, value: unknown])[];

/** The text of an object with the given fields. The same seed writes the same text. */
export function renderObject(entries: Entries, seed: number): string {
  const random = createRandom(seed);
  const fields = entries.map(([key, value]) => renderField(key, value, random));
  return `${space(random)}{${space(random)}${fields.join(`,${space(random)}`)}}${space(random)}`;
}

/** Strings that look like JSON, end in backslashes, or hold what readers trip over. */
export const trickyStrings: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '"interaction_type":"response_required"',
    ',"response_id":99',
    '}],"interaction_type":"update_only","response_id":7}',
    'x"response_id',
    'x"interaction_type',
    'x":"update_only',
    "\\",
    '\\"',
    '"',
    '""',
    ':"',
    "{[,:]}",
    "\uFEFFmark",
    "naïve 漢字 🙂",
    "line\nbreak\tand\u0000null",
    "\ud800 lone",
    "",
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc
    .array(fc.constantFrom('"', "\\", "{", "}", "[", "]", ":", ",", " ", "a", "\uFEFF"), { maxLength: 12 })
    .map((parts) => parts.join("")),
);

/** Any JSON value, with tricky strings as values and keys. */
export const trickyValues: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    trickyScalars(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(trickyStrings, fc.constantFrom("interaction_type", "response_id")), tie("value"), {
      maxKeys: 4,
    }),
  ),
})).value;

function trickyScalars(): fc.Arbitrary<unknown> {
  return fc.oneof(
    trickyStrings,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
}

function renderField(key: string, value: unknown, random: Random): string {
  return `${renderString(key, random)}${space(random)}:${space(random)}${render(value, random)}${space(random)}`;
}

function render(value: unknown, random: Random): string {
  if (typeof value === "string") return renderString(value, random);
  if (Array.isArray(value)) {
    return `[${value.map((item) => `${space(random)}${render(item, random)}${space(random)}`).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value).map(([key, inner]) => `${space(random)}${renderField(key, inner, random)}`)}}`;
  }
  return JSON.stringify(value);
}

function renderString(value: string, random: Random): string {
  const escapeAll = random.chance(0.02);
  let text = "";
  for (const character of value) {
    const escaped = escapeAll || random.chance(0.002);
    text += escaped ? escapeUnits(character) : JSON.stringify(character).slice(1, -1);
  }
  return `"${text}"`;
}

function escapeUnits(character: string): string {
  let text = "";
  for (let index = 0; index < character.length; index += 1) {
    text += `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }
  return text;
}

function space(random: Random): string {
  if (random.chance(0.7)) return "";
  return Array.from({ length: random.integer(1, 3) }, () => random.pick([" ", "\n", "\r", "\t"])).join("");
}
