/** Whether answers come to an end, once. */
import type { FrameRecord } from "../../../platform/index.ts";
import { type Audit, CouldNotTell, fails, holds } from "../../audit.ts";
import { type Answer, type AnswerPart, isStillTold } from "../../calls/answer.ts";
import type { CheckContext } from "../../context.ts";
import { type Conversation, conversation } from "../../exercises/conversation.ts";
import { requireSilentUpdates } from "../../exercises/updates.ts";
import { misdirectedFrames } from "../../judges/misdirected.ts";
import { framesOfTurn, obstacleToAnswer } from "../../judges/untaken.ts";

export const completionAudits: readonly Audit[] = [
  {
    id: "turn-completed",
    group: "turns",
    level: "MUST",
    title: "Completes every answer",
    why: "The agent's turn hangs until the caller speaks: no reminder comes, and the last half sentence is never spoken.",
    advice: "Send content_complete true on the last message of each answer, also after an error or an empty answer.",
    source: "response",
    async run(context) {
      const { call, answers } = await context.share(conversation);
      const begun = answers.filter(({ parts }) => parts.length > 0);
      if (begun.length === 0) throw new CouldNotTell("nothing was answered");
      const open = begun.find(({ isComplete }) => !isComplete);
      if (open === undefined) return holds();
      const obstacle = obstacleToAnswer(call, open.responseId);
      if (obstacle !== undefined) throw new CouldNotTell(obstacle);
      const { answerTimeoutMs } = context.settings;
      if (isStillTold(open, answerTimeoutMs)) throw new CouldNotTell("its answer was still going on when time was up");
      return fails(`the answer to request ${open.responseId} was not complete within ${answerTimeoutMs / 1_000} s`, {
        sent: "response_required",
        received: `${open.parts.length} messages, none of them with content_complete true`,
        frames: framesOfTurn(call.frames, open.responseId),
      });
    },
  },
  {
    id: "turn-completed-once",
    group: "turns",
    level: "SHOULD",
    title: "Completes each answer once",
    why: "The platform drops the second completion. It shows that two places of the server end one answer.",
    advice: "Send content_complete true in one place only, and nothing under that id after it.",
    source: "response",
    async run(context) {
      const { ended, after } = await afterCompletion(context);
      const empty = after.filter(({ event }) => event.content_complete);
      if (empty.length === 0) return holds();
      if (after.some(carries)) throw new CouldNotTell("more than completions came after a completion");
      await requireSilentUpdates(context);
      return fails(`${empty.length} further completions came for ${ended.length} answers`, {
        frames: turnOf(ended, empty),
      });
    },
  },
  {
    id: "turn-ends-at-completion",
    group: "turns",
    level: "MUST",
    title: "Says nothing more under an id that it has completed",
    why: "What comes after the completion is dropped without a word: the caller misses the rest of the answer.",
    advice: "Set content_complete true on the last message only. To say more, wait for the next request.",
    source: "Ids and staleness",
    async run(context) {
      const { ended, after } = await afterCompletion(context);
      const lost = after.filter(carries);
      if (lost.length === 0) return holds();
      await requireSilentUpdates(context);
      return fails(`${lost.length} messages with text or an action came after the completion of their answer`, {
        received: lost.map(({ event }) => event.content).join(""),
        frames: turnOf(ended, lost),
      });
    },
  },
];

/** What came under completed ids, the greeting's aside. */
async function afterCompletion(
  context: CheckContext,
): Promise<{ ended: readonly Answer[]; after: readonly AnswerPart[] }> {
  const talk = await context.share(conversation);
  const ended = turnsOf(talk).filter(({ isComplete }) => isComplete);
  if (ended.length === 0) throw new CouldNotTell("no answer was completed");
  const misdirected = new Set<FrameRecord>(misdirectedFrames(talk));
  // Also what came when the next request was already there.
  const after = ended.flatMap((answer) => {
    const { parts, partsAfter } = talk.call.answerSoFar(answer.responseId);
    const end = answer.parts.at(-1)?.frame.index ?? 0;
    return [...parts, ...partsAfter].filter(({ frame }) => frame.index > end);
  });
  return { ended, after: after.filter(({ frame }) => !misdirected.has(frame)) };
}

function turnsOf({ answers, reminder }: Conversation): Answer[] {
  return [...answers, ...(reminder === undefined ? [] : [reminder])];
}

/** Whether anything is lost with it. */
function carries({ event }: AnswerPart): boolean {
  const { content, end_call, transfer_number, digit_to_press } = event;
  const hasAction = end_call === true || transfer_number !== undefined || digit_to_press !== undefined;
  return content.trim() !== "" || hasAction;
}

/** The answer that the first of these belongs to, with all that came of it. */
function turnOf(ended: readonly Answer[], after: readonly AnswerPart[]): FrameRecord[] {
  const [first] = after;
  const answer = ended.find(({ responseId }) => responseId === first?.event.response_id);
  return [...(answer?.parts ?? []), ...after].map(({ frame }) => frame);
}
