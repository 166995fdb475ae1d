/** An ordinary conversation, message by message: what most audits look at. */
import { type Answer, answerFrom } from "../calls/answer.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";
import { framesOfTurn } from "../judges/untaken.ts";

export interface Conversation {
  readonly call: ProbeCall;
  readonly greeting: Answer;
  /**
   * What came in answer to what the caller said, up to the next request; fewer than there are turns when the connection was closed, when an
   * answer ended the call, or when two in a row were not completed.
   */
  readonly answers: readonly Answer[];
  /** What came in answer to a request for a reminder; undefined when the call was over by then. */
  readonly reminder: Answer | undefined;
}

/** Things that anybody may be asked, in the order in which a caller would say them. */
const callersLines: readonly string[] = [
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
  while (answers.length < turns && !isOver(call, greeting, ...answers) && !isStuck(answers)) {
    const words = callersLines[answers.length % callersLines.length] as string;
    // As the platform does it: what was heard so far first, then the request.
    call.update(words);
    answers.push(await call.ask(undefined));
    call.update();
    await call.until(() => false, Math.min(100, quietMs));
  }
  const goesOn = !isOver(call, greeting, ...answers);
  const reminder = goesOn ? await call.ask(undefined, { kind: "reminder_required" }) : undefined;
  await call.until(() => false, quietMs);
  const heard = ({ responseId }: Answer): Answer => answerInTurn(call, responseId);
  return { call, greeting: heard(greeting), answers: answers.map(heard), reminder: reminder && heard(reminder) };
}

/** What came under an id while it was the newest: what comes later the platform drops. */
function answerInTurn(call: ProbeCall, responseId: number): Answer {
  const frames = framesOfTurn(call.frames, responseId);
  const askedAtMs = responseId === 0 ? (call.openMs[0] ?? 0) : (frames[0]?.atMs ?? 0);
  return answerFrom(frames, responseId, askedAtMs);
}

/** Whether the platform would send nothing more. */
function isOver(call: ProbeCall, ...answers: readonly Answer[]): boolean {
  return call.closed !== undefined || answers.some(endsCall);
}

function endsCall({ isComplete, parts }: Answer): boolean {
  return isComplete && parts.some(({ event }) => event.end_call === true || event.transfer_number !== undefined);
}

/** A server that leaves two answers in a row unfinished is not waited for any longer. */
function isStuck(answers: readonly Answer[]): boolean {
  return answers.length >= 2 && answers.slice(-2).every(({ isComplete }) => !isComplete);
}
