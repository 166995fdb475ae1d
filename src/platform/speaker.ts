/** The agent's voice: says the words of one speech at a time, each at its time, until it ends or is cut off. */
import type { Clock, Timer } from "../internal/index.ts";
import type { Speech, SpeechToken } from "./speech.ts";
import { gapMs, type SpeakingRate, wordMs } from "./speech-clock.ts";

export interface SpeakerHandlers {
  /** A word was heard; times are of the clock. */
  onWord(token: SpeechToken, startMs: number, endMs: number): void;
  /** All that has come was spoken; the rest has yet to come, or the speech is complete. */
  onQuiet(): void;
}

export class Speaker {
  readonly #clock: Clock;
  readonly #rate: () => SpeakingRate;
  readonly #handlers: SpeakerHandlers;
  #speech: Speech | undefined;
  #current: SpeechToken | undefined;
  #wasHeard = false;
  #cursorMs = 0;
  #timer: Timer | undefined;

  /** @param rate is asked for each word: the voice may change its speed. */
  constructor(clock: Clock, rate: () => SpeakingRate, handlers: SpeakerHandlers) {
    this.#clock = clock;
    this.#rate = rate;
    this.#handlers = handlers;
  }

  /** True while a word is in the air, or the short gap after it. */
  get isSpeaking(): boolean {
    return this.#current !== undefined;
  }

  /** False while a word is in the air that must not be interrupted. */
  get isInterruptible(): boolean {
    return this.#current?.interruptible ?? true;
  }

  /** Starts a speech, or goes on with it after more of it has come. */
  play(speech: Speech): void {
    this.#speech = speech;
    if (this.isSpeaking) return;
    this.#cursorMs = this.#clock.now();
    this.#next();
  }

  /** Falls silent at once. @returns what was not heard, the word in the air included. */
  cut(): string {
    const inTheAir = this.#wasHeard ? "" : (this.#current?.text ?? "");
    const unheard = inTheAir + (this.#speech?.rest ?? "");
    this.#clock.clearTimeout(this.#timer);
    this.#current = undefined;
    this.#speech = undefined;
    return unheard;
  }

  #next(): void {
    const token = this.#speech?.take();
    this.#current = token;
    if (token === undefined) {
      this.#handlers.onQuiet();
      return;
    }
    const startMs = this.#cursorMs;
    const endMs = startMs + wordMs(token.word, this.#rate());
    this.#cursorMs = endMs + gapMs(this.#rate());
    this.#wasHeard = false;
    this.#timer = this.#clock.setTimeout(() => {
      this.#wasHeard = true;
      this.#handlers.onWord(token, startMs, endMs);
      // A listener may have cut the speech, and even started another, while it was told of this word.
      if (this.#current === token) this.#next();
    }, endMs - this.#clock.now());
  }
}
