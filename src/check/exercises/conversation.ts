/** An ordinary conversation, message by message: what most audits look at. */
import type { Answer } from "../answer.ts";
import type { CheckContext } from "../context.ts";
import type { ProbeCall } from "../probe-call.ts";

export interface Conversation {
  readonly call: ProbeCall;
  readonly greeting: Answer;
  /** The answers to what the caller said, in order; fewer than asked for when the connection was closed. */
  readonly answers: readonly Answer[];
  /** The answer to a request for a reminder; undefined when the connection was gone by then. */
  readonly reminder: Answer | undefined;
}

/** Things that anybody may be asked, in the order in which a caller would say them. */
export const callersLines: readonly string[] = [
  "Hi, can you hear me?",
  "What can you help me with?",
  "Could you explain that in a bit more detail?",
  "And when would be a good time?",
  "Okay. Is there anything else that I should know?",
];

/** Greets, talks for some turns, is silent until a reminder is due, and listens for what should not come. */
export async function conversation(context: CheckContext): Promise<Conversation> {
  const { turns, quietMs } = context.settings;
  const call = await context.placeCall();
  const greeting = await call.greeting();
  await call.until(() => false, quietMs);
  const answers: Answer[] = [];
  for (let turn = 0; turn < turns && call.closed === undefined; turn += 1) {
    const words = callersLines[turn % callersLines.length] as string;
    // As the platform does it: what was heard so far first, then the request.
    call.update(words);
    answers.push(await call.ask(undefined));
    call.update();
    await call.until(() => false, Math.min(100, quietMs));
  }
  const reminder = call.closed === undefined ? await call.ask(undefined, { kind: "reminder_required" }) : undefined;
  await call.until(() => false, quietMs);
  return { call, greeting, answers: answers.map(({ responseId }) => call.answerSoFar(responseId)), reminder };
}
