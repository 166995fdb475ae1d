import { expect, it } from "vitest";
import { wishesOf } from "./wish.ts";

type Wish = readonly [name: string, input: unknown, written: unknown];
const isSame = (one: Wish, other: Wish): boolean => wishesOf(...one).some((key) => wishesOf(...other).includes(key));

it("knows the same wish by its input, in whatever order and depth", () => {
  const wish: Wish = ["book", { at: "19:00", who: { first: "Ada", last: "L" } }, {}];
  expect(isSame(wish, ["book", { who: { last: "L", first: "Ada" }, at: "19:00" }, "other"])).toBe(true);
  expect(isSame(wish, ["book", { at: "20:00", who: { first: "Ada", last: "L" } }, "other"])).toBe(false);
  expect(isSame(wish, ["cancel", { at: "19:00", who: { first: "Ada", last: "L" } }, {}])).toBe(false);
  expect(isSame(["book", ["a", "b"], 1], ["book", ["b", "a"], 2])).toBe(false);
});

it("knows it by what the model wrote, too", () => {
  expect(isSame(["book", { key: 1 }, { at: "7" }], ["book", { key: 2 }, { at: "7" }])).toBe(true);
  expect(isSame(["book", { key: 1 }, { at: "7" }], ["book", { key: 2 }, { at: "8" }])).toBe(false);
  // What one model wrote is no match for what the schema made of other words.
  expect(isSame(["book", { day: 2 }, { day: 1 }], ["book", { day: 3 }, { day: 2 }])).toBe(false);
});

it("tells apart what JSON would not, by what the model wrote", () => {
  const tags = (...values: string[]): Wish => ["tag", { tags: new Set(values) }, { tags: values }];
  expect(isSame(tags("a"), tags("b"))).toBe(false);
  expect(isSame(tags("a"), tags("a"))).toBe(true);
  expect(isSame(["pay", { cents: 5n }, "5"], ["pay", { cents: 6n }, "6"])).toBe(false);
  expect(isSame(["at", new Date(0), "a"], ["at", new Date(1), "b"])).toBe(false);
});

it("takes input that holds itself", () => {
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  expect(isSame(["book", loop, { at: 1 }], ["book", loop, { at: 1 }])).toBe(true);
  expect(() => wishesOf("book", loop, loop)).not.toThrow();
});
