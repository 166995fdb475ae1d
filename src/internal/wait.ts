/** Waits on a clock, for as long as anybody wants it. */
import type { Clock } from "./clock.ts";

/**
 * @param ms milliseconds.
 * @throws the signal's reason, as soon as it fires.
 */
export function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clock.clearTimeout(timer);
      signal.removeEventListener("abort", settle);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = clock.setTimeout(settle, ms);
    signal.addEventListener("abort", settle);
    if (signal.aborted) settle();
  });
}
