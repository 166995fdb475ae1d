/** A request that is withdrawn while its tool runs and asked again, as the platform does when the caller hesitates. */
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";

export interface AskedAgain {
  readonly call: ProbeCall;
  /** Index of the frame from which on all belongs to the newer request; undefined when no tool was called before. */
  readonly againFrom: number | undefined;
}

const wish = "Please book a table for two for me, tomorrow at seven.";

export async function askedAgain(context: CheckContext): Promise<AskedAgain> {
  const call = await context.placeCall();
  const hasCalledTool = (): boolean => call.frames.some(({ type }) => type === "tool_call_invocation");
  await call.greeting();
  const first = call.request(wish);
  const isDecided = (): boolean => hasCalledTool() || call.answerSoFar(first).isComplete;
  await call.until(isDecided, context.settings.answerTimeoutMs);
  if (!hasCalledTool() || call.closed !== undefined) return { call, againFrom: undefined };
  const againFrom = call.frames.length;
  await call.ask(undefined);
  await call.until(() => false, context.settings.quietMs);
  return { call, againFrom };
}
