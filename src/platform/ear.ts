/** Hears the caller: joins partial and final transcripts to an utterance, and tells pauses from the end of a turn. */
import type { Clock, Timer } from "../internal/index.ts";

export interface EarHandlers {
  /** The text of the open utterance changed. `words` is how many it has. */
  onText(text: string, words: number): void;
  /** The recogniser changed its mind about words that were heard before; nobody spoke. */
  onCorrected(text: string): void;
  /** A short pause: the turn may be over. */
  onPause(): void;
  /** A pause long enough to be the end of the turn. */
  onEndOfTurn(): void;
}

/** How patient the ear is, in ms; asked for at each pause, since a call may change it. */
export interface EarTiming {
  readonly pauseMs: number;
  readonly endpointMs: number;
  /** Silence after a partial transcript that counts as the end of speech. */
  readonly partialTimeoutMs: number;
}

export class Ear {
  readonly #clock: Clock;
  readonly #timing: () => EarTiming;
  readonly #handlers: EarHandlers;
  #finals = "";
  #partial = "";
  /** What the last utterance ended with and the recogniser had not confirmed yet. */
  #unconfirmed = "";
  #voiceHeld = false;
  #hears = false;
  #lastSoundMs = 0;
  #timers: Timer[] = [];

  constructor(clock: Clock, timing: () => EarTiming, handlers: EarHandlers) {
    this.#clock = clock;
    this.#timing = timing;
    this.#handlers = handlers;
  }

  /** True while the caller is speaking. */
  get hears(): boolean {
    return this.#hears;
  }

  /** True while the caller speaks or has just paused: the turn is not over yet. */
  get isWaiting(): boolean {
    return this.#hears || this.#timers.length > 0;
  }

  get text(): string {
    return join(this.#finals, this.#partial);
  }

  get wordCount(): number {
    return countWords(this.text);
  }

  /** When the caller was last heard, in ms of the clock. */
  get lastSoundMs(): number {
    return this.#lastSoundMs;
  }

  /** The caller's voice is heard, words or not; it counts as speech until `final` or `stop`. */
  start(): void {
    this.#voiceHeld = true;
    this.#sound();
  }

  /** What was understood so far since the last final text; replaces the last such text. */
  partial(text: string): void {
    this.#partial = text.trim();
    this.#unconfirmed = "";
    this.#sound();
    if (!this.#voiceHeld) {
      this.#arm(() => this.#silent(), this.#timing().partialTimeoutMs);
    }
    this.#tell();
  }

  /** What was understood in the end. A mere correction after the caller has fallen silent is no new speech. */
  final(text: string): void {
    const before = normal(this.text);
    const isLate = !this.#hears && this.#unconfirmed !== "" && normal(text) === this.#unconfirmed;
    this.#unconfirmed = "";
    if (isLate) return;
    this.#finals = join(this.#finals, text.trim());
    this.#partial = "";
    if (!this.#hears && normal(this.text) === before) {
      this.#handlers.onCorrected(this.text);
      return;
    }
    this.#sound();
    this.#tell();
    this.stop();
  }

  /** The caller fell silent. */
  stop(): void {
    if (!this.#hears) return;
    if (this.#voiceHeld) this.#lastSoundMs = this.#clock.now();
    this.#silent();
  }

  /** The next words open a new utterance. */
  endUtterance(): void {
    this.#unconfirmed = normal(this.#partial);
    this.#finals = "";
    this.#partial = "";
  }

  /** Drops everything that is pending, at the end of the call. */
  close(): void {
    this.#disarm();
  }

  #tell(): void {
    this.#handlers.onText(this.text, this.wordCount);
  }

  #sound(): void {
    this.#disarm();
    this.#hears = true;
    this.#lastSoundMs = this.#clock.now();
  }

  #silent(): void {
    this.#hears = false;
    this.#voiceHeld = false;
    this.#disarm();
    const { pauseMs, endpointMs } = this.#timing();
    const sinceMs = this.#clock.now() - this.#lastSoundMs;
    if (pauseMs < endpointMs) this.#arm(() => this.#handlers.onPause(), pauseMs - sinceMs);
    this.#arm(() => {
      this.#disarm();
      this.#handlers.onEndOfTurn();
    }, endpointMs - sinceMs);
  }

  #arm(callback: () => void, delayMs: number): void {
    this.#timers.push(this.#clock.setTimeout(callback, Math.max(0, delayMs)));
  }

  #disarm(): void {
    for (const timer of this.#timers) this.#clock.clearTimeout(timer);
    this.#timers = [];
  }
}

function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

function join(first: string, second: string): string {
  return first === "" || second === "" ? first + second : `${first} ${second}`;
}

/** Recognisers add capitals and marks in the end; the words count. */
function normal(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}
