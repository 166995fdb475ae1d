/** The conversation with the server's tool calls woven in, as the platform sends it to those that ask for it. */
import type { TranscriptItem, Utterance } from "../../protocol/index.ts";

/** A tool call, or its result, that the server told of. */
export interface ToldTool {
  /** How many utterances there were before it. */
  readonly utterancesBefore: number;
  readonly item: TranscriptItem;
}

export function weave(transcript: readonly Utterance[], tools: readonly ToldTool[]): TranscriptItem[] {
  // A transcript may have been cut since, as after an interruption.
  const toldAfter = (count: number): TranscriptItem[] =>
    tools.filter((tool) => Math.min(tool.utterancesBefore, transcript.length) === count).map(({ item }) => item);
  const after = transcript.flatMap((utterance, index) => [{ ...utterance }, ...toldAfter(index + 1)]);
  return [...toldAfter(0), ...after];
}
