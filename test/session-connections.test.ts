/** A call that waits for its platform to dial again: what ends the waiting. */
import { expect, test } from "vitest";
import { dummyAgent } from "../src/agents/index.ts";
import { scriptedCall } from "./support/scripted-call.ts";

const reconnectGraceMs = 30_000;

test("a call that was dialled again in time is not ended by the break before", async () => {
  const call = scriptedCall(dummyAgent, { reconnectGraceMs });
  call.connect().closed(1006);
  await call.clock.advance(reconnectGraceMs - 1);
  call.connect();
  await call.clock.advance(10 * reconnectGraceMs);
  expect(call.session.ended).toBe(false);
  expect(call.problems()).toEqual([]);
});

test("a server that stops while a call waits for the next connection leaves no timer behind", async () => {
  const call = scriptedCall(dummyAgent, { reconnectGraceMs });
  call.connect().closed(1006);
  await call.clock.advance(1_000);
  call.session.release();
  await call.clock.settle();
  expect(call.events.at(-1)).toMatchObject({ type: "call-ended", reason: "server-stopped" });
  expect(call.clock.pendingTimers).toBe(0);
});
