/** The caller cuts in while a long answer is spoken: the transcript then holds it as far as it was heard. */
import { CouldNotTell } from "../audit.ts";
import type { ProbeCall } from "../calls/probe-call.ts";
import type { CheckContext } from "../context.ts";
import { longQuestion, requireTalk } from "../judges/expected-answer.ts";
import { requireComplete } from "../judges/untaken.ts";

export interface Interruption {
  readonly call: ProbeCall;
  /** Of the answer that was completely sent and only partly heard. */
  readonly interruptedId: number;
  /** The index of the message that told the server of it. */
  readonly toldAtIndex: number;
  /** Of the request for what the caller said instead; undefined when the connection was gone by then. */
  readonly nextId: number | undefined;
}

/** What the caller says over the agent's voice. */
const interruptingWords = "Wait, sorry, I meant something else.";

/** @throws CouldNotTell when there was no answer that could be interrupted. */
export async function interruption(context: CheckContext): Promise<Interruption> {
  await requireTalk(context);
  const { quietMs } = context.settings;
  const call = await context.placeCall();
  await call.greeting();
  const interrupted = await call.ask(longQuestion);
  requireComplete(call, interrupted);
  const heard = firstThird(interrupted.text);
  if (heard === "") throw new CouldNotTell("its answer was too short to be interrupted");
  call.transcript.pop();
  call.transcript.push({ role: "agent", content: heard });
  call.update(interruptingWords, { turntaking: "user_turn" });
  const toldAtIndex = call.frames.at(-1)?.index ?? 0;
  const { responseId: interruptedId } = interrupted;
  await call.until(() => false, quietMs);
  if (call.closed !== undefined) return { call, interruptedId, toldAtIndex, nextId: undefined };
  const { responseId: nextId } = await call.ask(undefined);
  await call.until(() => false, quietMs);
  return { call, interruptedId, toldAtIndex, nextId };
}

/** Ends with a whole word where there are spaces between words. */
function firstThird(text: string): string {
  const characters = [...text.trim()];
  const third = characters.slice(0, Math.floor(characters.length / 3)).join("");
  const lastSpace = third.lastIndexOf(" ");
  return lastSpace < 0 ? third : third.slice(0, lastSpace);
}
