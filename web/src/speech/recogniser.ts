/** What hears the caller: any engine that turns a microphone into text can stand behind this. */

export interface RecogniserHandlers {
  /** Somebody begins to speak. */
  onSpeechStart(): void;
  /** What was understood since the last final text; each replaces the one before. */
  onPartial(text: string): void;
  /** What was understood in the end. */
  onFinal(text: string): void;
  /** The speaker fell silent and nothing was understood. */
  onUnintelligible(): void;
  /** It stopped, and does not start again by itself. `message` says why and what to do, for people. */
  onStopped(message: string): void;
}

export interface Recogniser {
  /** Why it cannot be used here, for people; undefined when it can. */
  readonly missing: string | undefined;
  /** Asks for the microphone, and listens until `stop`. */
  start(handlers: RecogniserHandlers): void;
  stop(): void;
}
