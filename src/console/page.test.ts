import { defaultModel, defaultSettings, findingKinds } from "repartee/platform";
import { describe, expect, test } from "vitest";
import { lineEvent } from "../../test/support/call-events.ts";
import { createFakeChecker } from "../../test/support/fake-checker.ts";
import { createFeedSocket, messagesOf, say } from "../../test/support/feed-page.ts";
import { createMemoryServer, guideServer } from "../../test/support/memory-server.ts";
import { createVirtualClock } from "../internal/index.ts";
import { CallList } from "./call-list.ts";
import { CallRecord } from "./call-record.ts";
import { Checks } from "./checks.ts";
import type { Hello } from "./feed.ts";
import { Page } from "./page.ts";
import { openRecording } from "./recordings.ts";
import { WebCalls } from "./web-calls.ts";

const limits = { maxEventsCount: 10_000, maxCharactersCount: 1_000_000 };
const url = "ws://agent.test/llm-websocket";
const hello: Hello = {
  type: "hello",
  version: "1.0.0",
  calls: [],
  reportIds: [],
  settings: defaultSettings,
  model: defaultModel,
  findingKinds,
  limits: { maxWebCalls: 2, maxMessageBytes: 1_000_000, orphanTimeoutMs: 10_000 },
};

function setUp() {
  const clock = createVirtualClock();
  const list = new CallList(clock, { maxCallsCount: 100, maxTotalCharactersCount: 10_000_000 });
  let lastId = 0;
  const newId = () => `id-${++lastId}`;
  const { dial } = createMemoryServer(clock, guideServer);
  const webCalls = new WebCalls({
    clock,
    list,
    limits,
    maxWebCallsCount: 2,
    orphanTimeoutMs: 10_000,
    ownServer: undefined,
    dial,
    newId,
  });
  const checker = createFakeChecker();
  const checks = new Checks({
    clock,
    checker,
    ownServer: undefined,
    dial,
    mayLoad: true,
    maxChecksCount: 1,
    maxReportsCount: 1,
    checkTimeoutMs: 60_000,
    newId,
  });
  const open = () => {
    const feed = createFeedSocket();
    const page = new Page(feed.socket, {
      clock,
      list,
      webCalls,
      checks,
      hello: () => ({ ...hello, calls: list.summaries }),
      openRecording: (text) => openRecording(text, newId(), limits),
    });
    return { feed, page, messages: feed.messages };
  };
  const addPlatformCall = () => {
    const record = new CallRecord({ id: newId(), callId: "call_1", origin: "platform", url: "" }, limits);
    list.add(record);
    return record;
  };
  return { clock, list, webCalls, checker, open, addPlatformCall };
}

