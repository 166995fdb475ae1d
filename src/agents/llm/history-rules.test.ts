/** The rules of providers, kept by whatever history: random conversations, with tool calls of all kinds, whole and trimmed. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Utterance } from "../../protocol/index.ts";
import { buildHistory, type HistoryInput, historyNotes } from "./history.ts";
import type { ModelMessage, ModelToolResult } from "./model.ts";
import type { ToolRecord } from "./tool-ledger.ts";

const words = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "\n\t",
    "(unintelligible audio)",
    "Yes.",
    " Yes, please. ",
    "We are open till five. ",
    "x".repeat(90),
  ),
  fc.string(),
);
const utterance: fc.Arbitrary<Utterance> = fc.record({
  role: fc.constantFrom("agent", "agent", "user", "user", "transfer_target"),
  content: words,
});
const record = fc
  .record({
    callerTurn: fc.nat(14),
    content: fc.option(fc.constantFrom("booked", "", "y".repeat(120)), { nil: undefined }),
    successful: fc.boolean(),
    mustTell: fc.boolean(),
    heard: fc.constantFrom("nothing" as const, "beginning" as const, "all" as const),
  })
  .map(({ callerTurn, content, successful, mustTell, heard }) => (index: number): ToolRecord => {
    const call = { callId: `c${index}`, name: "book", input: { index } };
    const result: ModelToolResult | undefined =
      content === undefined ? undefined : { callId: call.callId, name: call.name, content, successful };
    const done = Promise.resolve(result as ModelToolResult);
    return { call, callerTurn, wishes: [], result, done, mustTell, told: [], heard };
  });
const input: fc.Arbitrary<HistoryInput> = fc.record({
  transcript: fc.array(utterance, { maxLength: 24 }),
  // In the order in which they were called, as the ledger has them.
  tools: fc
    .array(record, { maxLength: 8 })
    .map((makers) => makers.map((make, index) => make(index)).sort((one, other) => one.callerTurn - other.callerTurn)),
  sent: fc.array(words, { maxLength: 5 }).map((said) => new Map(said.entries())),
  maxCharacters: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.constant(1_000_000)),
});
const whole = (given: HistoryInput): ModelMessage[] => buildHistory({ ...given, maxCharacters: 1_000_000 });
const check = (rule: (messages: readonly ModelMessage[], given: HistoryInput) => void): void =>
  fc.assert(
    fc.property(input, (given) => rule(buildHistory(given), given)),
    { numRuns: 500 },
  );
const idsOf = (message: ModelMessage | undefined): string[] =>
  message?.role === "assistant" ? message.toolCalls.map(({ callId }) => callId) : [];
const callsOf = (messages: readonly ModelMessage[]): string[] => messages.flatMap(idsOf);

it("the caller begins, and the assistant is never last", () => {
  check((messages) => {
    expect(messages[0]?.role).toBe("user");
    expect(messages.at(-1)?.role).not.toBe("assistant");
  });
});

it("nobody speaks twice in a row: the assistant only after a result", () => {
  check((messages) => {
    for (const [at, { role }] of messages.entries()) {
      const before = messages[at - 1]?.role;
      if (role !== "tool") expect(before, `${at}`).not.toBe(role);
    }
  });
});

it("no text is empty, or begins or ends with a blank; only a tool call needs none", () => {
  check((messages) => {
    for (const message of messages) {
      if (message.role === "tool") continue;
      expect(message.text).toBe(message.text.trim());
      if (idsOf(message).length === 0) expect(message.text).not.toBe("");
    }
  });
});

it("each tool call has exactly one result, right after it; and there is no result without its call", () => {
  check((messages) => {
    for (const [at, message] of messages.entries()) {
      const next = messages[at + 1];
      const results = next?.role === "tool" ? next.results.map(({ callId }) => callId) : [];
      expect(results).toEqual(idsOf(message));
    }
    expect(messages[0]?.role).not.toBe("tool");
    expect(new Set(callsOf(messages)).size).toBe(callsOf(messages).length);
  });
});

it("every call of the ledger is told, where nothing is left out", () => {
  check((_messages, given) => {
    expect(callsOf(whole(given)).sort()).toEqual(given.tools.map(({ call }) => call.callId).sort());
  });
});

it("what is left out is the beginning, up to something that the caller said; and no more than must be, by a quarter", () => {
  check((messages, given) => {
    const { maxCharacters } = given;
    const all = withoutNotes(whole(given));
    const newest = all.findLastIndex(({ role }) => role === "user");
    if (lengthOf(all) <= maxCharacters || newest <= 0) {
      expect(messages).toEqual(whole(given));
      return;
    }
    const kept = withoutNotes(messages);
    const from = all.length - kept.length;
    expect(from).toBeGreaterThan(0);
    expect(kept).toEqual([
      { role: "user", text: `${historyNotes.leftOut}\n${textOf(all[from])}` },
      ...all.slice(from + 1),
    ]);
    expect(all[from]?.role).toBe("user");
    if (from < newest) expect(lengthOf(all.slice(from))).toBeLessThanOrEqual(maxCharacters);
    const before = all.slice(0, from).findLastIndex(({ role }) => role === "user");
    const quarter = Math.max(1, Math.floor(maxCharacters / 4));
    if (before !== -1) expect(lengthOf(all.slice(before))).toBeGreaterThan(maxCharacters - quarter);
  });
});

it("a call that goes on is told with the same beginning for many turns, so that a provider can keep it", () => {
  const transcript: Utterance[] = [];
  const beginnings = new Set<string>();
  for (let turn = 0; turn < 200; turn += 1) {
    transcript.push({ role: "user", content: `Question ${turn}?` }, { role: "agent", content: `Answer ${turn}.` });
    const messages = buildHistory({ transcript, tools: [], sent: new Map(), maxCharacters: 1_000 });
    beginnings.add(textOf(messages[0]));
  }
  // Of 200 turns with some 22 characters each, all but the first 45 are trimmed, at 250 characters a time.
  expect(beginnings.size).toBeLessThan(20);
});

/** Without what is said in the caller's place where they do not begin, or are not last. */
function withoutNotes(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  const isBegun = textOf(messages[0]) === historyNotes.begin;
  const isSilent = textOf(messages.at(-1)) === historyNotes.silence;
  return messages.slice(isBegun ? 1 : 0, isSilent ? -1 : undefined);
}

function textOf(message: ModelMessage | undefined): string {
  return message === undefined || message.role === "tool" ? "" : message.text;
}

function lengthOf(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, message) => {
    if (message.role === "tool") return message.results.reduce((inner, { content }) => inner + content.length, sum);
    if (message.role === "user") return sum + message.text.length;
    return message.toolCalls.reduce((inner, call) => inner + JSON.stringify(call).length, sum + message.text.length);
  }, 0);
}
