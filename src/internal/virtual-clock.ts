/** A clock that moves only when told to, and drains all ready work between two timers. */
import type { Clock, Timer } from "./clock.ts";

interface Entry {
  readonly dueMs: number;
  readonly order: number;
  readonly callback: () => void;
}

export interface VirtualClock extends Clock {
  /** Moves time forward by `ms`, running every timer that falls due, in order. */
  advance(ms: number): Promise<void>;
  /** Lets everything that is ready now run, without moving time. */
  settle(): Promise<void>;
  /**
   * Runs timer after timer until `promise` settles, and returns its outcome.
   * @throws Error when no timer is left while the promise is still pending, or time would pass `limitMs` (default 24 h).
   */
  runUntil<T>(promise: Promise<T>, limitMs?: number): Promise<T>;
  /** How many timers are waiting: zero after everything was cleaned up. */
  readonly pendingTimers: number;
}

/** 2026-01-01T00:00:00Z: any fixed start makes recordings comparable. */
const defaultStartMs = 1_767_225_600_000;
const dayMs = 86_400_000;

/** @param startMs what `now()` answers at first, in ms since the Unix epoch. @default 2026-01-01T00:00:00Z */
export function createVirtualClock(startMs: number = defaultStartMs): VirtualClock {
  let nowMs = startMs;
  let order = 0;
  // Sorted by due time, then by order of arming; a binary insertion keeps it so.
  const queue: Entry[] = [];

  const add = (callback: () => void, delayMs: number): Entry => {
    const entry: Entry = { dueMs: nowMs + Math.max(0, delayMs), order: order++, callback };
    let low = 0;
    let high = queue.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = queue[middle] as Entry;
      if (other.dueMs <= entry.dueMs) low = middle + 1;
      else high = middle;
    }
    queue.splice(low, 0, entry);
    return entry;
  };

  // Promises that are ready run before the next macrotask, so one real macrotask drains them all.
  const drain = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  const runNext = (): void => {
    const entry = queue.shift() as Entry;
    nowMs = Math.max(nowMs, entry.dueMs);
    entry.callback();
  };

  const advanceTo = async (targetMs: number): Promise<void> => {
    await drain();
    while (queue.length > 0 && (queue[0] as Entry).dueMs <= targetMs) {
      runNext();
      await drain();
    }
    nowMs = Math.max(nowMs, targetMs);
  };

  return {
    now: () => nowMs,
    setTimeout: (callback, delayMs): Timer => add(callback, delayMs),
    clearTimeout: (timer) => {
      const index = queue.indexOf(timer as Entry);
      if (index >= 0) queue.splice(index, 1);
    },
    defer: (callback) => {
      add(callback, 0);
    },
    advance: (ms) => advanceTo(nowMs + ms),
    settle: () => advanceTo(nowMs),
    async runUntil(promise, limitMs = dayMs) {
      let settled = false;
      const watched = promise.finally(() => {
        settled = true;
      });
      // The caller gets the rejection from the return below; this only keeps it from being "unhandled" meanwhile.
      watched.catch(() => undefined);
      const endMs = nowMs + limitMs;
      await drain();
      while (!settled) {
        const next = queue[0];
        if (next === undefined) throw new Error("the virtual clock has no timer left, yet the promise is pending");
        if (next.dueMs > endMs) throw new Error(`the promise is still pending after ${limitMs} ms of virtual time`);
        runNext();
        await drain();
      }
      return watched;
    },
    get pendingTimers() {
      return queue.length;
    },
  };
}