describe("a page", () => {
  test("is greeted with the calls that there are, and then told of each change", () => {
    const { list, open, addPlatformCall } = setUp();
    const before = addPlatformCall();
    const { messages } = open();
    const after = addPlatformCall();
    list.remove(before.id);
    expect(messages).toEqual([
      { ...hello, calls: [before.summary] },
      { type: "call-added", call: after.summary },
      { type: "call-removed", id: before.id },
    ]);
  });

  test("gets its answer, its call and the call's events, in this order, without asking", async () => {
    const { clock, webCalls, open } = setUp();
    const { messages, page } = open();
    say(page, { type: "place-call", requestId: "mine", url });
    await clock.advance(3_000);
    expect(messages.slice(0, 3).map(({ type }) => type)).toEqual(["hello", "call-added", "placed"]);
    expect(messagesOf(messages, "placed")).toEqual([{ type: "placed", requestId: "mine", id: "id-1" }]);
    const events = messagesOf(messages, "call-events").flatMap((message) => message.events);
    expect(events.filter(({ type }) => type === "agent-word")).toHaveLength(5);
    say(page, { type: "act", id: "id-1", action: { kind: "hang-up" } });
    await clock.advance(1_000);
    expect(messagesOf(messages, "call-updated").at(-1)?.call.state).toBe("ended");
    webCalls.close();
  });

  test("gets the history of a call in parts, and can go on after any of them", () => {
    const { open, addPlatformCall } = setUp();
    const record = addPlatformCall();
    const lines = Array.from({ length: 1_200 }, (_, index) => lineEvent(String(index)));
    for (const line of lines) record.add(line);
    const { messages, page } = open();
    say(page, { type: "follow-call", id: record.id });
    const parts = messagesOf(messages, "call-events");
    expect(parts.map(({ events, cursor }) => [events.length, cursor])).toEqual([
      [500, 500],
      [500, 1_000],
      [200, 1_200],
    ]);
    expect(parts.flatMap(({ events }) => events)).toEqual(lines);
    const later = open();
    say(later.page, { type: "follow-call", id: record.id, after: parts[1]?.cursor ?? 0 });
    expect(messagesOf(later.messages, "call-events").flatMap(({ events }) => events)).toEqual(lines.slice(1_000));
  });

  test("gets what happens at the same time as one message, before the list tells of it", async () => {
    const { clock, open, addPlatformCall } = setUp();
    const record = addPlatformCall();
    const { messages, page } = open();
    say(page, { type: "follow-call", id: record.id });
    messages.length = 0;
    record.add(lineEvent("one"));
    record.add(lineEvent("two"));
    expect(messages).toEqual([]);
    await clock.advance(15);
    record.add(lineEvent("three"));
    record.close();
    expect(messages.map((message) => ("events" in message ? message.events.length : message.type))).toEqual([
      2,
      1,
      "call-updated",
    ]);
    expect(messagesOf(messages, "call-events").map(({ cursor }) => cursor)).toEqual([2, 3]);
  });

  test("hears no more of a call that it does not follow, or that is taken off the list", async () => {
    const { clock, list, open, addPlatformCall } = setUp();
    const [first, second] = [addPlatformCall(), addPlatformCall()];
    const { messages, page } = open();
    for (const { id } of [first, second]) say(page, { type: "follow-call", id });
    say(page, { type: "unfollow-call", id: first.id });
    list.remove(second.id);
    messages.length = 0;
    first.add(lineEvent("one"));
    second.add(lineEvent("one"));
    await clock.advance(1_000);
    expect(messages).toEqual([]);
  });

  test("opens recordings, and is told why one cannot be opened", () => {
    const { open } = setUp();
    const { messages, page } = open();
    const text =
      '{"type":"recording","version":1,"callId":"call_9","url":"ws://a/call_9"}\n{"type":"line-logged","text":"x","atMs":1}';
    say(page, { type: "open-recording", requestId: "good", text });
    say(page, { type: "open-recording", requestId: "bad", text: "no recording" });
    expect(messagesOf(messages, "call-added")).toMatchObject([{ call: { callId: "call_9", origin: "recording" } }]);
    expect(messagesOf(messages, "placed")).toEqual([{ type: "placed", requestId: "good", id: "id-1" }]);
    expect(messagesOf(messages, "refused")).toMatchObject([
      { requestId: "bad", message: expect.stringContaining("line 1") },
    ]);
  });

  test("is told why a call was not placed", () => {
    const { open } = setUp();
    const { messages, page } = open();
    say(page, { type: "place-call", requestId: "typo", url: "localhost:3000" });
    expect(messages.at(-1)).toMatchObject({
      type: "refused",
      requestId: "typo",
      message: expect.stringContaining("url"),
    });
  });

  test("takes calls off the list: a web call after hanging it up, but no platform's call that is up", async () => {
    const { clock, list, open, addPlatformCall } = setUp();
    const platform = addPlatformCall();
    const { messages, page } = open();
    say(page, { type: "place-call", requestId: "r", url });
    await clock.advance(1_000);
    const web = messagesOf(messages, "placed")[0]?.id ?? "";
    say(page, { type: "remove-call", id: web });
    say(page, { type: "remove-call", id: platform.id });
    say(page, { type: "remove-call", id: "nobody" });
    expect(list.summaries.map(({ id }) => id)).toEqual([platform.id]);
    expect(messagesOf(messages, "refused")).toMatchObject([{ message: expect.stringContaining("still up") }]);
    platform.close();
    say(page, { type: "remove-call", id: platform.id });
    expect(list.summaries).toEqual([]);
    await clock.advance(1_000);
    expect(clock.pendingTimers).toBe(0);
  });

  test("keeps its call up while it is there, and lets go of everything when it goes", async () => {
    const { clock, list, open } = setUp();
    const { messages, page } = open();
    say(page, { type: "place-call", requestId: "r", url });
    await clock.advance(1_000);
    const id = messagesOf(messages, "placed")[0]?.id ?? "";
    page.closed();
    const count = messages.length;
    await clock.advance(5_000);
    const reloaded = open();
    say(reloaded.page, { type: "follow-call", id });
    await clock.advance(60_000);
    expect(list.get(id)?.isOver).toBe(false);
    expect(messagesOf(reloaded.messages, "call-events")[0]?.events[0]).toMatchObject({ state: "connecting" });
    reloaded.page.closed();
    await clock.advance(11_000);
    expect(list.get(id)?.isOver).toBe(true);
    expect(messages).toHaveLength(count);
    expect(clock.pendingTimers).toBe(0);
  });

  test("starts a check, hears of it, and stops it; or is told why not", async () => {
    const { clock, checker, open } = setUp();
    const { messages, page } = open();
    say(page, { type: "start-check", requestId: "typo", url: "localhost:3000", isQuick: true });
    say(page, { type: "start-check", requestId: "mine", url, isQuick: true });
    say(page, { type: "start-check", requestId: "again", url, isQuick: true });
    expect(messagesOf(messages, "refused")).toMatchObject([
      { requestId: "typo", message: expect.stringContaining("url must") },
      { requestId: "again", message: expect.stringContaining("stop it, or wait") },
    ]);
    expect(messagesOf(messages, "check-started")).toMatchObject([{ requestId: "mine", id: "id-1" }]);
    say(page, { type: "stop-check", id: "id-1" });
    await checker.runs[0]?.end();
    expect(messagesOf(messages, "check-finished")).toMatchObject([{ id: "id-1", ending: "stopped" }]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("gives its check up when it goes", async () => {
    const { clock, checker, open } = setUp();
    const { page } = open();
    say(page, { type: "start-check", requestId: "mine", url, isQuick: false });
    page.closed();
    expect(checker.runs[0]?.options.signal?.aborted).toBe(true);
    await checker.runs[0]?.end();
    expect(clock.pendingTimers).toBe(0);
  });

  test("that does not read is let go, before it fills the memory", () => {
    const { open, addPlatformCall } = setUp();
    const { feed } = open();
    feed.bufferedAmount = 64 * 1024 * 1024 + 1;
    addPlatformCall();
    expect(feed.isTerminated).toBe(true);
  });

  test("can send anything without harm", () => {
    const { open } = setUp();
    const { messages, page } = open();
    for (const text of ["", "null", "[]", "{}", '{"type":"act"}', '{"type":"place-call","requestId":"r","url":7}']) {
      say(page, text);
    }
    page.receive(new Uint8Array([1, 2, 3]), true);
    expect(messagesOf(messages, "refused")).toHaveLength(6);
    expect(messages.at(-1)).toMatchObject({ requestId: "r" });
  });
});
