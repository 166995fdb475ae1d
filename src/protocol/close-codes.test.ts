import { expect, test } from "vitest";
import { badJsonClose, binaryMessageClose, closeCodes } from "./close-codes.ts";

test("the guide's closes have the guide's code and words, and fit into a close frame", () => {
  expect(binaryMessageClose).toEqual({ code: 1002, reason: "Cannot find corresponding Retell LLM." });
  expect(badJsonClose).toEqual({ code: 1002, reason: "Cannot parse incoming message." });
  for (const { reason } of [binaryMessageClose, badJsonClose]) {
    expect(new TextEncoder().encode(reason).length).toBeLessThanOrEqual(123);
  }
});

test("only the deliberate codes have a name of their own", () => {
  expect(closeCodes).toEqual({ hangup: 1000, noCode: 1005, broken: 1006, corruptPayload: 1007 });
});
