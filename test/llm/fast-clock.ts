/** A clock that runs faster than the machine's: for whole calls with real connections, in seconds instead of minutes. */
import type { Clock } from "../../src/internal/index.ts";
import { realClock } from "../../src/internal/index.ts";

/** No timer of it fires before its time by its own `now`, however the machine rounds. */
export function createFastClock(factor: number): Clock {
  const startMs = Date.now();
  const startedAt = performance.now();
  // Whole milliseconds, as the protocol wants them.
  const now = (): number => startMs + Math.floor((performance.now() - startedAt) * factor);
  return {
    now,
    setTimeout(callback, delayMs) {
      const dueMs = now() + delayMs;
      const timer: { inner?: ReturnType<Clock["setTimeout"]> } = {};
      const wait = (): void => {
        timer.inner = realClock.setTimeout(() => (now() < dueMs ? wait() : callback()), (dueMs - now()) / factor);
      };
      wait();
      return timer;
    },
    clearTimeout: (timer) => realClock.clearTimeout((timer as { inner?: object } | undefined)?.inner),
    defer: realClock.defer,
  };
}
