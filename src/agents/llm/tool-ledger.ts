/** The tool calls of one phone call: what was asked, what came of it, and where in the conversation it belongs. */
import type { ModelToolCall, ModelToolResult } from "./model.ts";

export interface ToolRecord {
  readonly call: ModelToolCall;
  /** How many utterances of the caller there were: the record belongs right after the last of them. */
  readonly callerTurn: number;
  /** Whether it changes the world, and so must not be done twice. */
  readonly isCommit: boolean;
  /** Undefined while it runs. */
  result: ModelToolResult | undefined;
  /** The same, for whoever has to wait; never rejects. */
  readonly done: Promise<ModelToolResult>;
  /** The agent is to tell the caller of it, who interrupted the turn that called it. */
  mustTell: boolean;
  /** What was said, by request, in turns that knew the result. */
  readonly toldIn: Set<number>;
}

export interface ToolLedger {
  /** In the order in which they were called. */
  readonly records: readonly ToolRecord[];
  add(record: ToolRecord): void;
  /**
   * The commit of the same tool with the same input that the caller has not heard the outcome of: calling it again is
   * no new wish, but the same one asked again.
   * @param wasHeard whether what was said under this request was heard to its end.
   */
  findCommit(call: ModelToolCall, wasHeard: (responseId: number) => boolean): ToolRecord | undefined;
}

export function createToolLedger(): ToolLedger {
  const records: ToolRecord[] = [];
  return {
    records,
    add: (record) => {
      records.push(record);
    },
    findCommit(call, wasHeard) {
      const key = keyOf(call);
      return records.findLast(
        (record) => record.isCommit && keyOf(record.call) === key && ![...record.toldIn].some(wasHeard),
      );
    },
  };
}

/** The same for the same tool with the same input, in whatever order its members came. */
function keyOf({ name, input }: ModelToolCall): string {
  return `${name} ${JSON.stringify(input, (_key, value: unknown) => (isPlainObject(value) ? sorted(value) : value))}`;
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
