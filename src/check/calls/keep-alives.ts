/** Sends keep-alives as the platform does, and measures how long each is on its way. */
import type { Timer } from "../../internal/index.ts";
import type { CheckContext } from "../context.ts";

export interface KeepAlives {
  /** How many were sent so far. */
  readonly sentCount: number;
  /** Round trips, in ms. */
  readonly roundTripsMs: readonly number[];
  /** How long the oldest that is unanswered has been on its way, in ms; undefined when there is none. */
  readonly openMs: number | undefined;
  start(): void;
  stop(): void;
  answered(): void;
}

export function keepAlive({ clock, settings }: CheckContext, send: (timestamp: number) => void): KeepAlives {
  const sentAtMs: number[] = [];
  const roundTripsMs: number[] = [];
  let sentCount = 0;
  let timer: Timer | undefined;
  const ping = (): void => {
    sentCount += 1;
    sentAtMs.push(clock.now());
    send(clock.now());
    timer = clock.setTimeout(ping, settings.pingIntervalMs);
  };
  return {
    get sentCount() {
      return sentCount;
    },
    roundTripsMs,
    get openMs() {
      const [oldestMs] = sentAtMs;
      return oldestMs === undefined ? undefined : clock.now() - oldestMs;
    },
    start() {
      if (timer === undefined) ping();
    },
    stop() {
      clock.clearTimeout(timer);
      timer = undefined;
      sentAtMs.length = 0;
    },
    answered() {
      const sentMs = sentAtMs.shift();
      if (sentMs !== undefined) roundTripsMs.push(clock.now() - sentMs);
    },
  };
}
