/** What was said so far, as the platform tells it (protocol: "Transcript shapes"). */
import { z } from "zod";

/** One word and when it was heard: seconds of call audio, approximate. */
export interface Word {
  word?: string;
  start?: number;
  end?: number;
  [field: string]: unknown;
}

/** One stretch of speech of one speaker. */
export interface Utterance {
  /** `agent` or `user`; platforms add others (`transfer_target`, `system`), so any string passes. */
  role: string;
  /** The words; the literal `(unintelligible audio)` when speech was heard but not understood. */
  content: string;
  words?: Word[];
  [field: string]: unknown;
}

/**
 * An item of `transcript_with_tool_calls`: utterances, tool calls and results, key presses and whatever
 * a platform adds, told apart by `role`.
 */
export interface TranscriptItem {
  role: string;
  [field: string]: unknown;
}

export const wordSchema: z.ZodType<Word> = z.looseObject({
  word: z.string().optional(),
  start: z.number().optional().describe("Seconds since the start of the call's audio."),
  end: z.number().optional().describe("Seconds since the start of the call's audio."),
});

export const utteranceSchema: z.ZodType<Utterance> = z.looseObject({
  role: z.string().describe("`agent` or `user`; others may appear."),
  content: z.string(),
  words: z.array(wordSchema).optional(),
});

export const transcriptItemSchema: z.ZodType<TranscriptItem> = z.looseObject({ role: z.string() });

/** What the platform writes when it heard speech but could not transcribe it. */
export const unintelligibleAudio = "(unintelligible audio)";

/**
 * The same verdict as {@link utteranceSchema} for every element, without a copy: transcripts reach hundreds of
 * kilobytes, and a test holds the two to each other.
 *
 * @returns the index of the first element that is no utterance, or -1.
 */
export function findBadUtterance(items: readonly unknown[]): number {
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (!isRecord(item) || typeof item.role !== "string" || typeof item.content !== "string") return index;
    if (item.words !== undefined && !areWords(item.words)) return index;
  }
  return -1;
}

/** Like {@link findBadUtterance}, for `transcript_with_tool_calls`. */
export function findBadTranscriptItem(items: readonly unknown[]): number {
  return items.findIndex((item) => !isRecord(item) || typeof item.role !== "string");
}

function areWords(words: unknown): boolean {
  if (!Array.isArray(words)) return false;
  for (const word of words) {
    if (!isRecord(word)) return false;
    if (word.word !== undefined && typeof word.word !== "string") return false;
    if (word.start !== undefined && !Number.isFinite(word.start)) return false;
    if (word.end !== undefined && !Number.isFinite(word.end)) return false;
  }
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
