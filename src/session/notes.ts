/**
 * What an agent tells the observers of its call about its own work: numbers and names, never words of the conversation.
 * Only what was thrown may quote some: log the message of an `error` on request only.
 */

export type AgentNote = GenerationNote | ToolNote | RungNote;

/**
 * A language model was asked. Times are in ms since the generation began, or since the request for an early one that was
 * taken; undefined for what did not happen.
 */
export interface GenerationNote {
  readonly kind: "generation";
  /** The request that it was for; undefined for an early one that was dropped, or failed before the request. */
  readonly responseId: number | undefined;
  readonly model: string;
  /** `early`: begun before the request, in the hope of it. */
  readonly purpose: "answer" | "early";
  /** `failed` and `stalled` models gave way to the next one, or ended the answer where they were. */
  readonly outcome: "kept" | "withdrawn" | "failed" | "stalled";
  readonly firstTokenMs: number | undefined;
  /** Until the first word of it left for the caller. */
  readonly firstSpeechMs: number | undefined;
  /** The same, if a whole sentence left with it: what leads over to a tool may be less. */
  readonly firstSentenceMs: number | undefined;
  readonly totalMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens: number;
  /** The provider did not tell: the tokens are a quarter of the characters; 0 where it failed before its first one. */
  readonly isEstimated: boolean;
  /** In US dollars; undefined when no price is known. */
  readonly costUsd: number | undefined;
  /** What was thrown, of failed and stalled ones. */
  readonly error?: unknown;
}

/** A tool was called. */
export interface ToolNote {
  readonly kind: "tool";
  readonly responseId: number;
  readonly name: string;
  /** `remembered`: it had been done already, and its result was handed back. `withdrawn`: it was never run. */
  readonly outcome: "done" | "failed" | "remembered" | "withdrawn";
  /** How long it ran. */
  readonly durationMs: number;
  /** How long it was held until the turn was confirmed. */
  readonly confirmWaitMs: number;
  /** Of failed ones: what was thrown, or why the input was refused. */
  readonly error?: unknown;
}

/** Something was done against silence, or at a limit of the call. */
export interface RungNote {
  readonly kind: "rung";
  readonly responseId: number;
  readonly rung: "holding-line" | "next-model" | "cut-off" | "apology" | "transfer" | "limit";
  /** Of an apology: why there is no answer. */
  readonly error?: unknown;
}
