/** What one generation took, whatever became of it. */
import type { ModelRequest, ModelUsage } from "./model.ts";

/** `failed` and `stalled` models gave way to the next one, or ended the answer where they were. */
export type GenerationOutcome = "kept" | "withdrawn" | "failed" | "stalled";

/**
 * Times are in ms since the generation began, or since the request for an early one that was taken; undefined for what
 * did not happen.
 */
export interface Generation {
  readonly model: string;
  /** `early`: begun before the request, in the hope of it. */
  readonly purpose: "answer" | "early";
  readonly outcome: GenerationOutcome;
  readonly firstTokenMs: number | undefined;
  /** Until the first word left. */
  readonly firstSpeechMs: number | undefined;
  /** The same, if a whole sentence left with it: what leads over to a tool may be less. */
  readonly firstSentenceMs: number | undefined;
  readonly totalMs: number;
  /** Undefined when the provider did not come to tell. */
  readonly usage: ModelUsage | undefined;
  /** What the model was given, and how many characters it wrote: for an estimate where the provider does not tell. */
  readonly request: Pick<ModelRequest, "instructions" | "messages">;
  readonly characters: number;
  /** What was thrown, of failed and stalled ones. */
  readonly error?: unknown;
}
