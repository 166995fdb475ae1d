/** A request that has something unusual about it, in a call of its own, beside an ordinary one. */
import { CouldNotTell, fails, holds, type Verdict } from "../audit.ts";
import type { CheckContext } from "../context.ts";
import type { ProbeCall } from "../probe-call.ts";
import { framesOfTurn, requireComplete, untakenFrames } from "../untaken.ts";
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
  if (answer.isComplete) return holds(`answered after ${Math.round(answer.completeMs ?? 0)} ms`);
  const frames = framesOfTurn(call.frames, answer.responseId);
  if (untakenFrames(frames).length > 0) throw new CouldNotTell("the answer came in messages that cannot be taken");
  const seconds = context.settings.answerTimeoutMs / 1_000;
  const what = answer.parts.length === 0 ? "answered" : "completed";
  return fails(`a request ${oddity} was not ${what} within ${seconds} s, while ordinary ones are`, {
    sent: `a request ${oddity}`,
    received: call.closed ? `a close with ${call.closed.code}` : `${answer.parts.length} messages under its id`,
    frames,
  });
}
