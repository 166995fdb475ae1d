/**
 * What the model is told of the conversation so far: what was heard by the platform's word, with every tool call of
 * the call woven in, also those of turns that nobody heard.
 */
import type { Utterance } from "../../protocol/index.ts";
import { createCutDetector } from "./heard.ts";
import type { ModelMessage, ModelToolResult } from "./model.ts";
import type { ToolRecord } from "./tool-ledger.ts";

export interface HistoryInput {
  readonly transcript: readonly Utterance[];
  readonly tools: readonly ToolRecord[];
  /** What was sent for each request: where less of it was heard, the caller has interrupted. */
  readonly sent: ReadonlyMap<number, string>;
  /**
   * Older exchanges are left out whole until the rest has no more than so many: at least a quarter of it at a time, so
   * that from turn to turn the model is told what begins alike, which its provider may still know.
   */
  readonly maxCharacters: number;
}

const notes = {
  begin: "(The call begins.)",
  silence: "(The caller is silent.)",
  unintelligible: "(The caller said something that could not be understood.)",
  interrupted: "(interrupting you)",
  leftOut: "(Earlier parts of the call are left out.)",
  running: "(still running)",
  untold: "(The caller has not heard this yet: tell them.)",
};

/** Lines of ours within the conversation; in brackets, so that the model takes them for no speech. */
export const historyNotes: Readonly<typeof notes> = Object.freeze(notes);

/** Providers' rules are kept: the caller begins and is last, nobody speaks twice in a row, each call has its result. */
export function buildHistory(input: HistoryInput): ModelMessage[] {
  const messages = trim(merge(weave(input)), input.maxCharacters);
  const first = messages[0];
  if (first?.role !== "user") messages.unshift({ role: "user", text: historyNotes.begin });
  if (messages.at(-1)?.role === "assistant") messages.push({ role: "user", text: historyNotes.silence });
  return messages;
}

function weave({ transcript, tools, sent }: HistoryInput): ModelMessage[] {
  const messages: ModelMessage[] = [];
  let callerTurn = 0;
  let isCut = false;
  const wasCut = createCutDetector(sent.values());
  const records = byCallerTurn(tools);
  const addTools = (turn: number): void => {
    for (const record of records.get(turn) ?? []) messages.push(...toMessages(record));
  };
  for (const { role, content } of transcript) {
    const text = content.trim();
    if (role === "agent") {
      isCut = wasCut(text);
      if (text !== "") messages.push({ role: "assistant", text, toolCalls: [] });
    } else {
      if (callerTurn === 0) addTools(0);
      callerTurn += 1;
      const words = text === "(unintelligible audio)" ? historyNotes.unintelligible : text;
      if (words !== "") {
        messages.push({ role: "user", text: isCut ? `${historyNotes.interrupted} ${words}` : words });
        isCut = false;
      }
      addTools(callerTurn);
    }
  }
  for (const turn of records.keys()) if (turn > callerTurn || callerTurn === 0) addTools(turn);
  return messages;
}

/** In the order in which they were called. */
function byCallerTurn(tools: readonly ToolRecord[]): ReadonlyMap<number, readonly ToolRecord[]> {
  const records = new Map<number, ToolRecord[]>();
  for (const record of tools) {
    const turn = records.get(record.callerTurn) ?? [];
    turn.push(record);
    records.set(record.callerTurn, turn);
  }
  return records;
}

function toMessages({ call, result, mustTell, heard }: ToolRecord): ModelMessage[] {
  const { callId, name } = call;
  const settled: ModelToolResult = result ?? { callId, name, content: historyNotes.running, successful: true };
  const isUntold = mustTell && heard === "nothing" && result !== undefined;
  const content = isUntold ? `${settled.content} ${historyNotes.untold}` : settled.content;
  return [
    { role: "assistant", text: "", toolCalls: [call] },
    { role: "tool", results: [{ ...settled, content }] },
  ];
}

/** Joins what one side says in a row. */
function merge(messages: readonly ModelMessage[]): ModelMessage[] {
  const merged: ModelMessage[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.role === "user" && message.role === "user") {
      merged[merged.length - 1] = { role: "user", text: `${last.text}\n${message.text}` };
    } else if (last?.role === "assistant" && message.role === "assistant" && last.toolCalls.length === 0) {
      const text = [last.text, message.text].filter((part) => part !== "").join(" ");
      merged[merged.length - 1] = { ...message, text };
    } else {
      merged.push(message);
    }
  }
  return merged;
}

/** Cuts only before something that the caller said, so that a tool call keeps its result. */
function trim(messages: readonly ModelMessage[], maxCharacters: number): ModelMessage[] {
  const lengths = messages.map(lengthOf);
  const surplus = lengths.reduce((sum, length) => sum + length, 0) - maxCharacters;
  if (surplus <= 0) return [...messages];
  const portion = Math.max(1, Math.floor(maxCharacters / 4));
  const least = Math.ceil(surplus / portion) * portion;
  // The newest exchange is kept, however long it is.
  const newest = messages.findLastIndex(({ role }) => role === "user");
  let from = 0;
  let leftOut = 0;
  while (from < newest && (leftOut < least || messages[from]?.role !== "user")) {
    leftOut += lengths[from] as number;
    from += 1;
  }
  return from <= 0 ? [...messages] : merge([{ role: "user", text: historyNotes.leftOut }, ...messages.slice(from)]);
}

function lengthOf(message: ModelMessage): number {
  switch (message.role) {
    case "user":
      return message.text.length;
    case "assistant":
      return message.text.length + message.toolCalls.reduce((sum, call) => sum + JSON.stringify(call).length, 0);
    case "tool":
      return message.results.reduce((sum, { content }) => sum + content.length, 0);
  }
}
