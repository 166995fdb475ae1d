import { expect, test } from "vitest";
import { isDialable } from "./dialable.ts";

test.each([
  "+14155550123",
  "+1 (415) 555-0123",
  "0041 44 668 18 00",
  "911",
  "tel:+14155550123",
  "+14155550123 ext. 7",
  "+14155550123,,7",
  "sip:ada@example.com",
])("%s can be dialled", (number) => expect(isDialable(number)).toBe(true));

test.each(["", "the front desk", "+1", "{{support_number}}", "+1415CALLNOW", "undefined", "12345678901234567890"])(
  '"%s" cannot',
  (number) => expect(isDialable(number)).toBe(false),
);
