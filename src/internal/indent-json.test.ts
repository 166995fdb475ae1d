import fc from "fast-check";
import { expect, test } from "vitest";
import { indentJson } from "./indent-json.ts";

test("values stay as they were written", () => {
  expect(indentJson('{"id":1.0,"id":90071992547409931,"a":[],"b":{},"c":[1,{"d":"x, {y} \\" \\u001b"}]}')).toBe(
    [
      "{",
      '  "id": 1.0,',
      '  "id": 90071992547409931,',
      '  "a": [],',
      '  "b": {},',
      '  "c": [',
      "    1,",
      "    {",
      '      "d": "x, {y} \\" \\u001b"',
      "    }",
      "  ]",
      "}",
    ].join("\n"),
  );
});

test("any JSON is indented as JSON.stringify does it", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const expected = JSON.stringify(value, undefined, 2);
      expect(indentJson(JSON.stringify(value))).toBe(expected);
    }),
    { seed: 20_260_131, numRuns: 300 },
  );
});

test.each(["", "no JSON", '{"a":1', '{"a":1}… (9000 characters)', "[".repeat(5_000) + "]".repeat(5_000)])(
  "other text stays as it is (%#)",
  (text) => {
    expect(indentJson(text)).toBe(text);
  },
);
