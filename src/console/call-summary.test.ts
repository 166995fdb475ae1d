import type { CallEvent, CallReport } from "repartee/platform";
import { describe, expect, test } from "vitest";
import { SummaryMaker } from "./call-summary.ts";

const head = { id: "1", callId: "call_1", origin: "web-call", url: "ws://localhost/call_1", startedAtMs: 5 } as const;

type Timing = Extract<CallEvent, { type: "turn-finished" }>["timing"];

function turnFinished(timing: Partial<Timing>): CallEvent {
  return { type: "turn-finished", atMs: 0, timing: { turnId: 1, kind: "response", askedAtMs: 0, ...timing } };
}

function summarise(...events: CallEvent[]) {
  const maker = new SummaryMaker(head);
  for (const event of events) maker.add(event);
  return maker.summary;
}

describe("the summary of a call", () => {
  test("begins with what is known", () => {
    expect(summarise()).toEqual({
      ...head,
      state: "connecting",
      hasFailed: false,
      turnCount: 0,
      findingCounts: { error: 0, warning: 0, info: 0 },
      latency: {},
    });
  });

  test("counts spoken turns and findings by level", () => {
    const finding = { code: "dead-air", level: "warning", message: "", advice: "", atMs: 0 } as const;
    const timing = { turnId: 0, kind: "begin", askedAtMs: 0 } as const;
    const events: CallEvent[] = [
      { type: "agent-started", turnId: 0, kind: "begin", timing, atMs: 0 },
      { type: "finding-made", finding, atMs: 0 },
      { type: "finding-made", finding: { ...finding, level: "error" }, atMs: 0 },
    ];
    expect(summarise(...events)).toMatchObject({ turnCount: 1, findingCounts: { error: 1, warning: 1, info: 0 } });
  });

  test("measures answers that were heard, and neither withdrawn ones nor greetings as answers of a model", () => {
    const { latency } = summarise(
      turnFinished({ outcome: "spoken", deadAirMs: 400, firstSentenceMs: 100 }),
      turnFinished({ outcome: "cut", deadAirMs: 600, firstSentenceMs: 300 }),
      turnFinished({ outcome: "withdrawn", firstSentenceMs: 9_000 }),
      turnFinished({ outcome: "spoken", kind: "begin", firstSentenceMs: 9_000 }),
      { type: "round-trip-measured", ms: 7, atMs: 0 },
    );
    expect(latency.e2e).toEqual({ p50: 400, p90: 600, p95: 600, p99: 600, min: 400, max: 600, num: 2 });
    expect(latency.llm).toMatchObject({ p50: 100, max: 300, num: 2 });
    expect(latency.roundTrip).toMatchObject({ p50: 7, num: 1 });
  });

  test("tells a call that is over from one that has failed", () => {
    const ended = { type: "state-changed", state: "ended", atMs: 70 } as const;
    expect(summarise({ ...ended, reason: "user_hangup" })).toMatchObject({ durationMs: 70, hasFailed: false });
    expect(summarise({ ...ended, reason: "error_llm_websocket_open" })).toMatchObject({ hasFailed: true });
    const observed = new SummaryMaker(head);
    observed.observedEnd("connection-lost");
    observed.add(ended);
    expect(observed.summary).toMatchObject({ state: "ended", reason: "connection-lost", hasFailed: true });
  });

  test("takes the report's word on when the call began and how long it was", () => {
    const maker = new SummaryMaker({ id: "1", callId: "c", origin: "recording", url: "" });
    maker.add({ type: "state-changed", state: "ended", reason: "user_hangup", atMs: 70 });
    const call = { start_timestamp: 1_000, duration_ms: 50, disconnection_reason: "user_hangup" };
    maker.reported({ call } as CallReport);
    expect(maker.summary).toMatchObject({ startedAtMs: 1_000, durationMs: 50, reason: "user_hangup" });
  });
});
