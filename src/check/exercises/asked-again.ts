/** A request that is withdrawn while its tool runs and asked again, as the platform does when the caller hesitates. */
import type { FrameRecord } from "../../platform/index.ts";
import type { CheckContext } from "../context.ts";
import type { ProbeCall } from "../probe-call.ts";

export interface AskedAgain {
  readonly call: ProbeCall;
  /** The tools that were called before the request was made again, and after. */
  readonly before: readonly FrameRecord[];
  readonly after: readonly FrameRecord[];
}

const wish = "Please book a table for two for me, tomorrow at seven.";

export async function askedAgain(context: CheckContext): Promise<AskedAgain> {
  const call = await context.placeCall();
  const invocations = (): FrameRecord[] => call.frames.filter(({ type }) => type === "tool_call_invocation");
  await call.greeting();
  const first = call.request(wish);
  const isDecided = (): boolean => invocations().length > 0 || call.answerSoFar(first).isComplete;
  await call.until(isDecided, context.settings.answerTimeoutMs);
  const before = invocations();
  if (before.length > 0 && call.closed === undefined) {
    await call.ask(undefined);
    await call.until(() => false, context.settings.quietMs);
  }
  return { call, before, after: invocations().slice(before.length) };
}
