import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Entries, renderObject, trickyStrings, trickyValues } from "../../test/support/json-text.ts";
import { readHead } from "./head.ts";

const wanted = ["interaction_type", "response_id"] as const;
const runs = { seed: 20_260_101, numRuns: 2_000 };

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, keys: readonly string[] = wanted) => readHead(bytesOf(text), keys);

/** Keys that one or two changed bytes cannot turn into a wanted one. */
const otherKeys = fc.oneof(fc.constantFrom("transcript", "turntaking", "a", ""), trickyStrings);
const plainScalars = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.stringMatching(/^[\w "é🙂]{0,20}$/u));
const typeNames = fc.constantFrom("update_only", "response_required", "reminder_required", "ping_pong", "ünknown 🙂");
const ids = fc.oneof(fc.nat(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));

const mostly = fc.nat({ max: 9 }).map((chance) => chance > 0);

/** Unique keys in random order, with the wanted ones among them or not. */
const objects: fc.Arbitrary<Entries> = fc
  .record({
    type: fc.oneof({ weight: 9, arbitrary: typeNames }, { weight: 1, arbitrary: trickyValues }),
    id: fc.oneof({ weight: 9, arbitrary: ids }, { weight: 1, arbitrary: trickyValues }),
    others: fc.array(fc.tuple(otherKeys, fc.oneof(plainScalars, trickyValues)), { maxLength: 5 }),
    keep: fc.tuple(mostly, mostly),
  })
  .chain(({ type, id, others, keep }) => {
    const entries = new Map<string, unknown>(others);
    entries.delete(wanted[0]);
    entries.delete(wanted[1]);
    if (keep[0]) entries.set(wanted[0], type);
    if (keep[1]) entries.set(wanted[1], id);
    const all = [...entries];
    return fc.shuffledSubarray(all, { minLength: all.length });
  });

describe("an answer equals JSON.parse's", () => {
  test("for any order of keys, white space, escapes and decoys in strings and containers", () => {
    let answers = 0;
    fc.assert(
      fc.property(objects, fc.integer(), (entries, seed) => {
        const text = renderObject(entries, seed);
        const parsed = JSON.parse(text) as Record<string, unknown>;
        const head = read(text);
        if (head === undefined) return;
        answers += 1;
        for (const key of wanted) expect(head.has(key)).toBe(true);
        for (const [key, value] of head) expect(value).toStrictEqual(parsed[key]);
      }),
      runs,
    );
    // The claim must not hold by never answering.
    expect(answers).toBeGreaterThan(runs.numRuns / 4);
  });

  test("for text with a byte changed, taken out or put in, while it is still JSON", () => {
    const edits = fc.array(
      fc.record({ at: fc.nat(), remove: fc.nat({ max: 1 }), insert: fc.uint8Array({ maxLength: 1 }) }),
      { minLength: 1, maxLength: 2 },
    );
    fc.assert(
      fc.property(objects, fc.integer(), edits, (entries, seed, changes) => {
        let bytes = [...bytesOf(renderObject(entries, seed))];
        for (const { at, remove, insert } of changes) {
          const index = at % bytes.length;
          bytes = [...bytes.slice(0, index), ...insert, ...bytes.slice(index + remove)];
        }
        const head = readHead(Uint8Array.from(bytes), wanted);
        const parsed = parse(Uint8Array.from(bytes));
        if (head === undefined || typeof parsed !== "object" || parsed === null) return;
        for (const key of wanted) expect(head.get(key)).toStrictEqual((parsed as Record<string, unknown>)[key]);
      }),
      { ...runs, numRuns: 5_000 },
    );
  });
});

test("fields before the first and after the last container are always found", () => {
  const containers = fc.array(
    fc.tuple(
      fc.constantFrom("transcript", "transcript_with_tool_calls", "extra"),
      fc.oneof(fc.array(trickyValues), fc.dictionary(trickyStrings, trickyValues)),
    ),
    { maxLength: 3 },
  );
  const sides = fc.record({
    before: fc.array(fc.tuple(fc.constantFrom("a", "b"), plainScalars), { maxLength: 2 }),
    after: fc.array(fc.tuple(fc.constantFrom("c", "d"), plainScalars), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(
      sides,
      containers,
      typeNames,
      ids,
      fc.tuple(fc.boolean(), fc.boolean()),
      ({ before, after }, middle, type, id, [typeFirst, idFirst]) => {
        const front: (readonly [string, unknown])[] = [...new Map(before)].filter(noQuotes);
        const back: (readonly [string, unknown])[] = [...new Map(after)].filter(noQuotes);
        (typeFirst ? front : back).push(["interaction_type", type]);
        (idFirst ? front : back).unshift(["response_id", id]);
        const text = JSON.stringify(Object.fromEntries([...front, ...new Map(middle), ...back]));
        const head = read(text);
        expect(head?.get("interaction_type")).toBe(type);
        expect(head?.get("response_id")).toBe(JSON.parse(JSON.stringify(id)));
      },
    ),
    runs,
  );
});

test("what is cut short or broken gives no answer or a harmless one, and never an exception", () => {
  fc.assert(
    fc.property(objects, fc.integer(), fc.nat(), (entries, seed, cut) => {
      const bytes = bytesOf(renderObject(entries, seed));
      readHead(bytes.subarray(0, cut % (bytes.length + 1)), wanted);
    }),
    runs,
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      readHead(bytes, wanted);
    }),
    runs,
  );
});

describe("not sure, so that the caller parses", () => {
  test.each([
    ["no object", "[1]"],
    ["empty text", ""],
    ["a lone brace", "{"],
    ["an empty object", "{}"],
    ["a field between two containers", '{"a":[],"interaction_type":"update_only","response_id":1,"b":[]}'],
    ["a field that is a container", '{"interaction_type":{"a":1},"response_id":1}'],
    ["an absent field", '{"interaction_type":"update_only","transcript":[]}'],
    ["an escaped key", '{"interaction\\u005ftype":"update_only","response_id":1}'],
    ["an escaped value", '{"interaction_type":"update\\u005fonly","response_id":1}'],
    ["an escape in a field in front", '{"note":"a\\nb","interaction_type":"update_only","response_id":1}'],
    ["an escape in a field behind", '{"a":[],"interaction_type":"update_only","response_id":1,"note":"a\\nb"}'],
    ["a raw line break in a string", '{"interaction_type":"update\nonly","response_id":1}'],
    ["a number with a leading zero", '{"response_id":01,"interaction_type":"update_only"}'],
    ["a literal that is none", '{"a":undefined,"interaction_type":"update_only","response_id":1}'],
    ["a missing colon", '{"interaction_type" "update_only","response_id":1}'],
    ["a missing comma", '{"response_id":1 "interaction_type":"update_only"}'],
    ["a trailing comma", '{"a":1,}'],
    ["text before the object", 'x{"interaction_type":"update_only","response_id":1}'],
    ["text after the object", '{"interaction_type":"update_only","response_id":1}x'],
    ["a byte order mark", '\uFEFF{"interaction_type":"update_only","response_id":1}'],
    ["a value of half a kilobyte", `{"a":"${"x".repeat(600)}","interaction_type":"update_only","response_id":1}`],
    ["a number of half a kilobyte", `{"a":[],"response_id":${"1".repeat(600)},"interaction_type":"update_only"}`],
    ["more fields than any event has", `{${fields(40)},"interaction_type":"update_only","response_id":1}`],
    [
      "more fields behind than any event has",
      `{"interaction_type":"update_only","a":[],"response_id":1,${fields(40)}}`,
    ],
  ])("%s", (_, text) => {
    expect(read(text)).toBeUndefined();
  });
});

test("a byte order mark inside a key or a value is part of it", () => {
  expect(read('{"\uFEFFinteraction_type":"update_only","response_id":1}')).toBeUndefined();
  const type = read('{"interaction_type":"\uFEFFupdate_only","response_id":1}')?.get("interaction_type");
  expect(type).toBe("\uFEFFupdate_only");
  expect(read('{"response_id":\uFEFF5,"interaction_type":"update_only"}')).toBeUndefined();
});

test("of a key that stands twice, the one nearest to the front counts", () => {
  const text = '{"interaction_type":"update_only","a":[],"response_id":1,"interaction_type":"ping_pong"}';
  expect(read(text)?.get("interaction_type")).toBe("update_only");
});

test("text that was cut right after a brace may get an answer from inside the transcript", () => {
  const cut = '{"transcript":[{"role":"user","content":"hi","response_id":7,"interaction_type":"response_required"}';
  expect(() => JSON.parse(cut)).toThrow();
  expect(read(cut)?.get("response_id")).toBe(7);
});

test("reading stops at the fields that are wanted", () => {
  const head = read('{"response_id":1,"interaction_type":"update_only","transcript":[}', wanted);
  expect([...(head ?? [])]).toEqual([
    ["response_id", 1],
    ["interaction_type", "update_only"],
  ]);
});

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** A quote is written with an escape, and an escape ends the reading. */
function noQuotes([, value]: readonly [string, unknown]): boolean {
  return typeof value !== "string" || !value.includes('"');
}

function fields(count: number): string {
  return Array.from({ length: count }, (_, index) => `"field${index}":${index}`).join(",");
}
