import type { CallEvent, Dialer } from "repartee/platform";
import { describe, expect, test } from "vitest";
import {
  createMemoryServer,
  guideServer,
  isRequest,
  type MemoryServerScript,
  response,
} from "../../test/support/memory-server.ts";
import { eventsOf } from "../../test/support/platform-call.ts";
import { type Clock, createVirtualClock, realClock } from "../internal/index.ts";
import { CallList } from "./call-list.ts";
import type { CallRecord } from "./call-record.ts";
import type { PlaceCall } from "./feed.ts";
import { createOwnServer } from "./own-server.ts";
import { WebCalls } from "./web-calls.ts";

const url = "ws://agent.test/llm-websocket/";
const limits = { maxEventsCount: 10_000, maxCharactersCount: 1_000_000 };

function setUp(script: MemoryServerScript = guideServer, secret?: string) {
  return setUpWith(createVirtualClock(), script, secret);
}

function setUpWith<AnyClock extends Clock>(clock: AnyClock, script: MemoryServerScript, secret?: string) {
  const server = createMemoryServer(clock, script);
  const list = new CallList(clock, { maxCallsCount: 100, maxTotalCharactersCount: 10_000_000 });
  let lastId = 0;
  const dial: Dialer = server.dial;
  const calls = new WebCalls({
    clock,
    list,
    limits,
    maxWebCallsCount: 2,
    orphanTimeoutMs: 10_000,
    ownServer: createOwnServer({ url: () => url, ...(secret === undefined ? {} : { secret }) }),
    dial,
    newId: () => `id-${++lastId}`,
  });
  const page = {};
  const place = (fields: Partial<PlaceCall> = {}, by: object = page): CallRecord =>
    calls.place({ type: "place-call", requestId: "r", url, ...fields }, by);
  return { clock, server, list, calls, page, place };
}

function events(record: CallRecord): CallEvent[] {
  return record.history.after(0).map(([, event]) => event);
}

