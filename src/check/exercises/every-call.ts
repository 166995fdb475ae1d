/** What all ordinary calls of a check brought: for rules that hold for whatever a server says, whenever it says it. */
import type { FrameRecord } from "../../platform/index.ts";
import { CouldNotTell } from "../audit.ts";
import type { Answer } from "../calls/answer.ts";
import type { CheckContext } from "../context.ts";
import { conversation } from "./conversation.ts";
import { errands, farewell } from "./errands.ts";
import { wholeCall } from "./whole-call.ts";

export interface CallEvidence {
  readonly frames: readonly FrameRecord[];
  /** The answers that brought anything, the greeting among them. */
  readonly answers: readonly Answer[];
}

/** @throws CouldNotTell when no call at all could be held. */
export async function everyCall(context: CheckContext): Promise<readonly CallEvidence[]> {
  const attempts = await Promise.allSettled([
    context.share(conversation).then(({ call, greeting, answers, reminder }) => ({
      frames: call.frames,
      answers: [greeting, ...answers, ...(reminder === undefined ? [] : [reminder])],
    })),
    context.share(wholeCall).then(({ report, turns }) => ({
      frames: report.frames,
      answers: turns.map(({ answer }) => answer),
    })),
    context.share(errands).then(({ call, answers }) => ({ frames: call.frames, answers })),
    context.share(farewell).then(({ call, answers }) => ({ frames: call.frames, answers })),
  ]);
  const held = attempts.flatMap((attempt) => (attempt.status === "fulfilled" ? [attempt.value] : []));
  const problems = attempts.flatMap((attempt) => (attempt.status === "rejected" ? [attempt.reason] : []));
  const ownFault = problems.find((problem) => !(problem instanceof CouldNotTell));
  if (ownFault !== undefined) throw ownFault;
  if (held.length === 0) throw problems[0];
  return held.map(({ frames, answers }) => ({ frames, answers: answers.filter(({ parts }) => parts.length > 0) }));
}
