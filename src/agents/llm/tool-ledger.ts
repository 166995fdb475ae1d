/** The tool calls of one phone call: what was asked, what came of it, and where in the conversation it belongs. */
import type { Extent, Heard, SentSpeech } from "./heard.ts";
import type { ModelToolCall, ModelToolResult } from "./model.ts";

export interface ToolRecord {
  readonly call: ModelToolCall;
  /** How many utterances of the caller there were: the record belongs right after the last of them. */
  readonly callerTurn: number;
  /** Of calls that must not be done twice; none of tools that may be run again. */
  readonly wishes: readonly string[];
  /** Undefined while it runs. */
  result: ModelToolResult | undefined;
  /** The first result, for whoever has to wait; never rejects. */
  readonly done: Promise<ModelToolResult>;
  /** Whether the agent is to tell the caller of it, if they were not told in the turn that called it. */
  readonly mustTell: boolean;
  /** What was said by answers that knew the result, as long as it is not known to be heard. */
  told: SentSpeech[];
  /** Whether the caller has heard the first words of such an answer, or all of one. */
  heard: Extent;
}

export interface ToolLedger {
  /** In the order in which they were called. */
  readonly records: readonly ToolRecord[];
  add(record: ToolRecord): void;
  /**
   * The record of one of these wishes whose outcome the caller has not heard: calling it again is no new wish, but the same one
   * asked again.
   */
  findOpen(wishes: readonly string[]): ToolRecord | undefined;
  /** Takes in what was heard by the newest transcript. */
  hear(heard: Heard): void;
}

/** Of the answers that knew a result; one that later ones have taken the place of is heard no further. */
const newestAnswers = 3;

export function createToolLedger(): ToolLedger {
  const records: ToolRecord[] = [];
  return {
    records,
    add: (record) => {
      records.push(record);
    },
    findOpen: (wishes) =>
      records.findLast((record) => record.heard !== "all" && record.wishes.some((wish) => wishes.includes(wish))),
    hear(heard) {
      const known = new Map<SentSpeech, Extent>();
      const extentOf = (sent: SentSpeech): Extent => {
        const extent = known.get(sent) ?? heard.extentOf(sent);
        known.set(sent, extent);
        return extent;
      };
      for (const record of records) {
        if (record.heard === "all") continue;
        const extents = record.told.map(extentOf);
        if (extents.includes("all")) record.heard = "all";
        else if (extents.includes("beginning")) record.heard = "beginning";
        record.told = record.heard === "all" ? [] : record.told.slice(-newestAnswers);
      }
    },
  };
}
