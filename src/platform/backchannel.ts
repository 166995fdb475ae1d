/** The small words that the agent says while the caller speaks, by chance and never too often. */
import type { Clock, Random } from "../internal/index.ts";
import type { ResolvedSettings } from "./settings.ts";

export class Backchannel {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #intervalMs: number;
  #sinceMs: number | undefined;

  constructor(clock: Clock, random: Random, intervalMs: number) {
    this.#clock = clock;
    this.#random = random;
    this.#intervalMs = intervalMs;
  }

  /** The caller went on speaking. @returns the word to say now, if any. */
  callerSpeaks(settings: ResolvedSettings): string | undefined {
    const nowMs = this.#clock.now();
    this.#sinceMs ??= nowMs;
    const { backchannel_words: words, backchannel_frequency: frequency } = settings;
    if (!settings.enable_backchannel || words.length === 0 || nowMs - this.#sinceMs < this.#intervalMs)
      return undefined;
    this.#sinceMs = nowMs;
    return this.#random.chance(frequency) ? this.#random.pick(words) : undefined;
  }

  callerStops(): void {
    this.#sinceMs = undefined;
  }
}
