import fc from "fast-check";
import { expect, test } from "vitest";
import { spoiled, utterances } from "../../test/support/events.ts";
import { trickyValues } from "../../test/support/json-text.ts";
import { findBadTranscriptItem, findBadUtterance, transcriptItemSchema, utteranceSchema } from "./utterance.ts";

const runs = { seed: 20_260_105, numRuns: 3_000 };
const lists = fc.array(fc.oneof(utterances, spoiled(utterances), trickyValues), { maxLength: 4 });

test("the check by hand finds the first element that the schema refuses", () => {
  let found = 0;
  fc.assert(
    fc.property(lists, (items) => {
      const index = findBadUtterance(items);
      if (index > 0) found += 1;
      expect(index).toBe(items.findIndex((item) => !utteranceSchema.safeParse(item).success));
    }),
    runs,
  );
  expect(found).toBeGreaterThan(runs.numRuns / 20);
});

test("so does the one for transcripts with tool calls", () => {
  fc.assert(
    fc.property(lists, (items) => {
      expect(findBadTranscriptItem(items)).toBe(
        items.findIndex((item) => !transcriptItemSchema.safeParse(item).success),
      );
    }),
    runs,
  );
});

test.each([
  [{ role: "user", content: "", words: [{}] }, true],
  [{ role: "user", content: "(unintelligible audio)", words: undefined }, true],
  [{ role: "transfer_target", content: "Hi", later: 1 }, true],
  [{ role: "user", content: "", words: null }, false],
  [{ role: "user", content: "", words: [{ start: Number.POSITIVE_INFINITY }] }, false],
  [{ role: "user", content: "", words: [{ end: Number.NEGATIVE_INFINITY }] }, false],
  [{ role: "user", content: "", words: [[]] }, false],
  [{ role: "user" }, false],
  [["user", ""], false],
  [undefined, false],
])("%j is an utterance: %s", (item, sound) => {
  expect(findBadUtterance([item])).toBe(sound ? -1 : 0);
  expect(utteranceSchema.safeParse(item).success).toBe(sound);
});
