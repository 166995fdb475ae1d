/** Where whoever waits for a connection's next news waits: until something is so, the time is up, or nothing more comes. */
import type { Clock } from "../../internal/index.ts";

export interface WaitRoom {
  /**
   * Settles with true as soon as this is so, asked again at every {@link WaitRoom.changed}; with false when the time is up
   * or nothing more can come. Rejects with the signal's reason when that fires.
   */
  until(isSo: () => boolean, timeoutMs: number): Promise<boolean>;
  /** Something happened: everybody looks again. */
  changed(): void;
}

/** @param isGone whether nothing more can come. */
export function createWaitRoom(clock: Clock, signal: AbortSignal, isGone: () => boolean): WaitRoom {
  const waiting = new Set<() => void>();
  return {
    until: (isSo, timeoutMs) =>
      new Promise((resolve, reject) => {
        const settle = (): void => {
          waiting.delete(check);
          signal.removeEventListener("abort", giveUp);
          clock.clearTimeout(timer);
        };
        const check = (): void => {
          if (!isSo() && !isGone()) return;
          settle();
          resolve(isSo());
        };
        const giveUp = (): void => {
          settle();
          reject(signal.reason);
        };
        const timer = clock.setTimeout(() => {
          settle();
          resolve(isSo());
        }, timeoutMs);
        waiting.add(check);
        signal.addEventListener("abort", giveUp);
        if (signal.aborted) giveUp();
        else check();
      }),
    changed() {
      for (const check of [...waiting]) check();
    },
  };
}
