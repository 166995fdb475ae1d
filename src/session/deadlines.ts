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
  // One idle timer that looks at the clock when it fires: agents yield far more often than they stall.
  let touchedAtMs: number | undefined = clock.now();
  let idle: Timer | undefined;
  const check = (): void => {
    idle = undefined;
    if (touchedAtMs === undefined) return;
    const leftMs = touchedAtMs + options.idleMs - clock.now();
    if (leftMs <= 0) options.onIdle();
    else idle = clock.setTimeout(check, leftMs);
  };
  idle = clock.setTimeout(check, options.idleMs);
  const total = clock.setTimeout(options.onTotal, options.totalMs);
  return {
    touch() {
      touchedAtMs = clock.now();
      idle ??= clock.setTimeout(check, options.idleMs);
    },
    pause() {
      touchedAtMs = undefined;
    },
    clear() {
      touchedAtMs = undefined;
      clock.clearTimeout(idle);
      clock.clearTimeout(total);
    },
  };
}
