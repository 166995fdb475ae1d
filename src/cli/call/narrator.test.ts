import { describe, expect, test } from "vitest";
import type { CallEvent, CallEventBody, Finding, FindingCode, TurnTiming } from "../../platform/index.ts";
import { Narrator } from "./narrator.ts";
import { createPlainPage } from "./plain-page.ts";

/** What a person reads of these events. */
function narrate(events: readonly CallEventBody[], callerTypes = false): string {
  const lines: string[] = [];
  const narrator = new Narrator(
    createPlainPage((line) => lines.push(line)),
    { callerTypes },
  );
  for (const event of events) narrator.hear({ ...event, atMs: 0 } as CallEvent);
  return `\n${lines.join("\n")}\n`;
}

const timing = (turnId: number, more: Partial<TurnTiming> = {}): TurnTiming => ({
  turnId,
  kind: turnId === 0 ? "begin" : "response",
  askedAtMs: 0,
  firstTextMs: 12,
  firstSentenceMs: 480,
  ...more,
});

const words = (turnId: number, text: string): CallEventBody[] =>
  (text.match(/\S+\s*/g) ?? []).map((word) => ({ type: "agent-word", turnId, text: word, startMs: 0, endMs: 0 }));

const starts = (turnId: number): CallEventBody => ({
  type: "agent-started",
  turnId,
  kind: "response",
  timing: timing(turnId),
});

const finishes = (turnId: number, outcome: TurnTiming["outcome"] = "spoken"): CallEventBody => ({
  type: "turn-finished",
  timing: timing(turnId, { outcome }),
});

const speech = (turnId: number, text: string): CallEventBody[] => [
  starts(turnId),
  ...words(turnId, text),
  { type: "agent-stopped", turnId, mayContinue: false },
  finishes(turnId),
];

const hears = (text: string, open: boolean): CallEventBody => ({ type: "caller-heard", text, open });

const found = (code: FindingCode, level: Finding["level"], message: string): CallEventBody => ({
  type: "finding-made",
  finding: { code, level, message, advice: "", atMs: 0 },
});

test("a call is told as who says what, with the times of each answer", () => {
  const events: CallEventBody[] = [
    { type: "state-changed", state: "connecting" },
    { type: "state-changed", state: "live" },
    ...speech(0, "How may I help you?"),
    hears("When", true),
    hears("When are you open?", true),
    hears("When are you open?", false),
    ...speech(1, "From nine to five."),
    { type: "action-run", turnId: 1, action: { type: "end-call" } },
    { type: "state-changed", state: "ended", reason: "agent_hangup" },
  ];
  expect(narrate(events)).toMatchInlineSnapshot(`
    "
           · connected
    agent  How may I help you?  (first word 12 ms, sentence 480 ms)
    you    When are you open?
    agent  From nine to five.  (first word 12 ms, sentence 480 ms)
           · the agent hangs up
    "
  `);
});

test("what the caller did not hear is told as cut off, and what it cost below it", () => {
  const events: CallEventBody[] = [
    starts(1),
    ...words(1, "Goodbye and "),
    found("markdown-spoken", "warning", "the speech holds bold or italics"),
    hears("Wait", true),
    { type: "agent-interrupted", turnId: 1, by: "caller", unheard: "thank you for calling." },
    { type: "action-discarded", turnId: 1, action: { type: "end-call" } },
    found("action-discarded", "info", "end-call was interrupted"),
    finishes(1, "cut"),
    hears("Wait!", false),
  ];
  expect(narrate(events)).toMatchInlineSnapshot(`
    "
    agent  Goodbye and — cut off: thank you for calling.  (first word 12 ms, sentence 480 ms)
           ! markdown-spoken: the speech holds bold or italics
           · you cut it off, so the agent no longer hangs up
    you    Wait!
    "
  `);
});

test("a caller who goes on withdraws the request, and is quoted once", () => {
  const events: CallEventBody[] = [
    hears("My name", true),
    { type: "request-made", responseId: 1, kind: "response", early: true },
    hears("My name is Mike.", true),
    { type: "request-withdrawn", responseId: 1 },
    hears("My name is Mike.", false),
    hears("My name is Mike. I have a question.", true),
    hears("My name is Mike. I have a question.", false),
  ];
  expect(narrate(events)).toMatchInlineSnapshot(`
    "
           · request 1 was withdrawn: you went on
    you    My name is Mike.
    you    … I have a question.
    "
  `);
});

test("a caller who repeats themselves after the agent has spoken is quoted in full", () => {
  const events = [hears("Hello?", false), ...speech(1, "Yes?"), hears("Hello? Who is there?", false)];
  expect(narrate(events)).toContain("\nyou    Hello? Who is there?\n");
});

