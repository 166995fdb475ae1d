/** The two limits of an answer: nothing yielded for too long, and too long in all. */
import type { Clock, Timer } from "../internal/index.ts";

export interface Deadlines {
  /** Something was yielded: the idle limit starts anew. */
  touch(): void;
  /** The agent is not asked for more (the connection is down): only the limit in all runs. */
  pause(): void;
  clear(): void;
}

export interface DeadlineOptions {
  readonly idleMs: number;
  readonly totalMs: number;
  readonly onIdle: () => void;
  readonly onTotal: () => void;
}

export function startDeadlines(clock: Clock, options: DeadlineOptions): Deadlines {
  // One timer for both, that looks at the clock when it fires: agents yield far more often than they stall.
  let touchedAtMs: number | undefined = clock.now();
  const endsAtMs = touchedAtMs + options.totalMs;
  let timer: Timer | undefined;

  const idleEndsAtMs = (): number =>
    touchedAtMs === undefined ? Number.POSITIVE_INFINITY : touchedAtMs + options.idleMs;
  const arm = (): void => {
    timer = clock.setTimeout(check, Math.min(idleEndsAtMs(), endsAtMs) - clock.now());
  };
  const check = (): void => {
    timer = undefined;
    const now = clock.now();
    if (now >= idleEndsAtMs()) options.onIdle();
    else if (now >= endsAtMs) options.onTotal();
    else arm();
  };
  arm();
  return {
    touch() {
      const wasPaused = touchedAtMs === undefined;
      touchedAtMs = clock.now();
      if (!wasPaused) return;
      clock.clearTimeout(timer);
      arm();
    },
    pause() {
      touchedAtMs = undefined;
    },
    clear() {
      clock.clearTimeout(timer);
    },
  };
}
