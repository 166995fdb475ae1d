import type { CallEvent } from "repartee/platform";
import { describe, expect, test } from "vitest";
import { eventsOf } from "../../test/support/platform-call.ts";
import { createVirtualClock } from "../internal/index.ts";
import { CallList } from "./call-list.ts";
import { CallRecord } from "./call-record.ts";
import { createPlatformCalls } from "./platform-calls.ts";

const limits = { maxEventsCount: 1_000, maxCharactersCount: 100_000 };

function setUp(ownRecords: readonly CallRecord[] = []) {
  const clock = createVirtualClock();
  const list = new CallList(clock, { maxCallsCount: 10, maxTotalCharactersCount: 1_000_000 });
  let lastId = 0;
  const { onEvent, onReceived, onSent } = createPlatformCalls({
    clock,
    list,
    limits,
    newId: () => `id-${++lastId}`,
    ownRecordOf: (callId) => ownRecords.find((record) => record.callId === callId),
    isOfCheck: () => false,
  });
  const tell = {
    event: (callId: string, event: Parameters<NonNullable<typeof onEvent>>[1]) => onEvent?.(callId, event),
    received: (callId: string, event: object) => onReceived?.(callId, new TextEncoder().encode(JSON.stringify(event))),
    sent: (callId: string, event: object) => onSent?.(callId, JSON.stringify(event)),
    begin(callId: string) {
      tell.event(callId, { type: "call-started" });
      tell.event(callId, { type: "socket-attached", connection: 1 });
    },
  };
  const events = (id: string): CallEvent[] => (list.get(id)?.history.after(0) ?? []).map(([, event]) => event);
  return { clock, list, tell, events };
}

const rung = { kind: "rung", responseId: 1, rung: "apology" } as const;
const noted = { type: "agent-noted", note: { ...rung, error: new RangeError("a secret") } } as const;
const shown = { type: "agent-noted", note: { ...rung, error: "RangeError" } };

describe("a call that a platform places", () => {
  test("is followed from its first message to its end", async () => {
    const { clock, list, tell, events } = setUp();
    tell.begin("call_1");
    tell.sent("call_1", { response_type: "response", response_id: 0, content: "Hello.", content_complete: true });
    tell.received("call_1", {
      interaction_type: "update_only",
      transcript: [{ role: "agent", content: "Hello." }],
      turntaking: "user_turn",
    });
    tell.event("call_1", { type: "socket-lost", code: 1000 });
    tell.event("call_1", { type: "call-ended", reason: "platform-closed", durationMs: 5 });
    expect(list.summaries).toMatchObject([
      {
        id: "id-1",
        callId: "call_1",
        origin: "platform",
        startedAtMs: clock.now(),
        state: "ended",
        reason: "platform-closed",
        turnCount: 1,
        hasFailed: false,
      },
    ]);
    const frames = eventsOf(events("id-1"), "frame-passed").map(({ frame }) => [frame.direction, frame.type]);
    expect(frames).toEqual([
      ["from-server", "response"],
      ["to-server", "update_only"],
    ]);
    expect(eventsOf(events("id-1"), "line-logged").at(-1)?.text).toBe("The platform closed the connection.");
  });

  test.each([
    [1000, ["live", "ended"]],
    [1006, ["live", "reconnecting", "ended"]],
  ])("whose connection closes with %i is said to be dialled again only when it broke", (code, states) => {
    const { tell, events } = setUp();
    tell.begin("call_1");
    tell.event("call_1", { type: "socket-lost", code });
    tell.event("call_1", { type: "call-ended", reason: "platform-closed", durationMs: 5 });
    expect(eventsOf(events("id-1"), "state-changed").map(({ state }) => state)).toEqual(states);
  });

  test("is not listed twice when this console placed it, but what its agent tells is added to it", async () => {
    const head = { id: "w", callId: "call_own", origin: "web-call", url: "", startedAtMs: createVirtualClock().now() };
    const own = new CallRecord({ ...head, origin: "web-call" }, limits);
    const { clock, list, tell } = setUp([own]);
    tell.begin("call_own");
    tell.sent("call_own", {});
    tell.received("call_own", {});
    expect(list.summaries).toEqual([]);
    await clock.advance(70);
    tell.event("call_own", noted);
    expect(own.history.after(0).map(([, event]) => event)).toEqual([{ ...shown, atMs: 70 }]);
  });

  test("holds what its agent tells of its own work, and of what was thrown only the name", () => {
    const { tell, events } = setUp();
    tell.begin("call_1");
    tell.event("call_1", noted);
    expect(eventsOf(events("id-1"), "agent-noted")).toEqual([{ ...shown, atMs: 0 }]);
    expect(JSON.stringify(events("id-1"))).not.toContain("secret");
  });

  test("is told of also when it is over: of the answer that its end withdrew", async () => {
    const { clock, tell, events } = setUp();
    tell.begin("call_1");
    tell.event("call_1", { type: "call-ended", reason: "platform-closed", durationMs: 5 });
    await clock.advance(30);
    tell.event("call_1", noted);
    expect(events("id-1").at(-1)).toEqual({ ...shown, atMs: 30 });
  });

  test("is another one when its id comes again after its end", () => {
    const { list, tell } = setUp();
    tell.begin("call_1");
    tell.event("call_1", { type: "call-ended", reason: "connection-lost", durationMs: 5 });
    tell.begin("call_1");
    expect(list.summaries.map(({ id, state }) => [id, state])).toEqual([
      ["id-2", "live"],
      ["id-1", "ended"],
    ]);
  });

  test("is let go for good when it is taken off the list", () => {
    const { list, tell } = setUp();
    tell.begin("call_1");
    const record = list.get("id-1");
    list.remove("id-1");
    const cursor = record?.history.cursor;
    tell.sent("call_1", {});
    tell.event("call_1", { type: "call-ended", reason: "platform-closed", durationMs: 5 });
    expect(record?.history.cursor).toBe(cursor);
    expect(list.summaries).toEqual([]);
  });
});
