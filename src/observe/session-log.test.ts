import { expect, test } from "vitest";
import type { AgentNote, SessionEvent } from "../session/index.ts";
import { createLog, type LogLevel } from "./log.ts";
import { createSessionLog } from "./session-log.ts";

interface LoggedLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly [field: string]: unknown;
}

function logEvents(events: readonly SessionEvent[], options: { errorMessages?: boolean } = {}): LoggedLine[] {
  const lines: LoggedLine[] = [];
  const log = createLog({ level: "debug", write: (line) => lines.push(JSON.parse(line)) });
  const observer = createSessionLog({ log, ...options });
  for (const event of events) observer.onEvent?.("c1", event);
  return lines;
}

const atInfo = (lines: LoggedLine[]): string[] =>
  lines.filter(({ level }) => level !== "debug").map(({ message }) => message);

test("a call's life is told at info, with its id and times", () => {
  const lines = logEvents([
    { type: "call-started" },
    { type: "socket-attached", connection: 1 },
    { type: "greeted", afterMs: 3, outcome: "completed" },
    { type: "turn-started", responseId: 1, reason: "response" },
    { type: "turn-ended", responseId: 1, outcome: "completed", characters: 9, firstSpeechMs: 5, totalMs: 8 },
    { type: "socket-lost", code: 1000 },
    { type: "call-ended", reason: "platform-closed", durationMs: 60_000 },
  ]);
  expect(atInfo(lines)).toEqual(["call started", "greeted", "turn ended", "call ended"]);
  expect(lines.every(({ callId }) => callId === "c1")).toBe(true);
  expect(lines.find(({ message }) => message === "turn ended")).toMatchObject({
    level: "info",
    responseId: 1,
    outcome: "completed",
    firstSpeechMs: 5,
    totalMs: 8,
    characters: 9,
  });
  expect(lines.at(-1)).toMatchObject({ level: "info", reason: "platform-closed", durationMs: 60_000 });
});

test("a turn that a newer request withdrew is told at debug only", () => {
  const lines = logEvents([
    { type: "turn-ended", responseId: 1, outcome: "withdrawn", characters: 0, firstSpeechMs: undefined, totalMs: 8 },
  ]);
  expect(lines).toMatchObject([{ level: "debug", outcome: "withdrawn" }]);
});

test("a broken connection and the one after it are told at info", () => {
  const lines = logEvents([
    { type: "socket-lost", code: 1006 },
    { type: "socket-attached", connection: 2 },
  ]);
  expect(lines).toMatchObject([
    { level: "info", message: "connection lost", code: 1006 },
    { level: "info", message: "platform dialled again", connection: 2 },
  ]);
});

test("a call that ended for a fault is told as a warning", () => {
  const lines = logEvents([
    { type: "call-ended", reason: "bad-input", durationMs: 1 },
    { type: "call-ended", reason: "connection-lost", durationMs: 1 },
  ]);
  expect(lines.map(({ level }) => level)).toEqual(["warn", "warn"]);
});

test("a problem is told once per call", () => {
  const problem = { type: "problem", code: "bad-event", message: "response_id must be an integer" } as const;
  const lines = logEvents([
    { ...problem, first: true },
    { ...problem, first: false },
    { ...problem, first: false },
  ]);
  expect(lines).toMatchObject([{ level: "warn", code: "bad-event", message: "response_id must be an integer" }]);
});

const failed: SessionEvent = {
  type: "problem",
  code: "agent-failed",
  message: "the agent threw",
  first: true,
  error: new TypeError("cannot find an order for Mike Miller"),
};

test("an agent's error is told by name and place, without its message, which may quote the conversation", () => {
  const [line] = logEvents([failed]);
  expect(line).toMatchObject({ level: "error", error: "TypeError" });
  expect(line?.at).toMatch(/session-log\.test\.ts:\d+$/);
  expect(JSON.stringify(line)).not.toContain("Mike");
});

test("an agent's error is told with its message on request", () => {
  const [line] = logEvents([failed], { errorMessages: true });
  expect(line?.error).toBe("TypeError: cannot find an order for Mike Miller");
});

test("why a model failed is told by name and status, without a word of the provider", () => {
  const refusal = Object.assign(new Error("Rate limit of org-Miller"), { name: "AI_APICallError", statusCode: 429 });
  const error = Object.assign(new Error("no model answered", { cause: refusal }), { name: "AllModelsFailed" });
  const note = { kind: "rung", responseId: 1, rung: "apology", error } as const;
  const told = (errorMessages: boolean): unknown =>
    logEvents([{ type: "agent-noted", note }], { errorMessages })[0]?.error;
  expect(told(false)).toBe("AllModelsFailed (AI_APICallError 429)");
  expect(told(true)).toBe("AllModelsFailed: no model answered");
});

test("what an agent throws that is no error is told by its type only", () => {
  const thrown: SessionEvent = { ...failed, error: "Mike Miller" } as SessionEvent;
  expect(logEvents([thrown])[0]?.error).toBe("string");
  expect(logEvents([thrown], { errorMessages: true })[0]?.error).toBe("Mike Miller");
});

test("an agent's work is told at debug, what the caller notices at info, and failures with the name of what was thrown", () => {
  const note = (told: object): SessionEvent => ({ type: "agent-noted", note: told as AgentNote });
  const error = new RangeError("a secret");
  const events = [
    note({ kind: "generation", responseId: 1, model: "m", outcome: "kept", totalMs: 900 }),
    note({ kind: "generation", responseId: 1, model: "m", outcome: "failed", totalMs: 9, error }),
    note({ kind: "tool", responseId: 1, name: "book", outcome: "done", durationMs: 9 }),
    note({ kind: "tool", responseId: 1, name: "book", outcome: "failed", durationMs: 9 }),
    note({ kind: "rung", responseId: 1, rung: "holding-line" }),
    note({ kind: "rung", responseId: 1, rung: "apology", error }),
  ];
  const lines = logEvents(events);
  expect(lines).toMatchObject([
    { level: "debug", message: "generation", callId: "c1", model: "m", totalMs: 900 },
    { level: "warn", message: "generation", outcome: "failed", error: "RangeError" },
    { level: "debug", message: "tool", name: "book" },
    { level: "info", message: "tool", outcome: "failed" },
    { level: "info", message: "rung", rung: "holding-line" },
    { level: "error", message: "rung", rung: "apology", error: "RangeError" },
  ]);
  expect(JSON.stringify(lines)).not.toContain("secret");
  expect(logEvents(events, { errorMessages: true })[1]).toMatchObject({ error: "RangeError: a secret" });
});
