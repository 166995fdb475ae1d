/**
 * An action that the platform was asked for. It runs after the last word of its answer; an interruption before that
 * discards it without a word. Whether it was done shows on the next turn.
 */
import type { Action, Turn } from "../../session/index.ts";
import { isAcknowledgement } from "./acknowledgement.ts";
import type { Heard, SentSpeech } from "./heard.ts";
import type { ModelToolResult } from "./model.ts";
import type { TurnEnding } from "./run-tools.ts";
import type { PersistRule } from "./tool.ts";
import type { ToolLedger, ToolRecord } from "./tool-ledger.ts";

export interface PendingAction {
  readonly action: Action;
  readonly persist: PersistRule | undefined;
  /** What was said with it. */
  readonly sent: SentSpeech;
  /** What later turns are told of it. */
  readonly record: ToolRecord;
  /** Its result if it was done: a platform that asks early may show only later on that it was. */
  readonly done: ModelToolResult;
}

/** What the model is told when the call goes on although it was to end. */
export const notDoneNote =
  "This was not done, because the caller spoke before you had finished. Call it again if it is still right.";

/** The model of a later turn is told that it was called, and what came of it. */
export function rememberAction(ledger: ToolLedger, ending: TurnEnding, sent: SentSpeech): PendingAction {
  const { action, tool, call, result: content } = ending;
  const done = { callId: call.callId, name: call.name, content, successful: true };
  const { callerTurn } = sent;
  const record: ToolRecord = {
    ...{ call, callerTurn, wishes: [], result: done, done: Promise.resolve(done), mustTell: false },
    ...{ told: [], heard: "nothing" },
  };
  ledger.add(record);
  return { action, persist: tool.persist, sent, record, done };
}

/**
 * A new request came: notes in the record whether the action was done.
 * @returns what to do at once, when it was wiped out by nothing but an acknowledgement.
 */
export function offerAgain(
  { action, persist, sent, record, done }: PendingAction,
  { transcript, reason }: Pick<Turn, "transcript" | "reason">,
  heard: Heard,
): { readonly action: Action; readonly closing: string } | undefined {
  // After a hang-up or a transfer there are no more requests. Keys were pressed if all was heard that went before.
  const isDone = action.kind === "press_digits" && (sent.text === "" || heard.whole(sent));
  record.result = done;
  if (isDone) return undefined;
  // What was heard of another answer since: then the model has decided anew.
  const wasLast = heard.extentOf(sent) !== "nothing" && heard.onlyOf(sent);
  if (persist !== undefined && reason === "response" && wasLast) {
    const callers = transcript.filter(({ role }) => role !== "agent").slice(sent.callerTurn);
    const words = callers.map(({ content }) => content).join(" ");
    if (isAcknowledgement(words, persist.acknowledgements)) return { action, closing: persist.closing };
  }
  record.result = { ...done, content: notDoneNote, successful: false };
  return undefined;
}
