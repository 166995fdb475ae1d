/** How late this process itself was: what a busy machine adds must not be put down to the server. */
import type { Clock, Timer } from "../../internal/index.ts";

export interface OwnLag extends Disposable {
  /** The most that a timer was late so far, in ms. */
  readonly mostMs: number;
  /** By how much all timers together were late, in ms. */
  readonly sumMs: number;
}

const everyMs = 20;

/** Looks on until it is disposed of. */
export function watchOwnLag(clock: Clock): OwnLag {
  let mostMs = 0;
  let sumMs = 0;
  let timer: Timer | undefined;
  const watch = (): void => {
    const dueMs = clock.now() + everyMs;
    timer = clock.setTimeout(() => {
      const lateMs = Math.max(0, clock.now() - dueMs);
      mostMs = Math.max(mostMs, lateMs);
      sumMs += lateMs;
      watch();
    }, everyMs);
  };
  watch();
  return {
    get mostMs() {
      return mostMs;
    },
    get sumMs() {
      return sumMs;
    },
    [Symbol.dispose]: () => clock.clearTimeout(timer),
  };
}