describe("a web call", () => {
  test("is in the list before it is dialled, and is known by its call id as long as it is there", async () => {
    const { clock, list, calls, place } = setUp();
    const record = place();
    expect(list.summaries).toMatchObject([{ id: "id-1", origin: "web-call", state: "connecting" }]);
    expect(calls.recordOf(record.callId)).toBe(record);
    expect(calls.recordOf("another")).toBeUndefined();
    calls.act(record.id, { kind: "hang-up" });
    await clock.settle();
    expect(calls.recordOf(record.callId)).toBe(record);
    list.remove(record.id);
    expect(calls.recordOf(record.callId)).toBeUndefined();
    await clock.advance(250);
    expect(clock.pendingTimers).toBe(0);
  });

  test("is known by its call id, also when another one is removed", () => {
    // By any other clock both would have the same id.
    const { list, calls, place } = setUpWith(realClock, guideServer);
    const [first, second] = [place(), place()];
    list.remove(first.id);
    expect(calls.recordOf(first.callId)).toBeUndefined();
    expect(calls.recordOf(second.callId)).toBe(second);
    calls.close();
  });

  test("does what the caller does", async () => {
    const { clock, calls, place } = setUp();
    const record = place();
    await clock.advance(3_000);
    calls.act(record.id, { kind: "start-speaking" });
    calls.act(record.id, { kind: "partial", text: "Hello" });
    calls.act(record.id, { kind: "final", text: "Hello there." });
    await clock.advance(5_000);
    calls.act(record.id, { kind: "press", digits: "1#" });
    calls.act(record.id, { kind: "unintelligible" });
    calls.act(record.id, { kind: "start-speaking" });
    calls.act(record.id, { kind: "stop-speaking" });
    await clock.advance(5_000);
    calls.act(record.id, { kind: "drop" });
    await clock.advance(1_000);
    calls.act(record.id, { kind: "hang-up" });
    await clock.settle();
    const heard = eventsOf(events(record), "caller-heard").filter(({ open }) => !open);
    expect(heard.map(({ text }) => text)).toEqual(["Hello there.", "(unintelligible audio)"]);
    expect(eventsOf(events(record), "key-pressed").map(({ digit }) => digit)).toEqual(["1", "#"]);
    expect(eventsOf(events(record), "state-changed").map(({ state }) => state)).toEqual([
      "connecting",
      "live",
      "reconnecting",
      "live",
      "ended",
    ]);
    expect(record.toRecording().report?.call.disconnection_reason).toBe("user_hangup");
    expect(record.summary).toMatchObject({ state: "ended", reason: "user_hangup", hasFailed: false });
  });

  test("takes the page's settings, model and details", async () => {
    const script: MemoryServerScript = {
      onOpen: (socket) => {
        socket.send({ response_type: "config", config: { call_details: true } });
        socket.send(response(0, "Hello."));
      },
      onEvent: (event, socket) => isRequest(event) && socket.send(response(event.response_id, "Are you there?")),
    };
    const { clock, server, calls, place } = setUp(script);
    const record = place({
      settings: { reminder_trigger_ms: 1_000, reminder_max_count: 1 },
      model: { agentCharactersPerSecond: 1_000 },
      details: { metadata: { ticket: 7 }, dynamicVariables: { name: "Mike" } },
    });
    await clock.advance(1_500);
    expect(server.received.find((event) => event.interaction_type === "call_details")).toMatchObject({
      call: { metadata: { ticket: 7 }, retell_llm_dynamic_variables: { name: "Mike" } },
    });
    expect(server.received.filter((event) => event.interaction_type === "reminder_required")).toHaveLength(1);
    calls.act(record.id, { kind: "hang-up" });
    await clock.settle();
  });

  test("is refused with a setting that cannot be used, or when too many run, and leaves nothing behind", async () => {
    const { clock, list, calls, place } = setUp();
    expect(() => place({ url: "ftp://agent.test" })).toThrow("url must start with ws");
    expect(() => place({ settings: { responsiveness: 2 } })).toThrow("settings.responsiveness");
    expect(list.summaries).toEqual([]);
    place();
    place();
    expect(() => place()).toThrow("2 web calls run already: hang one up first");
    calls.close();
    await clock.settle();
    expect(list.summaries.map(({ state }) => state)).toEqual(["ended", "ended"]);
    expect(() => place()).not.toThrow();
    calls.close();
  });

  test("goes on through a reload, and is hung up when no page comes back", async () => {
    const { clock, calls, page, place } = setUp();
    const record = place();
    await clock.advance(2_000);
    calls.leave(page);
    await clock.advance(9_999);
    expect(record.isOver).toBe(false);
    const reloaded = {};
    calls.join(record.id, reloaded);
    await clock.advance(60_000);
    expect(record.isOver).toBe(false);
    calls.leave(reloaded);
    await clock.advance(10_000);
    expect(record.summary).toMatchObject({ state: "ended", reason: "user_hangup" });
    await clock.advance(250);
    expect(clock.pendingTimers).toBe(0);
  });

  test("needs only one of the pages that are there for it", async () => {
    const { clock, calls, page, place } = setUp();
    const record = place();
    calls.join(record.id, {});
    calls.leave(page);
    await clock.advance(60_000);
    expect(record.isOver).toBe(false);
    calls.close();
    await clock.settle();
    await clock.advance(250);
    expect(clock.pendingTimers).toBe(0);
  });

  test("carries the secret of the own server, which nobody else gets and no recording has", async () => {
    const secret = "0123456789abcdef";
    const { clock, server, calls, place } = setUp(guideServer, secret);
    const own = place({ url: "http://agent.test/llm-websocket" });
    const foreign = place({ url: "ws://elsewhere.test/llm-websocket" });
    await clock.advance(1_000);
    calls.close();
    await clock.settle();
    expect(server.sockets.map((socket) => socket.url.includes(secret))).toEqual([true, false]);
    expect(JSON.stringify([own.toRecording(), own.summary])).not.toContain(secret);
    expect(foreign.isOver).toBe(true);
  });

  test("cannot be driven once it is over", async () => {
    const { clock, calls, place } = setUp();
    const record = place();
    await clock.advance(1_000);
    calls.act(record.id, { kind: "hang-up" });
    await clock.settle();
    const { cursor } = record.history;
    calls.act(record.id, { kind: "final", text: "Hello?" });
    calls.act("nobody", { kind: "drop" });
    calls.join(record.id, {});
    await clock.advance(60_000);
    expect(record.history.cursor).toBe(cursor);
  });
});
