import { describe, expect, it } from "vitest";
import { makeFrame } from "../../../test/support/check-report.ts";
import { fieldFaults, objectFrames } from "./field-faults.ts";

function faultsOf(text: string): string[] {
  return objectFrames([makeFrame({ text })])
    .flatMap(fieldFaults)
    .map(({ field, found }) => `${field}: ${found}`);
}

describe("the faults of a message's fields", () => {
  it.each([
    ["a sound response", '{"response_id":1,"content":"","content_complete":true}', []],
    ["unknown fields", '{"response_id":1,"content":"","content_complete":true,"model":null}', []],
    [
      "several faults at once",
      '{"response_id":"1","content":null,"content_complete":"true"}',
      ["response_id: a string", "content: null", "content_complete: a string"],
    ],
    [
      "a missing field, a fraction and an array",
      '{"response_id":1.5,"content":["Hi"]}',
      ["response_id: the number 1.5", "content: an array", "content_complete: missing"],
    ],
    [
      "an optional field that is null",
      '{"response_id":1,"content":"","content_complete":true,"transfer_number":null}',
      ["transfer_number: null"],
    ],
    [
      "a field within an object",
      '{"response_type":"config","config":{"auto_reconnect":1}}',
      ["config.auto_reconnect: the integer 1"],
    ],
    ["an object that is missing", '{"response_type":"config"}', ["config: missing"]],
    [
      "a number out of range",
      '{"response_type":"update_agent","agent_config":{"responsiveness":2}}',
      ["agent_config.responsiveness: the integer 2"],
    ],
    ["a type that is not known", '{"response_type":"speech"}', []],
    ["text that is no JSON", "Hello", []],
  ])("of %s are named", (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });
});
