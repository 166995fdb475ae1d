import { expect, test } from "vitest";
import { createMemoryServer, guideServer } from "../../test/support/memory-server.ts";
import { createVirtualClock } from "../internal/index.ts";
import { scriptedCaller, startCall } from "./index.ts";

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
