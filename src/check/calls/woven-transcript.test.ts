import { expect, test } from "vitest";
import { weave } from "./woven-transcript.ts";

const invocation = { role: "tool_call_invocation", tool_call_id: "1", name: "hours", arguments: "{}" };
const result = { role: "tool_call_result", tool_call_id: "1", content: "nine to five" };
const question = { role: "user", content: "When are you open?" };
const answer = { role: "agent", content: "From nine to five." };

test("a tool call stands where it came", () => {
  const tools = [
    { utterancesBefore: 1, item: invocation },
    { utterancesBefore: 1, item: result },
  ];
  expect(weave([question, answer], tools)).toEqual([question, invocation, result, answer]);
});

test("a tool call stays when the words before it were cut away", () => {
  expect(weave([question], [{ utterancesBefore: 3, item: invocation }])).toEqual([question, invocation]);
  expect(weave([], [{ utterancesBefore: 0, item: invocation }])).toEqual([invocation]);
});
