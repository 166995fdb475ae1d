/** Runs a function tool to its end, its time limit, or its cancellation. */
import type { Clock } from "../../internal/index.ts";
import type { Call } from "../../session/index.ts";
import type { ModelToolCall, ModelToolResult } from "./model.ts";
import type { FunctionTool } from "./tool.ts";
import { failure, reasonOf, toText } from "./tool-text.ts";
import { untilAborted } from "./until-aborted.ts";

export interface SettleInput {
  readonly tool: FunctionTool;
  readonly call: ModelToolCall;
  /** As the tool's schema made it. */
  readonly value: unknown;
  readonly toolCallId: string;
  readonly phoneCall: Call;
  readonly state: unknown;
  readonly clock: Clock;
  /** Fires when nobody waits for the result any more. */
  readonly interruption: AbortSignal;
  /** It did come to its end after it had been given up. Not told for tools that change nothing. */
  readonly onLateResult: (result: ModelToolResult) => void;
}

export interface Settled {
  readonly result: ModelToolResult;
  /** What the tool threw, or why it was given up. */
  readonly error?: unknown;
}

/** Never rejects: what a tool throws is a result that the model can speak about. */
export async function settleFunction(input: SettleInput): Promise<Settled> {
  const { tool, call, value, phoneCall, clock, interruption } = input;
  const stop = new AbortController();
  const cancel = (): void => stop.abort(new Error("the caller interrupted"));
  const hangUp = (): void => stop.abort(new Error("the call is over"));
  const timer = clock.setTimeout(() => {
    stop.abort(new Error(`it did not come back within ${tool.timeoutMs / 1_000} s`));
  }, tool.timeoutMs);
  if (tool.onInterruption === "cancel") interruption.addEventListener("abort", cancel, { once: true });
  phoneCall.signal.addEventListener("abort", hangUp, { once: true });
  const state = input.state as Record<string, unknown>;
  const context = { call: phoneCall, state, signal: stop.signal, toolCallId: input.toolCallId };
  const succeeded = (output: unknown): ModelToolResult => {
    return { callId: call.callId, name: call.name, content: toText(output), successful: true };
  };
  // In this very tick: nothing may come between the last check and the run.
  const running = (async () => tool.run(value, context))();
  try {
    return { result: succeeded(await untilAborted(running, stop.signal)) };
  } catch (error) {
    const isInDoubt = stop.signal.aborted && tool.effect !== "read";
    if (isInDoubt) {
      running.then(
        (output) => input.onLateResult(succeeded(output)),
        () => undefined,
      );
    }
    const doubt = isInDoubt ? " It may have been done nevertheless." : "";
    return { result: failure(call, `It failed: ${reasonOf(error)}.${doubt}`), error };
  } finally {
    clock.clearTimeout(timer);
    interruption.removeEventListener("abort", cancel);
    phoneCall.signal.removeEventListener("abort", hangUp);
  }
}
