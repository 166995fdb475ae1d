/** An answer was complete and not yet heard when the platform asks again: the caller has made a noise, or gone on. */
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";

export interface Repetition {
  readonly call: ProbeCall;
  readonly firstId: number;
  /** For the very same words; undefined when the first request was not answered. */
  readonly sameId: number | undefined;
  /** For the same utterance with more words; undefined when those before were not answered. */
  readonly longerId: number | undefined;
}

const question = "Could you tell me something about";

export async function repetition(context: CheckContext): Promise<Repetition> {
  const call = await context.placeCall();
  await call.greeting();
  const firstId = call.request(question);
  if (!(await call.answer(firstId)).isComplete) return { call, firstId, sameId: undefined, longerId: undefined };
  forgetAfterCaller(call);
  const sameId = call.request(undefined);
  if (!(await call.answer(sameId)).isComplete) return { call, firstId, sameId, longerId: undefined };
  forgetAfterCaller(call);
  call.transcript.pop();
  const longerId = call.request(`${question} your opening hours?`);
  await call.answer(longerId);
  return { call, firstId, sameId, longerId };
}

/** What the agent answered was not heard: the platform's transcript ends with the caller's words. */
function forgetAfterCaller({ transcript }: ProbeCall): void {
  while (transcript.at(-1)?.role === "agent") transcript.pop();
}
