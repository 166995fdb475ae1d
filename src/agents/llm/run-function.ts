/** Runs one function tool: a commit only when the turn is confirmed, and never twice for the same wish. */
import type { Clock } from "../../internal/index.ts";
import type { ModelToolCall, ModelToolResult } from "./model.ts";
import { failure, type RunToolsInput } from "./run-tools.ts";
import type { FunctionTool } from "./tool.ts";
import type { ToolRecord } from "./tool-ledger.ts";
import { untilAborted } from "./until-aborted.ts";

/** @throws the signal's reason when the turn is withdrawn before the tool may run. */
export async function runFunction(
  input: RunToolsInput,
  tool: FunctionTool,
  call: ModelToolCall,
  value: unknown,
): Promise<ModelToolResult> {
  const { turn, ledger, voice, clock } = input;
  const isCommit = tool.effect === "commit";
  if (tool.meanwhile !== undefined && voice.said === "") voice.say(tool.meanwhile);
  if (isCommit) {
    const before = ledger.findCommit(call, input.wasHeard);
    if (before !== undefined) return { ...(await before.done), callId: call.callId };
    await untilConfirmed(clock, input.confirmedAtMs, turn.signal);
    // Another request's call of the same may have been confirmed meanwhile.
    const meanwhile = ledger.findCommit(call, input.wasHeard);
    if (meanwhile !== undefined) return { ...(await meanwhile.done), callId: call.callId };
  }
  turn.signal.throwIfAborted();
  const { promise, resolve } = deferred<ModelToolResult>();
  const record: ToolRecord = {
    call,
    callerTurn: input.callerTurn,
    isCommit,
    result: undefined,
    done: promise,
    mustTell: false,
    toldIn: new Set(),
  };
  ledger.add(record);
  turn.call.reportToolCall({
    tool_call_id: call.callId,
    name: call.name,
    arguments: JSON.stringify(call.input ?? {}),
  });
  const onInterrupted = (): void => {
    record.mustTell = tool.onInterruption === "finish-and-tell";
  };
  turn.signal.addEventListener("abort", onInterrupted, { once: true });
  const result = await settle(input, tool, call, value);
  record.result = result;
  resolve(result);
  turn.call.reportToolResult({
    tool_call_id: call.callId,
    content: result.content,
    successful: result.successful,
  });
  return result;
}

/** Runs it to its end, its time limit, or its cancellation; never rejects. */
async function settle(
  { turn, state, clock }: RunToolsInput,
  tool: FunctionTool,
  call: ModelToolCall,
  value: unknown,
): Promise<ModelToolResult> {
  const stop = new AbortController();
  const cancel = (): void => stop.abort(new Error("the caller interrupted"));
  const hangUp = (): void => stop.abort(new Error("the call is over"));
  const timer = clock.setTimeout(() => {
    stop.abort(new Error(`it did not come back within ${tool.timeoutMs / 1_000} s`));
  }, tool.timeoutMs);
  if (tool.onInterruption === "cancel") turn.signal.addEventListener("abort", cancel, { once: true });
  turn.call.signal.addEventListener("abort", hangUp, { once: true });
  try {
    const context = {
      call: turn.call,
      state: state as Record<string, unknown>,
      signal: stop.signal,
      toolCallId: call.callId,
    };
    const output = await untilAborted(
      Promise.resolve().then(() => tool.run(value, context)),
      stop.signal,
    );
    return { callId: call.callId, name: call.name, content: toText(output), successful: true };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const doubt = tool.effect === "read" || !stop.signal.aborted ? "" : " It may have been done nevertheless.";
    return failure(call, `It failed: ${reason}.${doubt}`);
  } finally {
    clock.clearTimeout(timer);
    turn.signal.removeEventListener("abort", cancel);
    turn.call.signal.removeEventListener("abort", hangUp);
  }
}

function untilConfirmed(clock: Clock, confirmedAtMs: number, signal: AbortSignal): Promise<void> {
  const waitMs = confirmedAtMs - clock.now();
  if (waitMs <= 0) return Promise.resolve();
  const { promise, resolve } = deferred<void>();
  const timer = clock.setTimeout(resolve, waitMs);
  return untilAborted(promise, signal).finally(() => clock.clearTimeout(timer));
}

function toText(output: unknown): string {
  return typeof output === "string" ? output : (JSON.stringify(output) ?? "done");
}

function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
