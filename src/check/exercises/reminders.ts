/** The caller is silent: right after the greeting, twice after an answer, and until they speak after all. */
import { CouldNotTell } from "../audit.ts";
import type { CheckContext } from "../context.ts";
import { requireTalk } from "../expected-answer.ts";
import type { ProbeCall } from "../probe-call.ts";
import { requireComplete } from "../untaken.ts";
import { conversation } from "./conversation.ts";

export interface Reminders {
  readonly call: ProbeCall;
  /** Of a reminder before the caller has ever spoken. */
  readonly earlyId: number;
  /** Of an ordinary answer, then of two reminders in a row after it; undefined when the call did not get so far. */
  readonly answerId: number | undefined;
  readonly firstId: number | undefined;
  readonly secondId: number | undefined;
  /** Of a reminder and of the request that came right after it. */
  readonly withdrawnId: number | undefined;
  readonly newerId: number | undefined;
}

const reminder = { kind: "reminder_required" } as const;

/** @throws CouldNotTell when ordinary requests or reminders are not answered, which the group "turns" tells. */
export async function reminders(context: CheckContext): Promise<Reminders> {
  await requireTalk(context);
  const ordinary = await context.share(conversation);
  if (ordinary.reminder === undefined) throw new CouldNotTell("the conversation was over before a reminder was due");
  requireComplete(ordinary.call, ordinary.reminder);
  const call = await context.placeCall();
  await call.greeting();
  const ask = async (words: string | undefined, options?: typeof reminder): Promise<number | undefined> =>
    call.closed === undefined ? (await call.ask(words, options)).responseId : undefined;
  const { responseId: earlyId } = await call.ask(undefined, reminder);
  const answerId = await ask("What can you help me with?");
  const firstId = await ask(undefined, reminder);
  const secondId = await ask(undefined, reminder);
  await call.until(() => false, context.settings.quietMs);
  const withdrawnId = call.closed === undefined ? call.request(undefined, reminder) : undefined;
  const newerId = await ask("Sorry, I was distracted. When are you open?");
  return { call, earlyId, answerId, firstId, secondId, withdrawnId, newerId };
}
