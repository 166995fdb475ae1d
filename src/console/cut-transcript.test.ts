import { expect, test } from "vitest";
import { cutTranscript } from "./cut-transcript.ts";

test("keeps the last two items of both transcripts, and every other field", () => {
  const items = [{ role: "a" }, { role: "b" }, { role: "c" }];
  const message = {
    interaction_type: "update_only",
    transcript: items,
    transcript_with_tool_calls: items,
    turntaking: 1,
  };
  expect(JSON.parse(cutTranscript(JSON.stringify(message)))).toEqual({
    ...message,
    transcript: items.slice(1),
    transcript_with_tool_calls: items.slice(1),
  });
});

test("leaves everything else as it is, letter by letter", () => {
  for (const text of ['{ "transcript": [1, 2] }', '{"transcript":"long"}', "[1,2,3]", "no JSON", "", "null"]) {
    expect(cutTranscript(text)).toBe(text);
  }
});
