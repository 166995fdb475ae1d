/** The platform has asked early, and the caller goes on: the request is withdrawn for one with more words. */
import { watchOwnLag } from "../calls/own-lag.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";
import { longQuestion } from "../judges/expected-answer.ts";

/** Two requests for one utterance of the caller, by their ids. */
export interface WithdrawnRequest {
  readonly olderId: number;
  readonly newerId: number;
  /** When the newer one was sent, on the frames' time. */
  readonly withdrawnAtMs: number;
  /** Whether the older one was not completely answered by then. */
  readonly wasOpen: boolean;
}

export interface Withdrawal {
  readonly call: ProbeCall;
  /** By how much this process itself was late in all, in ms: for so long a message may have lain here unread. */
  readonly lagMs: number;
  /** One that was withdrawn at once and one in the middle of its answer; fewer when the call did not get so far. */
  readonly withdrawn: readonly WithdrawnRequest[];
}

/** Withdraws twice, and listens for what should not come. */
export async function withdrawal(context: CheckContext): Promise<Withdrawal> {
  const { answerTimeoutMs, crossingMs, quietMs } = context.settings;
  using lag = watchOwnLag(context.clock);
  const call = await context.placeCall();
  await call.greeting();
  const withdrawn: WithdrawnRequest[] = [];
  for (const firstTextTimeoutMs of [0, answerTimeoutMs]) {
    const olderId = call.request(longQuestion);
    if (firstTextTimeoutMs > 0) {
      await call.until(() => call.answerSoFar(olderId).parts.length > 0, firstTextTimeoutMs);
    }
    const wasOpen = !call.answerSoFar(olderId).isComplete;
    call.transcript.pop();
    const newerId = call.request(`${longQuestion} Or rather, just tell me when you are open.`);
    withdrawn.push({ olderId, newerId, withdrawnAtMs: call.frames.at(-1)?.atMs ?? 0, wasOpen });
    if (!(await call.answer(newerId)).isComplete) break;
  }
  await call.until(() => false, crossingMs + quietMs);
  return { call, lagMs: lag.sumMs, withdrawn };
}
