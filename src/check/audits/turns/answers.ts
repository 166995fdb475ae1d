/** Whether requests are answered at all, and under their own id. */
import { type Audit, CouldNotTell, fails, holds, type Verdict } from "../../audit.ts";
import { type Answer, isStillTold } from "../../calls/answer.ts";
import type { CheckContext } from "../../context.ts";
import { type Conversation, conversation } from "../../exercises/conversation.ts";
import { requireSilentUpdates } from "../../exercises/updates.ts";
import { misdirectedFrames } from "../../judges/misdirected.ts";
import { framesOfTurn, obstacleToAnswer, requireComplete } from "../../judges/untaken.ts";

const why =
  "The platform waits without a limit: the caller hears silence until speaking again, and no error is logged.";

export const answerAudits: readonly Audit[] = [
  {
    id: "turn-answered",
    group: "turns",
    level: "MUST",
    title: "Answers the first request",
    why,
    advice: "Answer every response_required with a response under its response_id, if only with empty content.",
    source: "response_required",
    async run(context) {
      const talk = await context.share(conversation);
      return judgeUnanswered(context, talk, talk.answers.slice(0, 1));
    },
  },
  {
    id: "turn-goes-on",
    group: "turns",
    level: "MUST",
    title: "Answers every later request as it answered the first",
    why,
    advice:
      "Answer each response_required of a call. Look for listeners that run once, and for state that is not reset.",
    source: "response_required",
    async run(context) {
      const talk = await context.share(conversation);
      const [first, ...later] = talk.answers;
      if (first === undefined || later.length === 0) throw new CouldNotTell("there was no second request");
      requireComplete(talk.call, first);
      return judgeUnanswered(context, talk, later);
    },
  },
  {
    id: "turn-asked-id",
    group: "turns",
    level: "MUST",
    title: "Answers under the id that was asked for",
    why: "What comes under any other id is dropped without a word: the caller hears nothing.",
    advice: "Copy response_id from the request into each message of its answer. Do not count ids of your own.",
    source: "Ids and staleness",
    async run(context) {
      const talk = await context.share(conversation);
      if (talk.answers.length === 0) throw new CouldNotTell("nothing could be asked");
      const misdirected = misdirectedFrames(talk);
      if (misdirected.length === 0) return holds();
      await requireSilentUpdates(context);
      const [first] = misdirected;
      const asked = talk.call.frames.findLast(
        ({ direction, responseId, index }) =>
          direction === "to-server" && responseId !== undefined && index < (first?.index ?? 0),
      );
      return fails(
        `a response came under id ${first?.responseId}, and the newest asked for was ${asked?.responseId ?? 0}`,
        {
          sent: `a request with id ${asked?.responseId ?? 0}`,
          received: `${misdirected.length} messages under other ids`,
          frames: [...(asked === undefined ? [] : [asked]), ...misdirected],
        },
      );
    },
  },
  {
    id: "turn-reminder",
    group: "turns",
    level: "MUST",
    title: "Answers a request for a reminder, and completes it",
    why: "A caller who says nothing is never asked about it, and no further reminder comes.",
    advice: "Treat reminder_required as response_required: answer under its id, and complete the answer.",
    source: "reminder_required",
    async run(context) {
      const { call, answers, reminder } = await context.share(conversation);
      if (reminder === undefined) throw new CouldNotTell("the call was over before a reminder was due");
      if (reminder.isComplete) return holds(`after ${Math.round(reminder.completeMs ?? 0)} ms`);
      const last = answers.at(-1);
      if (last !== undefined) requireComplete(call, last);
      requireNoObstacle(call, reminder.responseId);
      if (isStillTold(reminder, context.settings.answerTimeoutMs))
        throw new CouldNotTell("it was still being answered");
      return fails(
        `the reminder was not ${reminder.parts.length === 0 ? "answered" : "completed"} ${within(context)}`,
        {
          sent: "reminder_required",
          received: reminder.parts.length === 0 ? "nothing" : "an answer without content_complete true",
          frames: framesOfTurn(call.frames, reminder.responseId),
        },
      );
    },
  },
  {
    id: "turn-keeps-connection",
    group: "turns",
    level: "MUST",
    title: "Keeps the connection open for as long as the call lasts",
    why: "A close by the server ends the call in the middle of a sentence: with 1000 as hung up, otherwise as an error.",
    advice: "Never close between turns. To end a call, say goodbye with end_call true and let the platform close.",
    source: "Closing",
    async run(context) {
      const { call, greeting, answers } = await context.share(conversation);
      if (call.closed === undefined) return holds();
      if (greeting.parts.length === 0) throw new CouldNotTell("it did not greet");
      if ([greeting, ...answers].some(({ parts }) => parts.some(({ event }) => event.end_call === true))) {
        return holds("it ended the call by end_call before");
      }
      const { code, reason } = call.closed;
      return fails(`it closed the connection in the middle of the call with ${code}`, {
        received: `a close with ${code}${reason === "" ? "" : ` and the reason "${reason}"`}`,
        frames: framesOfTurn(call.frames, answers.at(-1)?.responseId ?? 0),
      });
    },
  },
];

/** The verdict on answers of which not even a beginning may be missing. */
async function judgeUnanswered(
  context: CheckContext,
  talk: Conversation,
  answers: readonly Answer[],
): Promise<Verdict> {
  if (answers.length === 0) throw new CouldNotTell("the call was over before anything could be asked");
  const unanswered = answers.filter(({ parts }) => parts.length === 0);
  const [first] = unanswered;
  if (first === undefined) return holds();
  requireNoObstacle(talk.call, first.responseId);
  if (misdirectedFrames(talk).length > 0) throw new CouldNotTell("it answered under another id");
  return fails(`request ${first.responseId} got no answer ${within(context)}`, {
    sent: "response_required",
    received: "nothing",
    frames: framesOfTurn(talk.call.frames, first.responseId),
  });
}

function requireNoObstacle(call: Conversation["call"], responseId: number): void {
  const obstacle = obstacleToAnswer(call, responseId);
  if (obstacle !== undefined) throw new CouldNotTell(obstacle);
}

function within({ settings }: CheckContext): string {
  return `within ${settings.answerTimeoutMs / 1_000} s`;
}
