import { expect, test } from "vitest";
import { createMemoryServer, guideServer } from "../../test/support/memory-server.ts";
import { foundCodes, runCall } from "../../test/support/platform-call.ts";
import { createVirtualClock } from "../internal/index.ts";
import { type CallEvent, interrupt, liveCaller, scriptedCaller, silence, startCall } from "./index.ts";

test("a call runs from the greeting over an answer to hanging up, and is reported", async () => {
  const clock = createVirtualClock();
  const server = createMemoryServer(clock, guideServer);
  const call = startCall({
    url: "http://localhost:3000/llm-websocket/",
    dial: server.dial,
    clock,
    caller: scriptedCaller(["What time do you open?"]),
  });
  const report = await clock.runUntil(call.report);

  expect(server.sockets[0]?.url).toBe(`ws://localhost:3000/llm-websocket/${call.callId}`);
  expect(report.call.disconnection_reason).toBe("user_hangup");
  expect(report.call.transcript).toBe(
    "Agent: How may I help you?\nUser: What time do you open?\nAgent: I am sorry, can you say that again?\n",
  );
  expect(report.findings).toEqual([]);
  expect(report.turns.map(({ turnId, kind, outcome }) => [turnId, kind, outcome])).toEqual([
    [0, "begin", "spoken"],
    [1, "response", "spoken"],
  ]);
  expect(report.log.map(({ text }) => text)).toEqual(["LLM Ws init attempt 0", "LLM ws open"]);
  await clock.settle();
  expect(clock.pendingTimers).toBe(0);
});

/** Runs a call with an interruption in it, and does something when its n-th event is told. */
async function actAt(
  index: number,
  act: "hangUp" | "drop" | "say",
): Promise<{ last: CallEvent | undefined; timers: number }> {
  const speaker = liveCaller();
  const { events, clock } = await runCall({
    server: guideServer,
    caller: act === "say" ? speaker : ["Hello", interrupt({ afterWords: 3, say: "What?" })],
    during: (call, time) => {
      let count = 0;
      call.on(() => {
        count += 1;
        if (count !== index) return;
        if (act === "say") speaker.final("Hello");
        else call[act]();
      });
      if (act === "say") time.setTimeout(() => speaker.hangUp(), 12_000);
    },
  });
  return { last: events.at(-1), timers: clock.pendingTimers };
}

test.each(["hangUp", "drop", "say"] as const)(
  "a listener may %s at any event, and the call still ends cleanly",
  async (act) => {
    for (let index = 1; index <= 60; index += 1) {
      const { last, timers } = await actAt(index, act);
      expect([index, last?.type, timers]).toEqual([index, "state-changed", 0]);
    }
  },
);

test("a listener that throws harms neither the call nor the others", async () => {
  const errors: unknown[] = [];
  const { report, events } = await runCall({
    server: guideServer,
    caller: ["Hello"],
    onListenerError: (error) => errors.push(error),
    during: (call) => {
      call.on(({ type }) => {
        if (type === "agent-started") throw new Error("mine");
      });
    },
  });
  expect(errors).toHaveLength(2);
  expect(report.call.disconnection_reason).toBe("user_hangup");
  expect(events.filter(({ type }) => type === "agent-started")).toHaveLength(2);
});

test("disposing of a call hangs up and waits for its end", async () => {
  const clock = createVirtualClock();
  const server = createMemoryServer(clock, guideServer);
  const place = () =>
    startCall({ url: "ws://agent.test", dial: server.dial, clock, caller: scriptedCaller([silence()]) });
  const call = place();
  await clock.advance(3_000);
  expect(call.state).toBe("live");
  await call[Symbol.asyncDispose]();
  expect(call.state).toBe("ended");
  expect(server.sockets[0]?.closedWith).toBe(1000);
  const early = place();
  await early[Symbol.asyncDispose]();
  const report = await early.report;
  await clock.settle();
  expect(report.connections).toBe(0);
  expect(foundCodes(report)).toEqual([]);
  expect(server.sockets).toHaveLength(1);
});
