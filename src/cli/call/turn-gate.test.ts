import { expect, test } from "vitest";
import { createVirtualClock } from "../../internal/index.ts";
import type { Heard } from "../../platform/index.ts";
import { TurnGate } from "./turn-gate.ts";

function createGate() {
  const clock = createVirtualClock();
  const gate = new TurnGate(clock);
  const hear = (...types: Heard["type"][]): void => {
    for (const type of types) gate.hear({ type } as Heard);
  };
  /** Whether it opens within that time. */
  const opens = async (promise: Promise<void>, withinMs = 0): Promise<boolean> => {
    let isOpen = false;
    void promise.then(() => {
      isOpen = true;
    });
    await clock.advance(withinMs);
    return isOpen;
  };
  return { clock, gate, hear, opens };
}

test("the caller waits for the end of the agent's turn", async () => {
  const { gate, hear, opens } = createGate();
  const turn = gate.myTurn();
  hear("agent-started", "agent-stopped");
  expect(await opens(turn)).toBe(false);
  hear("your-turn");
  expect(await opens(turn)).toBe(true);
});

test("a turn that is free already is taken at once, and only once", async () => {
  const { gate, hear, opens } = createGate();
  hear("agent-started", "agent-stopped", "your-turn");
  expect(await opens(gate.myTurn())).toBe(true);
  gate.take();
  expect(await opens(gate.myTurn())).toBe(false);
});

test("the caller waits 8 s for an agent that is silent, and as long as it likes for one that speaks", async () => {
  const { gate, hear, opens } = createGate();
  const turn = gate.myTurn();
  hear("agent-started");
  expect(await opens(turn, 60_000)).toBe(false);
  hear("agent-stopped");
  expect(await opens(turn, 7_999)).toBe(false);
  expect(await opens(turn, 1)).toBe(true);
});

test("the agent's next turn is waited for without patience", async () => {
  const { gate, hear, opens } = createGate();
  hear("your-turn");
  const turn = gate.agentsNextTurn();
  expect(await opens(turn, 600_000)).toBe(false);
  hear("agent-started", "agent-stopped", "your-turn");
  expect(await opens(turn)).toBe(true);
});

test("a pause lasts its time, whatever the agent does", async () => {
  const { gate, hear, opens } = createGate();
  const pause = gate.pause(5_000);
  hear("agent-started", "agent-stopped", "your-turn");
  expect(await opens(pause, 4_999)).toBe(false);
  expect(await opens(pause, 1)).toBe(true);
});

test("the end of the call ends all waiting, and leaves no timer", async () => {
  for (const wait of [
    (gate: TurnGate) => gate.myTurn(),
    (gate: TurnGate) => gate.agentsNextTurn(),
    (gate: TurnGate) => gate.pause(5_000),
  ]) {
    const { gate, hear, opens, clock } = createGate();
    const promise = wait(gate);
    hear("call-ended");
    expect(await opens(promise)).toBe(true);
    expect(await opens(wait(gate))).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  }
});
