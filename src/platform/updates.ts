/** Sends `update_only`: at once when the floor passes, and every so often while somebody speaks. */
import type { Clock } from "../internal/index.ts";
import type { Turntaking } from "../protocol/index.ts";

export class Updates {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #send: (turntaking?: Turntaking) => void;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, intervalMs: number, send: (turntaking?: Turntaking) => void) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#send = send;
  }

  /** Somebody said more; the server need not hear of each word. */
  speaking(): void {
    if (this.#clock.now() - this.#lastMs >= this.#intervalMs) this.now();
  }

  now(turntaking?: Turntaking): void {
    this.#lastMs = this.#clock.now();
    this.#send(turntaking);
  }
}
