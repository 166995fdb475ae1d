import { describe, expect, it } from "vitest";
import { createVirtualClock } from "../../internal/index.ts";
import { watchOwnLag } from "./own-lag.ts";

describe("the lag of this process", () => {
  it("is nothing while timers come when they are due, and what the latest was late by", async () => {
    const clock = createVirtualClock();
    let heldUpMs = 0;
    using lag = watchOwnLag({ ...clock, now: () => clock.now() + heldUpMs });
    await clock.advance(100);
    expect(lag.mostMs).toBe(0);
    heldUpMs = 70;
    await clock.advance(100);
    expect(lag.mostMs).toBe(70);
    heldUpMs = 100;
    await clock.advance(100);
    expect(lag.mostMs).toBe(70);
    expect(lag.sumMs).toBe(100);
  });

  it("is not watched any more after it was disposed of", async () => {
    const clock = createVirtualClock();
    watchOwnLag(clock)[Symbol.dispose]();
    await clock.advance(100);
    expect(clock.pendingTimers).toBe(0);
  });
});
