/** Makes speech of typing: the caller is heard word by word while they type, so that typing interrupts as a voice does. */
import type { CallerAction } from "../../../src/console/feed.ts";

export class TypedSpeech {
  readonly #act: (action: CallerAction) => void;
  #isSpeaking = false;
  #told = "";

  constructor(act: (action: CallerAction) => void) {
    this.#act = act;
  }

  /** The field's text changed. Only whole words are told: half a word is nothing that anybody hears. */
  typed(text: string): void {
    if (text.trim() === "") {
      this.silent();
      return;
    }
    if (!this.#isSpeaking) this.#act({ kind: "start-speaking" });
    this.#isSpeaking = true;
    const words = wholeWords(text);
    if (words === this.#told) return;
    this.#told = words;
    this.#act({ kind: "partial", text: words });
  }

  /** The line is sent. */
  sent(text: string): void {
    this.#isSpeaking = false;
    this.#told = "";
    this.#act({ kind: "final", text: text.trim() });
  }

  /** The caller stops in the middle; what was heard so far stays said. */
  silent(): void {
    if (!this.#isSpeaking) return;
    if (this.#told === "") this.#act({ kind: "stop-speaking" });
    else this.#act({ kind: "final", text: this.#told });
    this.#isSpeaking = false;
    this.#told = "";
  }
}

function wholeWords(text: string): string {
  return text.slice(0, text.search(/\s\S*$/) + 1).trim();
}
