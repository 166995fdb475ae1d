import { expect, test } from "vitest";
import { makeFrame } from "../../../test/support/check-report.ts";
import { answerFrom } from "../calls/answer.ts";
import { askedActions } from "./asked-actions.ts";

/** What is asked for by an answer in parts with these fields. */
function kindsIn(...parts: readonly object[]): string[] {
  const frames = parts.map((fields, index) =>
    makeFrame({
      index,
      atMs: 0,
      responseId: 1,
      text: JSON.stringify({ response_id: 1, content: "", content_complete: false, ...fields }),
    }),
  );
  return askedActions(answerFrom(frames, 1, 0)).map(({ kind, value }) => `${kind} ${value}`.trim());
}

test("actions are told in the order in which they were asked for, and the platform looks at them", () => {
  const several = { digit_to_press: "1", transfer_number: "911", end_call: true };
  expect(kindsIn(several)).toEqual(["end_call", "transfer_number 911", "digit_to_press 1"]);
  expect(kindsIn({ digit_to_press: "1" }, { end_call: true })).toEqual(["digit_to_press 1", "end_call"]);
});

test("fields that are sent for completeness ask for nothing", () => {
  expect(kindsIn({ end_call: false, transfer_number: "", digit_to_press: "" })).toEqual([]);
});

test("what comes after the completion asks for nothing", () => {
  expect(kindsIn({ content_complete: true }, { end_call: true })).toEqual([]);
});
