/** What a model that may call no tools is told of the calls before. */
import { expect, it } from "vitest";
import type { ModelMessage } from "./model.ts";
import { calledTools, toolCallsAsNotes } from "./told-calls.ts";

const messages: readonly ModelMessage[] = [
  { role: "user", text: "Book it." },
  {
    role: "assistant",
    text: "One moment.",
    toolCalls: [
      { callId: "a", name: "book", input: { at: "7" } },
      { callId: "b", name: "mail", input: {} },
    ],
  },
  {
    role: "tool",
    results: [
      { callId: "a", name: "book", content: "booked", successful: true },
      { callId: "b", name: "mail", content: "no address", successful: false },
    ],
  },
  { role: "assistant", text: "", toolCalls: [{ callId: "c", name: "book", input: {} }] },
  { role: "tool", results: [{ callId: "c", name: "book", content: "full", successful: true }] },
  { role: "user", text: "Thanks." },
];

it("is each of their names once", () => {
  expect(calledTools(messages)).toEqual(["book", "mail"]);
  expect(calledTools([{ role: "user", text: "Hello." }])).toEqual([]);
});

it("is what was called, with what came of it; and nobody speaks twice in a row", () => {
  expect(toolCallsAsNotes(messages)).toEqual([
    { role: "user", text: "Book it." },
    { role: "assistant", text: "One moment.", toolCalls: [] },
    {
      role: "user",
      text: [
        '(You have called the tool "book" with {"at":"7"}. The result: booked)',
        '(You have called the tool "mail" with {}. It failed: no address)',
        '(You have called the tool "book" with {}. The result: full)',
        "Thanks.",
      ].join("\n"),
    },
  ]);
});
