/** Whether new calls are answered: asked before and after everything that could bring a server down. */
import type { FrameRecord } from "../../platform/index.ts";
import { connectAttempts } from "../../protocol/index.ts";
import { CouldNotTell, fails, holds, type Verdict } from "../audit.ts";
import type { CheckContext } from "../context.ts";
import type { ProbeCall } from "./probe-call.ts";

/** What was wrong with a call; frames show it. */
interface Trouble {
  readonly reason: string;
  readonly frames: readonly FrameRecord[];
}

/** What is known of the server now, by all audits of one check. */
interface Vitality {
  /** What new calls may have been lost to; undefined while the last one was answered. */
  suspect: string | undefined;
  /** Set when the server did not come back: every further audit would only wait in vain. */
  givenUp: string | undefined;
}

const vitality = async (): Promise<Vitality> => ({ suspect: "the first call", givenUp: undefined });

/**
 * What comes after it can be put down to what comes next.
 * @throws CouldNotTell when ordinary calls are not answered, be it never or no more.
 */
export async function expectAnsweredCalls(context: CheckContext): Promise<void> {
  const state = await context.share(vitality);
  if (state.givenUp !== undefined) throw new CouldNotTell(state.givenUp);
  if (state.suspect === undefined) return;
  const trouble = await troubleOfNextCall(context);
  if (trouble !== undefined) {
    state.givenUp = `${trouble.reason}, since ${state.suspect}`;
    throw new CouldNotTell(state.givenUp);
  }
  state.suspect = undefined;
}

/** Has the next audit look first whether calls are answered. @param what was done: "a binary message". */
export async function suspect(context: CheckContext, what: string): Promise<void> {
  const state = await context.share(vitality);
  state.suspect ??= what;
}

/**
 * Does something that no platform does, and holds when the next call is answered as if nothing had been, and a call
 * that was up meanwhile still is: a server that is started again at once has lost that one.
 *
 * @param what is done, for the evidence: "a binary message".
 * @throws CouldNotTell when calls were not answered before.
 */
export async function isSurvived(context: CheckContext, what: string, disturb: () => Promise<void>): Promise<Verdict> {
  await expectAnsweredCalls(context);
  await using bystander = await context.placeCall();
  if (!(await isGreeted(context, bystander))) throw new CouldNotTell("the call beside it was not greeted");
  await disturb();
  const verdict = await judgeNextCall(context, what);
  if (verdict.outcome !== "holds" || bystander.closed === undefined) return verdict;
  return fails("a call of somebody else that was up beside it was cut off", {
    sent: what,
    received: `an end of the other connection with ${bystander.closed.code}`,
    frames: bystander.frames,
  });
}

/** Holds when the next call is answered. @param what was done before, for the evidence. */
export async function judgeNextCall(context: CheckContext, what: string): Promise<Verdict> {
  const trouble = await troubleOfNextCall(context);
  if (trouble === undefined) return holds();
  await suspect(context, what);
  return fails(`after it, ${trouble.reason}`, { sent: what, received: trouble.reason, frames: trouble.frames });
}

/**
 * Does something to one call, and holds when the same connection goes on answering.
 *
 * @param what is sent, for the evidence.
 * @throws CouldNotTell when calls were not answered before.
 */
export async function isTakenInStride(
  context: CheckContext,
  what: string,
  disturb: (call: ProbeCall) => void,
): Promise<Verdict> {
  await expectAnsweredCalls(context);
  await using call = await context.placeCall();
  if (!(await isGreeted(context, call))) throw new CouldNotTell("the call was not greeted before anything was sent");
  disturb(call);
  if (await isAnswered(context, call)) return holds();
  await suspect(context, what);
  const { closed } = call;
  const waited = `the next request had no answer within ${context.settings.answerTimeoutMs / 1_000} s`;
  return fails(closed === undefined ? `after it, ${waited}` : `the connection was closed with ${closed.code} for it`, {
    sent: `${what}, then a request`,
    received: closed === undefined ? "nothing" : `a close with ${closed.code} ${JSON.stringify(closed.reason)}`,
    frames: call.frames,
  });
}

/** Whether the connection itself still brings the beginning of an answer. */
export async function isAnswered(context: CheckContext, call: ProbeCall): Promise<boolean> {
  const id = call.request("Can you still hear me?");
  return await call.until(() => call.answerSoFar(id).parts.length > 0, context.settings.answerTimeoutMs);
}

/** Whether the greeting has begun to come. */
export async function isGreeted(context: CheckContext, call: ProbeCall): Promise<boolean> {
  return await call.until(() => call.answerSoFar(0).parts.length > 0, context.settings.greetingTimeoutMs);
}

/** Dials as the platform does, which tries more than once: a server that is back by then has lost no call. */
async function troubleOfNextCall(context: CheckContext): Promise<Trouble | undefined> {
  let problem = "";
  for (let attempt = 1; attempt <= connectAttempts; attempt += 1) {
    try {
      // Who is busy for a moment with what was sent is not down: a call that is not served gets one more.
      return (await troubleOfCall(context)) && (await troubleOfCall(context));
    } catch (error) {
      if (!(error instanceof CouldNotTell)) throw error;
      problem = error.message;
    }
    if (attempt < connectAttempts) await context.wait(context.settings.crossingMs);
  }
  return { reason: `the next call came to nothing in ${connectAttempts} attempts (${problem})`, frames: [] };
}

/** @throws CouldNotTell when no connection could be opened. */
async function troubleOfCall(context: CheckContext): Promise<Trouble | undefined> {
  await using call = await context.placeCall();
  const { greetingTimeoutMs, answerTimeoutMs } = context.settings;
  const after = (ms: number): string =>
    call.closed === undefined ? `within ${ms / 1_000} s` : `but closed with ${call.closed.code}`;
  if (!(await isGreeted(context, call))) {
    return { reason: `the next call was not greeted ${after(greetingTimeoutMs)}`, frames: call.frames };
  }
  if (!(await isAnswered(context, call))) {
    return { reason: `the next call was greeted, and not answered ${after(answerTimeoutMs)}`, frames: call.frames };
  }
  return undefined;
}
