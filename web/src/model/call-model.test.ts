import { expect, test } from "vitest";
import type { CallEvent, FrameRecord, TurnTiming } from "../../../src/platform/index.ts";
import { CallModel } from "./call-model.ts";

function modelOf(events: readonly CallEvent[]): CallModel {
  const model = new CallModel();
  for (const event of events) model.apply(event);
  return model;
}

function timing(turnId: number, more: Partial<TurnTiming> = {}): TurnTiming {
  return { turnId, kind: "response", askedAtMs: 1_000, ...more };
}

function frame(index: number, more: Partial<FrameRecord> = {}): CallEvent {
  const atMs = more.atMs ?? 1_000 + index;
  const record: FrameRecord = {
    index,
    atMs,
    direction: "from-server",
    socketIndex: 0,
    type: "response",
    responseId: 1,
    byteCount: 2,
    text: "{}",
    verdict: "accepted",
    findings: [],
    ...more,
  };
  return { type: "frame-passed", frame: record, atMs };
}

test("an answer is one entry from its first word to its last, with what was not heard", () => {
  const { talk, lanes } = modelOf([
    { type: "speech-queued", turnId: 1, text: "One two three.", atMs: 1_900 },
    { type: "agent-started", turnId: 1, kind: "response", timing: timing(1, { deadAirMs: 500 }), atMs: 2_000 },
    { type: "agent-word", turnId: 1, text: "One ", startMs: 2_000, endMs: 2_200, atMs: 2_200 },
    { type: "agent-interrupted", turnId: 1, by: "caller", unheard: "two three.", atMs: 2_300 },
    { type: "turn-finished", timing: timing(1, { outcome: "cut" }), atMs: 2_300 },
  ]);
  expect(talk.entries).toMatchObject([
    { kind: "agent", turnId: 1, queued: "One two three.", heard: "One ", unheard: "two three.", cutBy: "caller" },
  ]);
  expect(lanes.agent).toMatchObject([{ startMs: 2_000, endMs: 2_300, isCut: true }]);
  expect(lanes.deadAir).toMatchObject([{ startMs: 1_500, endMs: 2_000, label: "500 ms" }]);
});

test("words after a pause go on with the utterance, and the timeline shows the silence between", () => {
  const { talk, lanes } = modelOf([
    { type: "caller-heard", text: "Hello", open: true, atMs: 100 },
    { type: "caller-heard", text: "Hello", open: false, atMs: 900 },
    { type: "caller-heard", text: "Hello you", open: true, atMs: 1_500 },
    { type: "caller-heard", text: "Hello you", open: false, atMs: 2_000 },
  ]);
  expect(talk.entries).toMatchObject([{ kind: "caller", text: "Hello you", isOpen: false, startMs: 100 }]);
  expect(lanes.caller).toEqual([
    { startMs: 100, endMs: 100, label: "Hello" },
    { startMs: 1_500, endMs: 1_500, label: "you" },
  ]);
});

test("the same words after an answer are a new utterance", () => {
  const { talk } = modelOf([
    { type: "caller-heard", text: "Hello", open: false, atMs: 100 },
    { type: "agent-word", turnId: 1, text: "Hi.", startMs: 300, endMs: 400, atMs: 400 },
    { type: "caller-heard", text: "Hello", open: false, atMs: 1_500 },
  ]);
  expect(talk.entries.map(({ kind }) => kind)).toEqual(["caller", "agent", "caller"]);
});

test("a withdrawn turn is on the timeline and not in the conversation", () => {
  const { talk, turns } = modelOf([
    { type: "request-made", responseId: 1, kind: "response", early: true, atMs: 1_000 },
    { type: "request-withdrawn", responseId: 1, atMs: 1_200 },
    { type: "turn-finished", timing: timing(1, { outcome: "withdrawn" }), atMs: 1_200 },
  ]);
  expect(talk.entries).toEqual([]);
  expect(turns.all).toMatchObject([{ turnId: 1, isEarly: true, endedAtMs: 1_200, timing: { outcome: "withdrawn" } }]);
});

test("an interruption of the server's own has a turn of its own under the same number", () => {
  const { turns } = modelOf([
    { type: "request-made", responseId: 1, kind: "response", early: false, atMs: 1_000 },
    { type: "turn-finished", timing: timing(1, { outcome: "cancelled" }), atMs: 1_100 },
    {
      type: "agent-started",
      turnId: 1,
      kind: "interrupt",
      timing: timing(1, { kind: "interrupt", askedAtMs: 1_100 }),
      atMs: 1_200,
    },
  ]);
  expect(turns.all.map(({ kind }) => kind)).toEqual(["response", "interrupt"]);
});

test("a turn waits until something of it is heard", () => {
  const asked: CallEvent = { type: "request-made", responseId: 1, kind: "response", early: false, atMs: 1_000 };
  expect(modelOf([asked]).turns.waiting?.turnId).toBe(1);
  const started: CallEvent = { type: "agent-started", turnId: 1, kind: "response", timing: timing(1), atMs: 1_400 };
  expect(modelOf([asked, frame(0), started]).turns.waiting).toBeUndefined();
});

test("keys in a row are read as one number", () => {
  const { talk, lanes } = modelOf([
    { type: "key-pressed", digit: "4", taken: true, atMs: 100 },
    { type: "key-pressed", digit: "2", taken: true, atMs: 300 },
    { type: "key-pressed", digit: "#", taken: true, atMs: 9_000 },
  ]);
  expect(talk.entries).toMatchObject([{ topic: "key", text: "42#" }]);
  expect(lanes.keys.map(({ label }) => label)).toEqual(["42", "#"]);
});

test("a tool lasts from its call to its result", () => {
  const { lanes } = modelOf([
    {
      type: "tool-reported",
      item: { role: "tool_call_invocation", tool_call_id: "a", name: "find", arguments: "{}" },
      atMs: 100,
    },
    { type: "tool-reported", item: { role: "tool_call_result", tool_call_id: "a", content: "ok" }, atMs: 400 },
  ]);
  expect(lanes.tools).toEqual([{ startMs: 100, endMs: 400, label: "find" }]);
});

test("percentiles are by nearest rank, and absent until something was measured", () => {
  const trips = [10, 20, 30, 40].map((ms): CallEvent => ({ type: "round-trip-measured", ms, atMs: ms }));
  const { latency } = modelOf(trips);
  expect(latency.percentiles("roundTrip")).toEqual({ p50: 20, p90: 40, p95: 40, p99: 40, max: 40, count: 4 });
  expect(latency.percentiles("e2e")).toBeUndefined();
});

test("a broken connection is seen, and that it is there again", () => {
  const { lanes, talk, state } = modelOf([
    { type: "state-changed", state: "live", atMs: 10 },
    { type: "state-changed", state: "reconnecting", atMs: 500 },
    { type: "state-changed", state: "live", atMs: 700 },
    { type: "state-changed", state: "ended", reason: "user_hangup", atMs: 900 },
  ]);
  expect(lanes.connection.map(({ state: name, endMs }) => [name, endMs])).toEqual([
    ["connecting", 10],
    ["live", 500],
    ["reconnecting", 700],
    ["live", 900],
  ]);
  expect(talk.entries.map((entry) => entry.kind === "note" && entry.topic)).toEqual(["line", "line"]);
  expect(state).toBe("ended");
});
