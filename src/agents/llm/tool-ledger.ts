/** The tool calls of one phone call: what was asked, what came of it, and where in the conversation it belongs. */
import type { ModelToolCall, ModelToolResult } from "./model.ts";

export interface ToolRecord {
  readonly call: ModelToolCall;
  /** How many utterances of the caller there were: the record belongs right after the last of them. */
  readonly callerTurn: number;
  /** Of the request under which it was called. */
  readonly responseId: number;
  /** Undefined while it runs. */
  result: ModelToolResult | undefined;
}

export interface ToolLedger {
  readonly records: readonly ToolRecord[];
  add(record: ToolRecord): void;
}

export function createToolLedger(): ToolLedger {
  const records: ToolRecord[] = [];
  return {
    records,
    add: (record) => {
      records.push(record);
    },
  };
}
