/** Time as a value that is passed in, so that a five-minute call can be tested in milliseconds. */

/** What a timer is known by; only {@link Clock.clearTimeout} looks inside. */
export type Timer = object;

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs `callback` once, after `delayMs` milliseconds; at once when they are past. Never keeps a process alive by itself. */
  setTimeout(callback: () => void, delayMs: number): Timer;
  /** Takes a timer back; unknown and finished ones are ignored. */
  clearTimeout(timer: Timer | undefined): void;
  /** Runs `callback` after everything that is ready to run now: the end of this tick. */
  defer(callback: () => void): void;
}

/** Node counts in 32 bits: past this, about 25 days, it warns and fires at once. */
const longestDelayMs = 2 ** 31 - 1;

/** The machine's own clock. */
export const realClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, delayMs) => setTimeout(callback, Math.min(Math.max(0, delayMs), longestDelayMs)).unref(),
  clearTimeout: (timer) => {
    if (timer !== undefined) clearTimeout(timer as NodeJS.Timeout);
  },
  defer: (callback) => {
    setImmediate(callback);
  },
};
