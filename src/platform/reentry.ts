/** Lets listeners and callers act while they are being told of something: what they do waits until the teller is done. */
import type { Clock } from "../internal/index.ts";

/**
 * A caller who interrupts when told of a word, or a listener who hangs up, would otherwise change the call in the
 * middle of a step that has not finished.
 */
export class Reentry {
  readonly #clock: Clock;
  #depth = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs code of others. */
  tell(callback: () => void): void {
    this.#depth += 1;
    try {
      callback();
    } finally {
      this.#depth -= 1;
    }
  }

  /** Runs what others asked for: at once, or at the end of the tick when they are being told of something. */
  act(callback: () => void): void {
    if (this.#depth === 0) callback();
    else this.#clock.defer(callback);
  }
}
