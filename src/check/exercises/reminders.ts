/** The caller is silent: for two reminders in a row after an answer, and then until they speak after all. */
import { CouldNotTell } from "../audit.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";
import { requireTalk } from "../judges/expected-answer.ts";
import { requireComplete } from "../judges/untaken.ts";
import { conversation } from "./conversation.ts";

export interface Reminders {
  readonly call: ProbeCall;
  /** Of an ordinary answer, then of two reminders in a row after it, as far as each was answered completely. */
  readonly answeredIds: readonly number[];
  /** Of a request that came right after a further reminder; undefined when the call did not get so far. */
  readonly newerId: number | undefined;
}

export const reminder = { kind: "reminder_required" } as const;

/** @throws CouldNotTell when ordinary requests or reminders are not answered, which the group "turns" tells. */
export async function requireReminder(context: CheckContext): Promise<void> {
  await requireTalk(context);
  const { call, reminder: answer } = await context.share(conversation);
  if (answer === undefined) throw new CouldNotTell("the conversation was over before a reminder was due");
  requireComplete(call, answer);
}

/** @throws CouldNotTell as {@link requireReminder}. */
export async function reminders(context: CheckContext): Promise<Reminders> {
  await requireReminder(context);
  const call = await context.placeCall();
  await call.greeting();
  const answeredIds: number[] = [];
  for (const words of ["What can you help me with?", undefined, undefined]) {
    const { responseId, isComplete } = await call.ask(words, words === undefined ? reminder : {});
    if (!isComplete) return { call, answeredIds, newerId: undefined };
    answeredIds.push(responseId);
  }
  await call.until(() => false, context.settings.quietMs);
  if (call.closed !== undefined) return { call, answeredIds, newerId: undefined };
  call.request(undefined, reminder);
  const { responseId: newerId } = await call.ask("Sorry, I was distracted. When are you open?");
  return { call, answeredIds, newerId };
}
