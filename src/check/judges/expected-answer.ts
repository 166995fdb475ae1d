/** Judges whether an answer came that had to come, once it is known that the server answers ordinary requests. */
import { CouldNotTell, fails, type Verdict } from "../audit.ts";
import { isStillTold } from "../calls/answer.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";
import { conversation } from "../exercises/conversation.ts";
import { framesOfTurn, requireComplete, untakenFrames } from "./untaken.ts";

/** Asks for so much that an answer lasts long enough to be withdrawn or interrupted. */
export const longQuestion = "Please tell me in detail everything you can do for me, step by step.";

/**
 * What comes after it can be put down to what is special about it.
 * @throws CouldNotTell when ordinary requests, one after the other, are not answered: the group "turns" tells.
 */
export async function requireTalk(context: CheckContext): Promise<void> {
  const { call, answers } = await context.share(conversation);
  if (answers.length === 0) throw new CouldNotTell("there was no ordinary conversation to compare with");
  for (const answer of answers) requireComplete(call, answer);
}

/**
 * What comes late under an older id can be put down to what was sent last.
 * @throws CouldNotTell when ordinary answers go on after their completion, too: the group "turns" tells.
 */
export async function requireNothingAfter(context: CheckContext): Promise<void> {
  const { answers } = await context.share(conversation);
  const isOverdone = answers.some(({ partsAfter }) => partsAfter.length > 0);
  if (isOverdone) throw new CouldNotTell("it always sends more under an id that it has completed");
}

/**
 * Waits a little longer for what is late, so that a rule is not told of a server that is merely slow.
 *
 * @param responseId the call's last request.
 * @param when what was special about it: "after a reminder".
 * @returns undefined when the answer is complete.
 * @throws CouldNotTell when another audit is there to tell what is amiss.
 */
export async function judgeAnswer(
  { settings }: CheckContext,
  call: ProbeCall,
  responseId: number,
  when: string,
): Promise<Verdict | undefined> {
  const { answerTimeoutMs } = settings;
  if (call.answerSoFar(responseId).isComplete) return undefined;
  const seconds = `${answerTimeoutMs / 1_000} s`;
  if (await call.until(() => call.answerSoFar(responseId).isComplete, answerTimeoutMs / 2)) {
    throw new CouldNotTell(`${when}, its answer was not complete within ${seconds}, but soon after`);
  }
  const answer = call.answerSoFar(responseId);
  const frames = framesOfTurn(call.frames, responseId);
  if (untakenFrames(frames).length > 0) {
    throw new CouldNotTell(`${when}, it answered in messages that the platform cannot take, such as mistyped ones`);
  }
  if (isStillTold(answer, answerTimeoutMs)) {
    throw new CouldNotTell(`${when}, its answer was still going on after ${seconds}`);
  }
  const received =
    call.closed === undefined
      ? `${answer.parts.length === 0 ? "nothing" : "no completion"} under id ${responseId} within ${seconds}`
      : `a close with ${call.closed.code}`;
  return fails(`${when}, there was ${received}`, {
    sent: frames[0]?.text ?? `a request under id ${responseId}`,
    received,
    frames: call.frames,
  });
}
