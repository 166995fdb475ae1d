/** Short calls with a purpose: what they ask for is done with tools, and ends in an action, where a server has any. */
import type { Answer } from "../calls/answer.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";

export interface Errand {
  readonly call: ProbeCall;
  /** The greeting and the answers, in order, as far as there were any. */
  readonly answers: readonly Answer[];
}

/** Something to look up, something to do, and somebody to be put through to. */
const wishes: readonly string[] = [
  "What are your opening hours?",
  "I would like to book a table for two tomorrow at seven.",
  "Could you put me through to a colleague, please?",
];

/** A phone call, as only those can be transferred. */
export function errands(context: CheckContext): Promise<Errand> {
  return run(context, wishes);
}

/** The caller says goodbye. */
export function farewell(context: CheckContext): Promise<Errand> {
  return run(context, ["Thanks, that is all. Goodbye!"]);
}

async function run(context: CheckContext, lines: readonly string[]): Promise<Errand> {
  const call = await context.placeCall({ details: { callType: "phone_call" } });
  const answers = [await call.greeting()];
  for (const line of lines) {
    const answer = await call.ask(line);
    answers.push(answer);
    // Further errands would wait as long for nothing.
    if (!answer.isComplete) break;
  }
  // What a tool brought may be told of after the answer.
  await call.until(() => false, context.settings.quietMs);
  return { call, answers: answers.map(({ responseId }) => call.answerSoFar(responseId)) };
}
