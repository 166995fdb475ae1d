/** Ids of tool calls that every provider takes. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { withFitCallIds } from "./call-ids.ts";
import type { ModelMessage } from "./model.ts";

/** One step for each list: its calls, and their results. */
const conversation = (steps: readonly (readonly string[])[]): ModelMessage[] =>
  steps.flatMap((ids, step): ModelMessage[] => [
    { role: "user", text: `${step}` },
    { role: "assistant", text: "", toolCalls: ids.map((callId) => ({ callId, name: "book", input: {} })) },
    {
      role: "tool",
      results: ids.map((callId, at) => ({ callId, name: "book", content: `${step}.${at}`, successful: true })),
    },
  ]);
const idsOf = (messages: readonly ModelMessage[]): string[] =>
  messages.flatMap((message) => (message.role === "assistant" ? message.toolCalls.map(({ callId }) => callId) : []));

it("stay as they are where they fit", () => {
  const messages = conversation([["call_1", "toolu_01-A"], ["call_2"]]);
  expect(withFitCallIds(messages)).toEqual(messages);
});

it("are told apart where a model counts anew, with the results of each", () => {
  const told = withFitCallIds(conversation([["call_0"], ["call_0", "call_0"], ["functions.book:0", ""]]));
  expect(idsOf(told)).toEqual(["call_0", "call_0_2", "call_0_3", "functions_book_0", "_2"]);
  expect(told[5]).toMatchObject({
    results: [
      { callId: "call_0_2", content: "1.0" },
      { callId: "call_0_3", content: "1.1" },
    ],
  });
});

it("fit, differ, belong to their results, and stay the same when more follows", () => {
  const ids = fc.oneof(fc.constantFrom("a", "a_2", "a_3", "", "a:b", "a.b", "é", "x".repeat(80)), fc.string());
  const steps = fc.array(fc.array(ids, { minLength: 1, maxLength: 3 }), { maxLength: 8 });
  fc.assert(
    fc.property(steps, fc.nat(8), (all, kept) => {
      const told = withFitCallIds(conversation(all));
      expect(new Set(idsOf(told)).size).toBe(all.flat().length);
      for (const id of idsOf(told)) expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      const results = told.flatMap((message) => (message.role === "tool" ? message.results : []));
      expect(results.map(({ callId }) => callId)).toEqual(idsOf(told));
      expect(withFitCallIds(conversation(all.slice(0, kept)))).toEqual(told.slice(0, 3 * kept));
    }),
  );
});
