import { expect, test } from "vitest";
import { createVirtualClock } from "./virtual-clock.ts";
import { wait } from "./wait.ts";

test("a wait is over when its time is, and no sooner", async () => {
  const clock = createVirtualClock();
  let isOver = false;
  void wait(clock, 1_000, new AbortController().signal).then(() => {
    isOver = true;
  });
  await clock.advance(999);
  expect(isOver).toBe(false);
  await clock.advance(1);
  expect(isOver).toBe(true);
});

test("a wait is given up with the signal's reason as soon as it fires, or at once", async () => {
  const clock = createVirtualClock();
  const controller = new AbortController();
  const waiting = wait(clock, 1_000, controller.signal);
  controller.abort("enough");
  await expect(waiting).rejects.toBe("enough");
  await expect(wait(clock, 1_000, controller.signal)).rejects.toBe("enough");
});
