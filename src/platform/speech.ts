/** One answer while it arrives: its parts are joined, and given out word by word as far as they may be spoken. */
import { type SpokenToken, speakableLength, toTokens } from "./speech-clock.ts";

export interface SpeechToken extends SpokenToken {
  /** False where the server forbade interruption. */
  readonly interruptible: boolean;
}

/** Enough for the marks and quotes that end a sentence. */
const lookBackCharacters = 32;

export class Speech {
  #text = "";
  #released = 0;
  #taken = 0;
  #complete = false;
  #tokens: SpeechToken[] = [];
  #next = 0;
  /** Stretches of the text that must not be interrupted. */
  readonly #protected: { from: number; to: number }[] = [];

  append(content: string, interruptible: boolean): void {
    const from = this.#text.length;
    this.#text += content;
    if (!interruptible) this.#protect(from, this.#text.length);
    // What was scanned before holds no sentence end, but for one that only what follows it makes sure.
    const scanFrom = Math.max(this.#released, from - lookBackCharacters);
    const length = speakableLength(this.#text.slice(scanFrom));
    if (length > 0) this.#release(scanFrom + length);
  }

  /** Nothing more will come: whatever is left may be spoken, whole sentence or not. */
  complete(): void {
    this.#complete = true;
    this.#release(this.#text.length);
  }

  /** Nothing more can come: half a sentence stays unsaid. */
  abandon(): void {
    this.#complete = true;
  }

  get isComplete(): boolean {
    return this.#complete;
  }

  /** The part that may be spoken so far. */
  get released(): string {
    return this.#text.slice(0, this.#released);
  }

  get hasSpeakable(): boolean {
    return this.#next < this.#tokens.length;
  }

  /** Takes the next word that may be spoken. */
  take(): SpeechToken | undefined {
    const token = this.#tokens[this.#next];
    if (token === undefined) return undefined;
    this.#next += 1;
    this.#taken += token.text.length;
    return token;
  }

  /** What was not taken yet, spoken or not. */
  get rest(): string {
    return this.#text.slice(this.#taken);
  }

  #protect(from: number, to: number): void {
    const last = this.#protected.at(-1);
    if (last?.to === from) last.to = to;
    else this.#protected.push({ from, to });
  }

  #release(end: number): void {
    this.#tokens = this.#tokens.slice(this.#next);
    this.#next = 0;
    let at = this.#released;
    for (const token of toTokens(this.#text.slice(at, end))) {
      // White space around a word may come from another part.
      const from = at + token.text.indexOf(token.word);
      const to = from + token.word.length;
      at += token.text.length;
      const interruptible = !this.#protected.some((span) => span.from < to && from < span.to);
      this.#tokens.push({ ...token, interruptible });
    }
    this.#released = end;
  }
}
