/** What the model is told in one turn, step by step; and which results the caller was told of with its answer. */
import type { Utterance } from "../../protocol/index.ts";
import type { Place, SentSpeech } from "./heard.ts";
import { buildHistory } from "./history.ts";
import type { ModelMessage, ModelToolResult } from "./model.ts";
import type { ToolLedger, ToolRecord } from "./tool-ledger.ts";
import type { Voice } from "./voice.ts";

export interface TurnMessagesInput {
  readonly transcript: readonly Utterance[];
  readonly ledger: ToolLedger;
  readonly sent: ReadonlyMap<number, string>;
  readonly maxCharacters: number;
  readonly voice: Voice;
  readonly place: Place;
}

export interface TurnMessages {
  /** For the next step: with the results that tools of older turns have come to since the last one. */
  next(): ModelMessage[];
  /** What was called in this step, and what came of it. */
  add(...messages: readonly ModelMessage[]): void;
  /** The answer is over: once it is heard, the caller knows what the model knew. */
  answered(): void;
}

/** A result that the model knows, and how much had been said when it learnt of it. */
interface KnownResult {
  readonly result: ModelToolResult;
  readonly from: number;
}

export function createTurnMessages(input: TurnMessagesInput): TurnMessages {
  const { ledger, voice, place } = input;
  const known = new Map<ToolRecord, KnownResult>();
  const ofThisTurn: ModelMessage[] = [];
  const olderRecords = ledger.records.length;
  const learn = (): void => {
    ledger.records.forEach((record, index) => {
      const { result } = record;
      // This turn's own results stand in its messages as they first came.
      const isNews = index < olderRecords ? known.get(record)?.result !== result : !known.has(record);
      if (result !== undefined && isNews) known.set(record, { result, from: voice.said.length });
    });
  };
  return {
    next() {
      learn();
      const tools = ledger.records.slice(0, olderRecords);
      return [...buildHistory({ ...input, tools }), ...ofThisTurn];
    },
    add: (...messages) => {
      ofThisTurn.push(...messages);
    },
    answered() {
      const { said } = voice;
      // One for all that were learnt of at once: what was heard of it is looked up once.
      const sent = new Map<number, SentSpeech>();
      for (const [record, { result, from }] of known) {
        if (record.result !== result || record.heard === "all") continue;
        const told = sent.get(from) ?? { before: said.slice(0, from), text: said.slice(from), ...place };
        sent.set(from, told);
        record.told.push(told);
      }
    },
  };
}
