import { describe, expect, test } from "vitest";
import { choice, decimal, duration, integer, lines, list, onOff, pairs, record, text } from "./kinds.ts";

describe("integer", () => {
  const port = integer(0, 65_535);

  test.each([
    ["0", 0],
    ["65535", 65_535],
    [8_080, 8_080],
  ])("%s is a port", (raw, value) => {
    expect(port.parse(raw)).toBe(value);
  });

  test.each([["65536"], ["-1"], ["3000x"], ["1e3"], ["0x10"], [""], [" 1"], [1.5], [true], [undefined], [["1"]]])(
    "%s is no port",
    (raw) => {
      expect(port.parse(raw)).toBeUndefined();
    },
  );
});

describe("decimal", () => {
  const share = decimal(0, 1);

  test.each([
    ["0", 0],
    ["1", 1],
    ["0.5", 0.5],
    [0.25, 0.25],
  ])("%s is a share", (raw, value) => {
    expect(share.parse(raw)).toBe(value);
  });

  test.each([["1.1"], ["-0.5"], [".5"], ["1e-1"], ["0,5"], [""], [true], [Number.NaN], [undefined]])(
    "%s is none",
    (raw) => {
      expect(share.parse(raw)).toBeUndefined();
    },
  );
});

describe("lines", () => {
  const say = lines("text");

  test("keep their commas, and repeat", () => {
    expect(say.parse(["Hello, there.", "Bye"])).toEqual(["Hello, there.", "Bye"]);
    expect(say.parse("Hello, there.")).toEqual(["Hello, there."]);
  });

  test.each([[["Hello", " "]], [[7]], [7], [""]])("%j is refused", (raw) => {
    expect(say.parse(raw)).toBeUndefined();
  });
});

describe("pairs", () => {
  test("are repeated flags, or an object of a config file", () => {
    expect(pairs.parse(["name=Mike", "formula=a=b", "empty="])).toEqual({ name: "Mike", formula: "a=b", empty: "" });
    expect(pairs.parse({ name: "Mike" })).toEqual({ name: "Mike" });
  });

  test.each([[["name"]], [["=Mike"]], [[7]], [{ name: 7 }], ["name=Mike"], [null]])("%j is refused", (raw) => {
    expect(pairs.parse(raw)).toBeUndefined();
  });

  test("keep a name that objects have of their own", () => {
    expect(Object.entries(pairs.parse(["__proto__=x"]) ?? {})).toEqual([["__proto__", "x"]]);
  });
});

describe("duration", () => {
  test.each([
    ["500ms", 500],
    ["60s", 60_000],
    ["1.5s", 1_500],
    ["2m", 120_000],
    ["1h", 3_600_000],
    ["0", 0],
    [0, 0],
  ])("%s is a time of %i ms", (raw, ms) => {
    expect(duration.parse(raw)).toBe(ms);
  });

  test.each([["60"], [60], ["s"], ["-1s"], ["1 s"], ["1d"], [""]])(
    "%s is refused, as its unit cannot be seen",
    (raw) => {
      expect(duration.parse(raw)).toBeUndefined();
    },
  );

  test("is shown as it is written", () => {
    expect([duration.show(60_000), duration.show(1_500), duration.show(0)]).toEqual(["60s", "1500ms", "0s"]);
  });
});

describe("list", () => {
  const addresses = list("address");

  test("takes commas, repetition and an array of a config file", () => {
    expect(addresses.parse("10.0.0.0/8, ::1")).toEqual(["10.0.0.0/8", "::1"]);
    expect(addresses.parse(["10.0.0.1", "10.0.0.2,10.0.0.3"])).toEqual(["10.0.0.1", "10.0.0.2", "10.0.0.3"]);
  });

  test("drops what stands between two commas that follow each other", () => {
    expect(addresses.parse("a,,b,")).toEqual(["a", "b"]);
  });

  test("refuses items that are no text", () => {
    expect(addresses.parse([1])).toBeUndefined();
    expect(addresses.parse(7)).toBeUndefined();
  });
});

test("a switch understands what people write for on and off", () => {
  expect(["1", "true", "YES", "on", true].map(onOff.parse)).toEqual([true, true, true, true, true]);
  expect(["0", "false", "No", "off", false].map(onOff.parse)).toEqual([false, false, false, false, false]);
  expect(["", "maybe", 1, "toString"].map(onOff.parse)).toEqual([undefined, undefined, undefined, undefined]);
});

test("a choice takes only its words", () => {
  const format = choice(["json", "pretty"]);
  expect(format.parse("json")).toBe("json");
  expect(format.parse("JSON")).toBeUndefined();
  expect(format.expected).toBe("one of json, pretty");
});

test("text is not empty", () => {
  expect(text("path").parse("/a")).toBe("/a");
  expect(text("path").parse("")).toBeUndefined();
  expect(text("path").parse("  ")).toBeUndefined();
  expect(text("path").parse(7)).toBeUndefined();
});

test("a record is an object, and no list", () => {
  const session = record<{ a?: number }>("object");
  expect(session.parse({ a: 1 })).toEqual({ a: 1 });
  expect([session.parse([]), session.parse("{}"), session.parse(null)]).toEqual([undefined, undefined, undefined]);
});
