import { dummyAgent, type SessionEvent } from "repartee";
import { createSession, resolveSessionOptions } from "repartee/session";
import { createScriptedSocket, createVirtualClock } from "repartee/testing";
import { expect, it } from "vitest";
import { type CallRegistry, createCallRegistry } from "./call-registry.ts";

function setUp(limits: { maxCalls?: number; maxCallsPerAddress?: number } = {}) {
  const clock = createVirtualClock();
  const ends: string[] = [];
  const onEvent = (callId: string, event: SessionEvent): void => {
    if (event.type === "call-ended") ends.push(`${callId}: ${event.reason}`);
  };
  const calls = createCallRegistry({
    maxCalls: 3,
    maxCallsPerAddress: 9,
    ...limits,
    createSession: (callId, onEnded) =>
      createSession({
        callId,
        agent: () => dummyAgent,
        clock,
        options: resolveSessionOptions(),
        observer: { onEvent },
        onEnded,
      }),
  });
  return { calls, clock, ends };
}

function dial(calls: CallRegistry, callId: string, address = "a") {
  const socket = createScriptedSocket();
  return { socket, connection: calls.attach(callId, address, socket) };
}

it("joins a second connection of the same id to the call that is up", () => {
  const { calls } = setUp();
  const first = dial(calls, "one");
  const second = dial(calls, "one");
  expect(calls.size).toBe(1);
  expect(first.socket.terminated).toBe(true);
  expect(second.socket.terminated).toBe(false);
});

it("keeps a call whose older connection closes after the newer one came", () => {
  const { calls } = setUp({ maxCalls: 1 });
  const first = dial(calls, "one");
  dial(calls, "one");
  first.connection.closed(1006);
  expect(calls.size).toBe(1);
  expect(calls.refusalFor("two", "a")).toBe("calls-full");
});

it("forgets a call that is over, and begins a new one under its id", () => {
  const { calls } = setUp();
  dial(calls, "one").connection.closed(1000);
  expect(calls.size).toBe(0);
  dial(calls, "one");
  expect(calls.size).toBe(1);
});

it("forgets a call that nobody dialled again", async () => {
  const { calls, clock, ends } = setUp();
  dial(calls, "one").connection.closed(1006);
  expect(calls.has("one")).toBe(true);
  await clock.advance(60_000);
  expect(calls.has("one")).toBe(false);
  expect(ends).toEqual(["one: connection-lost"]);
});

it("takes no more calls than allowed, while calls that are up may still come back", () => {
  const { calls } = setUp({ maxCalls: 2 });
  dial(calls, "one");
  expect(calls.isFull).toBe(false);
  dial(calls, "two");
  expect(calls.isFull).toBe(true);
  expect(calls.refusalFor("three", "b")).toBe("calls-full");
  expect(calls.refusalFor("one", "b")).toBeUndefined();
});

it("takes no more calls of one address than allowed", () => {
  const { calls } = setUp({ maxCallsPerAddress: 1 });
  dial(calls, "one", "a");
  expect(calls.refusalFor("two", "a")).toBe("address-full");
  expect(calls.refusalFor("two", "b")).toBeUndefined();
  expect(calls.refusalFor("one", "a")).toBeUndefined();
});

it("counts a call for the address that dialled last", () => {
  const { calls } = setUp({ maxCallsPerAddress: 1 });
  dial(calls, "one", "a");
  const { connection } = dial(calls, "one", "b");
  expect(calls.refusalFor("two", "a")).toBeUndefined();
  expect(calls.refusalFor("two", "b")).toBe("address-full");
  connection.closed(1000);
  expect(calls.refusalFor("two", "b")).toBeUndefined();
});

it("gives up the call that has waited longest for its platform when a new one needs the room", () => {
  const { calls, ends } = setUp({ maxCalls: 3 });
  const one = dial(calls, "one");
  const two = dial(calls, "two");
  dial(calls, "three");
  two.connection.closed(1006);
  one.connection.closed(1006);
  expect(calls.isFull).toBe(false);
  expect(calls.refusalFor("four", "a")).toBeUndefined();
  dial(calls, "four");
  expect(ends).toEqual(["two: server-stopped"]);
  expect(calls.size).toBe(3);
  expect(calls.has("one")).toBe(true);
});

it("gives up only a waiting call of the same address when that address is full", () => {
  const { calls, ends } = setUp({ maxCalls: 9, maxCallsPerAddress: 1 });
  dial(calls, "one", "a").connection.closed(1006);
  dial(calls, "two", "b").connection.closed(1006);
  dial(calls, "three", "b");
  expect(ends).toEqual(["two: server-stopped"]);
});

it("does not give up a call that came back", () => {
  const { calls } = setUp({ maxCalls: 1 });
  dial(calls, "one").connection.closed(1006);
  dial(calls, "one");
  expect(calls.refusalFor("two", "a")).toBe("calls-full");
});

it("lets go of every call, broken off rather than closed, and says when none is left", async () => {
  const { calls, clock } = setUp();
  const { socket } = dial(calls, "one");
  dial(calls, "two").connection.closed(1006);
  const empty = calls.whenEmpty();
  calls.releaseAll();
  await empty;
  await calls.whenEmpty();
  expect(socket.terminated).toBe(true);
  expect(socket.closedWith).toBeUndefined();
  expect(calls.size).toBe(0);
  expect(clock.pendingTimers).toBe(0);
});
