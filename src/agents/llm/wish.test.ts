import { expect, it } from "vitest";
import { wishOf } from "./wish.ts";

it("knows the same wish by its input, in whatever order and depth", () => {
  const wish = wishOf("book", { at: "19:00", who: { first: "Ada", last: "L" } }, {});
  expect(wishOf("book", { who: { last: "L", first: "Ada" }, at: "19:00" }, "other")).toBe(wish);
  expect(wishOf("book", { at: "20:00", who: { first: "Ada", last: "L" } }, {})).not.toBe(wish);
  expect(wishOf("cancel", { at: "19:00", who: { first: "Ada", last: "L" } }, {})).not.toBe(wish);
  expect(wishOf("book", ["a", "b"], {})).not.toBe(wishOf("book", ["b", "a"], {}));
});

it("tells apart what JSON would not, by what the model wrote", () => {
  const tags = (...values: string[]) => wishOf("tag", { tags: new Set(values) }, { tags: values });
  expect(tags("a")).not.toBe(tags("b"));
  expect(tags("a")).toBe(tags("a"));
  expect(wishOf("pay", { cents: 5n }, {})).not.toBe(wishOf("pay", { cents: 6n }, {}));
  expect(wishOf("at", new Date(0), "a")).not.toBe(wishOf("at", new Date(1), "a"));
});

it("takes input that holds itself", () => {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  expect(wishOf("book", loop, { at: 1 })).toBe(wishOf("book", loop, { at: 1 }));
  expect(() => wishOf("book", loop, loop)).not.toThrow();
});
