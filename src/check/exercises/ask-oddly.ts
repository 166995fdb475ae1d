/** A request that has something unusual about it, in a call of its own, beside an ordinary one. */
import { CouldNotTell, holds, type Verdict } from "../audit.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";
import { judgeAnswer } from "../judges/expected-answer.ts";
import { requireComplete } from "../judges/untaken.ts";
import { conversation } from "./conversation.ts";

/** @throws CouldNotTell when even an ordinary request is not answered: then nothing is told by an odd one. */
export async function requireOrdinaryAnswer(context: CheckContext): Promise<void> {
  const { call, answers } = await context.share(conversation);
  const [first] = answers;
  if (first === undefined) throw new CouldNotTell("the call was over before anything could be asked");
  requireComplete(call, first);
}

/**
 * Asks as `ask` does, after the greeting, and judges whether the answer was completed.
 * @param oddity what is odd about the request, such as "with an empty transcript"
 * @param ask sends the request and returns its id
 */
export async function askOddly(
  context: CheckContext,
  oddity: string,
  ask: (call: ProbeCall) => number,
): Promise<Verdict> {
  await requireOrdinaryAnswer(context);
  await using call = await context.placeCall();
  await call.greeting();
  const answer = await call.answer(ask(call));
  const when = `after a request ${oddity}`;
  return (
    (await judgeAnswer(context, call, answer.responseId, when)) ?? holds(`${Math.round(answer.completeMs ?? 0)} ms`)
  );
}
