/** The connection breaks in every state that a call can be in, and the platform dials again under the same id. */
import type { ProbeCall } from "../calls/probe-call.ts";
import { redial } from "../calls/redial.ts";
import type { CheckContext } from "../context.ts";
import { longQuestion, requireTalk } from "../judges/expected-answer.ts";

export interface Reconnection {
  readonly call: ProbeCall;
  /** When the connection was broken: "in the middle of an answer". */
  readonly when: string;
  /** Why the same id was not taken up again; undefined when it was. */
  readonly refusal: string | undefined;
  /** Of a request that was open when the connection broke. */
  readonly openId: number | undefined;
  /** Of the request on the new connection, answered or not; undefined when there was no new connection. */
  readonly nextId: number | undefined;
}

type Step = (context: CheckContext, call: ProbeCall) => Promise<Reconnection>;

/** Each list is one call, with few reconnections: how many a server takes is another rule. */
const scripts: readonly (readonly Step[])[] = [
  [beforeGreeting, betweenTurns],
  [afterGreeting, amidAnswer],
  [amidReminder],
];

/** @throws CouldNotTell when ordinary requests are not answered even on a call's first connection. */
export async function reconnections(context: CheckContext): Promise<readonly Reconnection[]> {
  await requireTalk(context);
  const seen: Reconnection[] = [];
  for (const steps of scripts) {
    const call = await context.placeCall();
    for (const step of steps) {
      const reconnection = await step(context, call);
      seen.push(reconnection);
      // A server that fails once would only be waited for again and again.
      if (!isAnswered(reconnection)) return seen;
    }
  }
  return seen;
}

function isAnswered({ call, nextId }: Reconnection): boolean {
  return nextId !== undefined && call.answerSoFar(nextId).isComplete;
}

async function beforeGreeting(context: CheckContext, call: ProbeCall): Promise<Reconnection> {
  return await breakAndAsk(context, call, "before the greeting", "Hello, is anybody there?");
}

async function afterGreeting(context: CheckContext, call: ProbeCall): Promise<Reconnection> {
  await call.greeting();
  return await breakAndAsk(context, call, "after the greeting", "What can you help me with?");
}

async function betweenTurns(context: CheckContext, call: ProbeCall): Promise<Reconnection> {
  return await breakAndAsk(context, call, "between two turns", "Could you say more about that?");
}

async function amidAnswer(context: CheckContext, call: ProbeCall): Promise<Reconnection> {
  const openId = call.request(longQuestion);
  await call.until(() => call.answerSoFar(openId).parts.length > 0, context.settings.answerTimeoutMs);
  // The caller has heard nothing and said nothing new: the same is asked again.
  return await breakAndAsk(context, call, "in the middle of an answer", undefined, openId);
}

async function amidReminder(context: CheckContext, call: ProbeCall): Promise<Reconnection> {
  await call.greeting();
  const openId = call.request(undefined, { kind: "reminder_required" });
  await call.until(() => call.answerSoFar(openId).parts.length > 0, context.settings.quietMs);
  return await breakAndAsk(context, call, "while a reminder was open", "Sorry, what did you say?", openId);
}

async function breakAndAsk(
  context: CheckContext,
  call: ProbeCall,
  when: string,
  words: string | undefined,
  openId?: number,
): Promise<Reconnection> {
  const refusal = await redial(context, call);
  if (refusal !== undefined) return { call, when, refusal, openId, nextId: undefined };
  const { responseId: nextId } = await call.ask(words);
  return { call, when, refusal, openId, nextId };
}
