import { expect, test } from "vitest";
import { z } from "zod";
import { describeIssues } from "./zod-issues.ts";

function describe(schema: z.ZodType, value: unknown): string {
  const { error } = schema.safeParse(value);
  return error === undefined ? "sound" : describeIssues(error);
}

test("each fault is named by its path and what was expected", () => {
  const schema = z.object({ id: z.int(), list: z.array(z.object({ name: z.string() })) });
  expect(describe(schema, { id: 1.5, list: [{ name: "a" }, {}] })).toBe(
    "id: expected int; list.1.name: expected string",
  );
});

test("a fault of the whole value has no path", () => {
  expect(describe(z.object({}), 1)).toBe("expected object");
});

test("what has no expected type is named by its kind", () => {
  expect(describe(z.object({ share: z.number().max(1), type: z.literal("a") }), { share: 2, type: "b" })).toBe(
    "share: too big; type: invalid value",
  );
});

test("at most five faults are told", () => {
  expect(describe(z.array(z.string()), [1, 2, 3, 4, 5, 6]).split("; ")).toHaveLength(5);
});

test("a key that is no name is not repeated: it may be anything that a peer wrote", () => {
  const schema = z.record(z.string(), z.string());
  expect(describe(schema, { "my card\nnumber": 4111 })).toBe("(string): expected string");
  expect(describe(schema, { ["k".repeat(41)]: 1, customer_name: 2 })).toBe(
    "(string): expected string; customer_name: expected string",
  );
});
