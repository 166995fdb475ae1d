/** A whole call in which the caller cuts in, with voices and the platform's own idea of whose turn it is. */
import { type CallReport, interrupt, say, scriptedCaller, startCall, waitForAgent } from "../../platform/index.ts";
import { reportWithin } from "../calls/report-within.ts";
import type { CheckContext } from "../context.ts";
import { longQuestion } from "../judges/expected-answer.ts";

/** The words of the agent's answer that the caller listens to. */
const wordsHeard = 3;

/** @param cutIn what the caller says over the agent's voice. */
export async function interruptedCall(context: CheckContext, cutIn: string): Promise<CallReport> {
  const { url, dial, clock, settings } = context;
  // Longer than any answer that another rule would not tell of.
  const patience = waitForAgent({ patienceMs: 1.5 * settings.answerTimeoutMs });
  await using call = startCall({
    url,
    dial,
    clock,
    speed: settings.speed,
    caller: scriptedCaller([patience, say(longQuestion), interrupt({ afterWords: wordsHeard, say: cutIn }), patience]),
    settings: { reminder_max_count: 0 },
  });
  return await reportWithin(context, call, settings.greetingTimeoutMs + 5 * settings.answerTimeoutMs);
}
