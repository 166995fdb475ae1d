import type { CallEvent } from "repartee/platform";
import { describe, expect, test } from "vitest";
import { eventsOf } from "../../test/support/platform-call.ts";
import { createVirtualClock } from "../internal/index.ts";
import { CallList } from "./call-list.ts";
import { createPlatformCalls } from "./platform-calls.ts";

const limits = { maxEventsCount: 1_000, maxCharactersCount: 100_000 };

function setUp(ownCallIds: readonly string[] = []) {
  const clock = createVirtualClock();
  const list = new CallList(clock, { maxCallsCount: 10, maxTotalCharactersCount: 1_000_000 });
  let lastId = 0;
  const { onEvent, onReceived, onSent } = createPlatformCalls({
    clock,
    list,
    limits,
    newId: () => `id-${++lastId}`,
    isOwn: (callId) => ownCallIds.includes(callId),
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

  test("is not listed twice when this console placed it", () => {
    const { list, tell } = setUp(["call_own"]);
    tell.begin("call_own");
    tell.sent("call_own", {});
    tell.received("call_own", {});
    expect(list.summaries).toEqual([]);
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
