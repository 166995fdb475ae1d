/** The tool calls of one phone call: what was asked, what came of it, and where in the conversation it belongs. */
import type { Utterance } from "../../protocol/index.ts";
import { type SentSpeech, wasBegun, wasHeard } from "./heard.ts";
import type { ModelToolCall, ModelToolResult } from "./model.ts";

export interface ToolRecord {
  readonly call: ModelToolCall;
  /** How many utterances of the caller there were: the record belongs right after the last of them. */
  readonly callerTurn: number;
  /** The same for calls that must not be done twice; undefined for tools that may be run again. */
  readonly wish: string | undefined;
  /** Undefined while it runs. */
  result: ModelToolResult | undefined;
  /** The first result, for whoever has to wait; never rejects. */
  readonly done: Promise<ModelToolResult>;
  /** Whether the agent is to tell the caller of it, if they were not told in the turn that called it. */
  readonly mustTell: boolean;
  /** What was said by answers that knew the result, as long as it is not known to be heard. */
  told: SentSpeech[];
  /** Whether the caller has heard the first words of such an answer, or all of one. */
  heard: "nothing" | "beginning" | "all";
}

export interface ToolLedger {
  /** In the order in which they were called. */
  readonly records: readonly ToolRecord[];
  add(record: ToolRecord): void;
  /**
   * The record of this wish whose outcome the caller has not heard: calling it again is no new wish, but the same one
   * asked again.
   */
  findOpen(wish: string): ToolRecord | undefined;
  /** Takes in what was heard by the newest transcript. */
  hear(transcript: readonly Utterance[]): void;
}

export function createToolLedger(): ToolLedger {
  const records: ToolRecord[] = [];
  return {
    records,
    add: (record) => {
      records.push(record);
    },
    findOpen: (wish) => records.findLast((record) => record.wish === wish && record.heard !== "all"),
    hear(transcript) {
      for (const record of records) {
        if (record.heard === "all") continue;
        if (record.told.some((sent) => wasHeard(transcript, sent))) {
          record.heard = "all";
          record.told = [];
        } else if (record.told.some((sent) => wasBegun(transcript, sent))) {
          record.heard = "beginning";
        }
      }
    },
  };
}
