/** From a model's text to what a voice may say, while it streams: cleaned, and in chunks that end where sentences do. */

export interface SpeechStream {
  /** Takes a piece of the model's text; gives back what may be spoken now, if anything. */
  push(text: string): string;
  /** What may be spoken although its sentence is not known to be over: the model pauses, or turns to a tool. */
  flush(): string;
  /** Nothing more comes: the rest. */
  finish(): string;
}

export interface SpeechOptions {
  /** Whole answers that mean silence. */
  readonly silenceWords: readonly string[];
}

export function createSpeechStream({ silenceWords }: SpeechOptions): SpeechStream {
  let held = "";
  const take = (): string => {
    const text = held;
    held = "";
    return silenceWords.includes(text.trim()) ? "" : text;
  };
  return {
    push(text) {
      held += text;
      return /[.!?]\s$/.test(held) ? take() : "";
    },
    flush: take,
    finish: take,
  };
}
