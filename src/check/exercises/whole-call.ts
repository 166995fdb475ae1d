/** A whole call as the platform would hold it: with voices, pauses and turns, and the platform's own measurements. */
import {
  type CallReport,
  hangUp,
  say,
  scriptedCaller,
  startCall,
  type TurnTiming,
  waitForAgent,
} from "../../platform/index.ts";
import { type Answer, answerFrom } from "../calls/answer.ts";
import { reportWithin } from "../calls/report-within.ts";
import type { CheckContext } from "../context.ts";

/** An answer to something that the caller said, with the platform's times of it. */
export interface SpokenTurn {
  readonly timing: TurnTiming;
  readonly answer: Answer;
}

export interface WholeCall {
  readonly report: CallReport;
  /** In order; without the greeting and reminders. */
  readonly turns: readonly SpokenTurn[];
}

const lines: readonly string[] = [
  "Hello, do you have a minute?",
  "Could you tell me in a few sentences what you do?",
  "That sounds good. How does it work?",
  "And how long does it usually take?",
  "Alright. What would be the next step?",
];

/** Talks for some turns, as a patient caller who lets the agent finish, and hangs up. */
export async function wholeCall(context: CheckContext): Promise<WholeCall> {
  const { url, clock, dial } = context;
  const { turns, answerTimeoutMs, speed } = context.settings;
  const patience = waitForAgent({ patienceMs: answerTimeoutMs });
  const script = Array.from({ length: turns }, (_, turn) => [patience, say(lines[turn % lines.length] as string)]);
  await using call = startCall({
    url,
    clock,
    dial,
    speed,
    caller: scriptedCaller([...script.flat(), patience, hangUp()]),
    // Guesses at the end of a turn would only cost time: withdrawn requests are tried elsewhere.
    model: { earlyRequests: false, endpointBaseMs: 100 },
  });
  const report = await reportWithin(context, call, ((turns + 1) * answerTimeoutMs) / 2);
  return { report, turns: turnsOf(report) };
}

function turnsOf({ turns, frames }: CallReport): SpokenTurn[] {
  return turns
    .filter(({ kind }) => kind === "response")
    .map((timing) => ({ timing, answer: answerFrom(frames, timing.turnId, timing.askedAtMs) }));
}
