/** A caller who is driven from outside while the call runs: a keyboard, or a browser's speech recognition. */
import { createEmitter } from "../internal/index.ts";
import type { Caller, CallerLine, Heard } from "./caller.ts";

export interface LiveCaller extends Caller {
  /** What is heard, as it is heard. Returns the function that takes the listener off again. */
  on(listener: (heard: Heard) => void): () => void;
  /** Begins to speak, before any word is understood; optional. */
  startSpeaking(): void;
  /** What was understood so far; each replaces the one before. */
  partial(text: string): void;
  /** A whole line: typed, or understood in the end. */
  final(text: string): void;
  /** Speech that could not be understood. */
  unintelligible(): void;
  stopSpeaking(): void;
  /** Keys 0-9, `*`, `#`; others are left out. */
  press(digits: string): void;
  hangUp(): void;
}

/** Before the call is live and after its end, nothing happens; only `hangUp` is remembered. */
export function liveCaller(): LiveCaller {
  const heard = createEmitter<Heard>((error) => {
    queueMicrotask(() => {
      throw error;
    });
  });
  let line: CallerLine | undefined;
  let hasHungUp = false;
  return {
    start(opened) {
      line = opened;
      if (hasHungUp) opened.hangUp();
    },
    hear(event) {
      if (event.type === "call-ended") line = undefined;
      heard.emit(event);
    },
    on: (listener) => heard.on(listener),
    startSpeaking: () => line?.startSpeaking(),
    partial: (text) => line?.partial(text),
    final: (text) => line?.final(text),
    unintelligible: () => line?.unintelligible(),
    stopSpeaking: () => line?.stopSpeaking(),
    press: (digits) => line?.press(digits),
    hangUp() {
      hasHungUp = true;
      line?.hangUp();
    },
  };
}
