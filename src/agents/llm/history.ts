/** What the model is told of the conversation so far: what was heard, with every tool call woven in. */
import type { Utterance } from "../../protocol/index.ts";
import type { ModelMessage } from "./model.ts";
import type { ToolRecord } from "./tool-ledger.ts";

export interface HistoryInput {
  readonly transcript: readonly Utterance[];
  readonly tools: readonly ToolRecord[];
  /** What was sent for each request: where less of it was heard, the caller has interrupted. */
  readonly sent: ReadonlyMap<number, string>;
  readonly maxCharacters: number;
}

export function buildHistory({ transcript }: HistoryInput): ModelMessage[] {
  return transcript.map(({ role, content }) =>
    role === "agent" ? { role: "assistant", text: content, toolCalls: [] } : { role: "user", text: content },
  );
}

/** Utterances of the caller so far. */
export function callerTurns(transcript: readonly Utterance[]): number {
  return transcript.filter(({ role }) => role !== "agent").length;
}
