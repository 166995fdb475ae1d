import { describe, expect, it } from "vitest";
import { formOf } from "./frame-form.ts";

describe("the form of a message", () => {
  it.each([
    ["an object", '{"a":{"b":"}{"}}', "object"],
    ["an object on several lines", '{\n  "a": 1\n}\n', "object"],
    ["an object behind a byte order mark", '\uFEFF{"a":1}', "byte-order-mark"],
    ["an array", '[{"a":1}]', "not-one-object"],
    ["a bare value", "null", "not-one-object"],
    ["an object as a string", '"{\\"a\\":1}"', "not-one-object"],
    ["lines of JSON", '{"a":"}"}\n{"b":"\\"{"}\n', "not-one-object"],
    ["two objects glued together", '{"a":1}{"b":{}}', "not-one-object"],
    ["half an object", '{"a":', "no-json"],
    ["an object and rubbish", '{"a":1} and so on', "no-json"],
    ["objects that are none", "{a}{b}", "no-json"],
    ["a server-sent event", 'data: {"a":1}\n\n', "no-json"],
    ["a dictionary of Python", "{'a': True}", "no-json"],
    ["nothing", "", "no-json"],
  ])("of %s is told", (_, text, form) => {
    expect(formOf(text)).toBe(form);
  });
});
