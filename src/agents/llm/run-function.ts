/** Runs one function tool: a commit only when the turn is confirmed, and never twice for the same wish. */
import { withResolver } from "../../internal/index.ts";
import type { ToolNote } from "../../session/index.ts";
import { untilConfirmed } from "./confirmation.ts";
import type { ModelToolCall, ModelToolResult } from "./model.ts";
import type { RunToolsInput } from "./run-tools.ts";
import { type Settled, settleFunction } from "./settle-function.ts";
import type { FunctionTool } from "./tool.ts";
import type { ToolRecord } from "./tool-ledger.ts";
import { toArguments } from "./tool-text.ts";
import { wishesOf } from "./wish.ts";

/** Added to the result of a commit that was called again for the same wish. */
export const repeatedNote = "(This had been called before with the same input, and was not done again.)";

/** @throws the signal's reason when the turn is withdrawn before the tool may run. */
export async function runFunction(
  input: RunToolsInput,
  tool: FunctionTool,
  call: ModelToolCall,
  value: unknown,
): Promise<ModelToolResult> {
  const { clock, ledger, signal } = input;
  const calledAtMs = clock.now();
  const note = (outcome: ToolNote["outcome"], startedAtMs = clock.now(), thrown: { error?: unknown } = {}): void => {
    const times = { durationMs: clock.now() - startedAtMs, confirmWaitMs: startedAtMs - calledAtMs };
    const { responseId } = input.turn;
    input.turn.call.note({ kind: "tool", responseId, name: call.name, outcome, ...times, ...thrown });
  };
  const remember = async ({ done, ...record }: ToolRecord): Promise<ModelToolResult> => {
    const result = record.result ?? (await done);
    note("remembered");
    return { ...result, callId: call.callId, content: `${result.content} ${repeatedNote}` };
  };
  const wishes = tool.effect === "commit" ? wishesOf(call.name, value, call.input) : [];
  const before = ledger.findOpen(wishes);
  if (before?.result === undefined) sayMeanwhile(input, tool);
  if (before !== undefined) return remember(before);
  if (tool.effect === "commit") {
    try {
      await untilConfirmed(input);
    } catch (error) {
      note("withdrawn");
      throw error;
    }
    // Another call of the same, of this step or of an older request, may have been confirmed meanwhile.
    const meanwhile = ledger.findOpen(wishes);
    if (meanwhile !== undefined) return remember(meanwhile);
  }
  signal.throwIfAborted();
  const startedAtMs = clock.now();
  const { result, ...thrown } = await run(input, tool, call, value, wishes);
  if (result.successful) note("done", startedAtMs);
  else note("failed", startedAtMs, thrown);
  return result;
}

function sayMeanwhile({ voice }: RunToolsInput, { meanwhile }: FunctionTool): void {
  if (meanwhile !== undefined && voice.said === "") voice.say(meanwhile);
}

/** Keeps a record of it, and tells the platform of it: of each beginning the end, too. */
async function run(
  input: RunToolsInput,
  tool: FunctionTool,
  call: ModelToolCall,
  value: unknown,
  wishes: readonly string[],
): Promise<Settled> {
  const { turn, ledger } = input;
  // Providers count anew in each call, or even in each answer: the platform wants an id that is unique in the world.
  // The time keeps apart what another process, or this one after a restart, calls within the same phone call.
  const toolCallId = `${turn.call.id}-${input.clock.now().toString(36)}-${ledger.records.length + 1}`;
  const { promise: done, resolve } = withResolver<ModelToolResult>();
  const record: ToolRecord = {
    call,
    callerTurn: input.callerTurn,
    wishes,
    result: undefined,
    done,
    mustTell: tool.onInterruption === "finish-and-tell",
    told: [],
    heard: "nothing",
  };
  ledger.add(record);
  turn.call.reportToolCall({ tool_call_id: toolCallId, name: call.name, arguments: toArguments(call.input) });
  const first = await settleFunction({
    tool,
    call,
    value,
    toolCallId,
    phoneCall: turn.call,
    state: input.state,
    clock: input.clock,
    interruption: input.signal,
    onLateResult(late) {
      // Later turns know better; the caller may have been told of a failure.
      record.result = late;
      record.told = [];
      record.heard = "nothing";
    },
  });
  // It may have come to its end in the moment in which it was given up: then that is what is known of it.
  record.result ??= first.result;
  const { result } = record;
  resolve(result);
  const { content, successful } = result;
  turn.call.reportToolResult({ tool_call_id: toolCallId, content, successful });
  return { ...first, result };
}
