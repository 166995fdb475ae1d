/** Collects the caller's key presses to one turn: by number of keys, by a closing key, or by a pause. */
import type { Clock, Timer } from "../internal/index.ts";
import type { ResolvedSettings } from "./settings.ts";

export class Keypad {
  readonly #clock: Clock;
  readonly #settings: () => ResolvedSettings;
  readonly #onComplete: (digits: string) => void;
  #digits = "";
  #timer: Timer | undefined;

  /** @param onComplete is told the keys of a turn, the closing key included. */
  constructor(clock: Clock, settings: () => ResolvedSettings, onComplete: (digits: string) => void) {
    this.#clock = clock;
    this.#settings = settings;
    this.#onComplete = onComplete;
  }

  press(digit: string): void {
    const {
      digit_limit: limit,
      termination_key: closingKey,
      timeout_ms: timeoutMs,
    } = this.#settings().user_dtmf_options;
    this.#digits += digit;
    this.#clock.clearTimeout(this.#timer);
    if (digit === closingKey || this.#digits.length >= (limit ?? Number.POSITIVE_INFINITY)) this.#complete();
    else this.#timer = this.#clock.setTimeout(() => this.#complete(), timeoutMs);
  }

  close(): void {
    this.#clock.clearTimeout(this.#timer);
  }

  #complete(): void {
    const digits = this.#digits;
    this.#digits = "";
    this.#onComplete(digits);
  }
}
