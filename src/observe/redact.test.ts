import fc from "fast-check";
import { expect, test } from "vitest";
import { redactText } from "./redact.ts";

test.each([
  ["call me at +1 (415) 555-0123 please", "call me at [number] please"],
  ["0171 1234567", "[number]"],
  ["my card is 4111 1111 1111 1111.", "my card is [number]."],
  ["my card is 4111-1111-1111-1111", "my card is [number]"],
  ["code 12345", "code [number]"],
  ["one by one: 4 1 1 1 5 5", "one by one: [number]"],
  ["numero ١٢٣٤٥٦", "numero [number]"],
  ["write to mike.o+x@mail.example.com, thanks", "write to [e-mail], thanks"],
  ["jürgen@müller.de", "[e-mail]"],
])("%s becomes %s", (text, masked) => {
  expect(redactText(text)).toBe(masked);
});

test.each(["room 1234", "at 10:30 on the 5th", "2 of 3", "I said hello @ noon", "version 1.2.3"])(
  "%s stays",
  (text) => {
    expect(redactText(text)).toBe(text);
  },
);

test("no five digits in a row are left, and any text is done in time", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0123456789 -.()@a+"), maxLength: 2_000 }), (text) => {
      expect(redactText(text)).not.toMatch(/\d{5}/);
    }),
  );
});

test("long text without end is masked in linear time", () => {
  const startedAt = process.cpuUsage().user;
  redactText("a.".repeat(20_000));
  redactText("1 ".repeat(3).concat("( ").repeat(10_000));
  expect((process.cpuUsage().user - startedAt) / 1_000).toBeLessThan(2_000);
});