test("what happens beside the conversation is told in one line each", () => {
  const events: CallEventBody[] = [
    { type: "turn-finished", timing: timing(0, { outcome: "silent" }) },
    { type: "request-made", responseId: 1, kind: "reminder", early: false },
    { type: "backchannel-spoken", word: "uh-huh" },
    { type: "key-pressed", digit: "1", taken: true },
    { type: "key-pressed", digit: "2", taken: false },
    {
      type: "action-run",
      turnId: 1,
      action: { type: "transfer", number: "+15550100003", showTransfereeAsCaller: false },
    },
    { type: "action-run", turnId: 1, action: { type: "press-digits", digits: "12#" } },
    {
      type: "tool-reported",
      item: { role: "tool_call_invocation", name: "find_hours", arguments: '{"day":"Monday"}' },
    },
    { type: "tool-reported", item: { role: "tool_call_result", content: "nine to five" } },
    { type: "agent-updated", config: { responsiveness: 0.5 } },
    { type: "metadata-received", metadata: { page: "hours" } },
    found("connection-broken", "warning", "the connection broke (1006)"),
    { type: "state-changed", state: "live" },
    { type: "state-changed", state: "reconnecting" },
    { type: "state-changed", state: "live" },
  ];
  expect(narrate(events)).toMatchInlineSnapshot(`
    "
           · the agent lets you speak first
           · you have been silent: the agent is asked for a reminder
           · the agent says "uh-huh" meanwhile
           · you press 1
           · you press 2, but key presses are not taken
           · the agent transfers you to +15550100003
           · the agent presses 12#
           · the agent uses the tool find_hours: {"day":"Monday"}
           · the tool answers: nine to five
           · the agent changes its settings: {"responsiveness":0.5}
           · metadata for the browser: {"page":"hours"}
           ! connection-broken: the connection broke (1006)
           · connected
           · the platform dials again
           · connected again
    "
  `);
});

test("a fault that repeats is told three times, and then only counted", () => {
  const fault = found("stale-response", "warning", "content under the old id 1");
  expect(narrate([fault, fault, fault, fault, fault])).toMatchInlineSnapshot(`
    "
           ! stale-response: content under the old id 1
           ! stale-response: content under the old id 1
           ! stale-response: content under the old id 1 (further ones are only counted)
    "
  `);
});

test("an agent that stalls in the middle of its speech lets notes through", () => {
  const events: CallEventBody[] = [
    starts(1),
    ...words(1, "One moment. "),
    { type: "agent-stopped", turnId: 1, mayContinue: true },
    { type: "tool-reported", item: { role: "tool_call_invocation", name: "find_hours", arguments: "{}" } },
    ...words(1, "From nine to five."),
    { type: "agent-stopped", turnId: 1, mayContinue: false },
    finishes(1),
  ];
  expect(narrate(events)).toMatchInlineSnapshot(`
    "
           · the agent uses the tool find_hours: {}
    agent  One moment. From nine to five.  (first word 12 ms, sentence 480 ms)
    "
  `);
});

describe("what the server sends cannot steer the terminal", () => {
  test.each<[string, CallEventBody[]]>([
    ["as speech", speech(1, "a\u001b[2Jb\u0007c\nd\u202ee")],
    ["as a tool", [{ type: "tool-reported", item: { role: "tool_call_invocation", name: "\u001b]0;x\u0007" } }]],
    ["as a number", [{ type: "action-run", turnId: 1, action: { type: "press-digits", digits: "\u001b[A" } }]],
    ["as a setting", [{ type: "metadata-received", metadata: { "\u009b2J": "\u202e" } }]],
    ["as a finding", [found("unknown-type", "warning", 'the type "\u001b[31m" is unknown')]],
  ])("%s", (_, events) => {
    const shown = narrate(events).replaceAll("\n", "");
    expect(shown).toContain("\ufffd");
    expect(shown).not.toMatch(/\p{Cc}|\u202e/u);
  });
});

test("a long tool argument is cut", () => {
  const item = { role: "tool_call_invocation", name: "search", arguments: "x".repeat(5_000) };
  expect(narrate([{ type: "tool-reported", item }]).length).toBeLessThan(200);
});

test("words that the caller typed are not told again", () => {
  expect(narrate([hears("Hello?", true), hears("Hello?", false)], true)).toBe("\n\n");
});

test("words that were not finished when the call ended are told", () => {
  expect(narrate([hears("I have", true), { type: "state-changed", state: "ended", reason: "inactivity" }])).toBe(
    "\nyou    I have\n",
  );
});
