/** Says a line over time, as the platform's speech recognition would hear it: partial texts, then the final one. */
import type { Timer } from "../internal/index.ts";
import type { CallerLine } from "./caller.ts";
import { gapMs, toTokens, wordMs } from "./speech-clock.ts";

export interface SayOptions {
  /** What is understood on the way, spread evenly over the line: for recognition that is revised. @default word by word */
  readonly partials?: readonly string[];
}

export class CallerVoice {
  readonly #line: CallerLine;
  #timer: Timer | undefined;

  constructor(line: CallerLine) {
    this.#line = line;
  }

  /** @param onDone is called after the last word. */
  say(text: string, onDone: () => void, options: SayOptions = {}): void {
    const { clock } = this.#line;
    const startMs = clock.now();
    const steps = options.partials === undefined ? this.#words(text) : this.#spread(text, options.partials);
    let index = 0;
    let lastPartialMs = startMs;
    const next = (): void => {
      const step = steps[index];
      if (step === undefined) {
        this.#line.final(text);
        onDone();
        return;
      }
      this.#timer = clock.setTimeout(
        () => {
          index += 1;
          const isLast = index === steps.length;
          const isDue = options.partials !== undefined || clock.now() - lastPartialMs >= this.#line.partialIntervalMs;
          if (!isLast && (index === 1 || isDue)) {
            lastPartialMs = clock.now();
            this.#line.partial(step.heard);
          }
          next();
        },
        startMs + step.atMs - clock.now(),
      );
    };
    this.#line.startSpeaking();
    next();
  }

  /** Falls silent in the middle of a word. */
  stop(): void {
    this.#line.clock.clearTimeout(this.#timer);
  }

  #words(text: string): { heard: string; atMs: number }[] {
    let atMs = 0;
    let heard = "";
    return toTokens(text).map((token) => {
      atMs += wordMs(token.word, this.#line.rate);
      const step = { heard: (heard + token.text).trim(), atMs };
      heard += token.text;
      atMs += gapMs(this.#line.rate);
      return step;
    });
  }

  #spread(text: string, partials: readonly string[]): { heard: string; atMs: number }[] {
    const totalMs = this.#words(text).at(-1)?.atMs ?? 0;
    const all = [...partials, text];
    return all.map((heard, index) => ({ heard, atMs: (totalMs * (index + 1)) / all.length }));
  }
}
