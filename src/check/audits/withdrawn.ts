/** Withdrawn turns: the platform asks early, and asks again when the caller goes on. */
import type { FrameRecord } from "../../platform/index.ts";
import { type Audit, CouldNotTell, fails, holds } from "../audit.ts";
import type { CheckContext } from "../context.ts";
import { repetition } from "../exercises/repetition.ts";
import { type Withdrawal, type WithdrawnRequest, withdrawal } from "../exercises/withdrawal.ts";
import { judgeAnswer, requireTalk } from "../judges/expected-answer.ts";

const source = "Ids and staleness";

/** What the caller has said by each of five requests. */
const growingWords: readonly string[] = [
  "Could you",
  "Could you tell me",
  "Could you tell me when",
  "Could you tell me when you are",
  "Could you tell me when you are open?",
];

/** More messages than could be on their way at once, unless they are sent for nobody. */
const mostCrossing = 10;

/** @throws CouldNotTell when newer requests are not answered, which {@link withdrawnAudits} tells first. */
async function withdrawnAndAnswered(context: CheckContext): Promise<Withdrawal> {
  await requireTalk(context);
  const seen = await context.share(withdrawal);
  const isAnswered = seen.withdrawn.every(({ newerId }) => seen.call.answerSoFar(newerId).isComplete);
  if (!isAnswered) throw new CouldNotTell("the newer request was not answered");
  return seen;
}

/** A message that was sent for nobody. */
interface StaleMessage extends WithdrawnRequest {
  readonly frame: FrameRecord;
  /** After the newer request, in ms. */
  readonly lateMs: number;
}

/** What was still said under the older ids, although the newer request had arrived. */
function staleMessages({ call, lagMs, withdrawn }: Withdrawal, { settings }: CheckContext): StaleMessage[] {
  return withdrawn.flatMap((request) => {
    const { parts, partsAfter } = call.answerSoFar(request.olderId);
    const newer = call.answerSoFar(request.newerId).parts[0]?.frame;
    return [...parts, ...partsAfter]
      .filter(({ event }) => event.content.trim() !== "")
      .map(({ frame }) => ({ ...request, frame, lateMs: Math.round(frame.atMs - request.withdrawnAtMs) }))
      .filter(({ frame, lateMs }) => {
        // Behind the first words of the newer answer, nothing can have crossed its request; before them, only time tells.
        const isBehindNewer = newer !== undefined && frame.index > newer.index;
        return lateMs > 0 && (isBehindNewer || lateMs - lagMs > settings.crossingMs);
      });
  });
}

export const withdrawnAudits: readonly Audit[] = [
  {
    id: "withdrawn-newest-answered",
    group: "withdrawn",
    level: "MUST",
    title: "Answers the newest request completely, also while an older one is open",
    why: "Only the newest id is spoken. The caller hears nothing until they speak again, and every early guess does it.",
    advice: "Begin with each new response_id at once, whatever is still under way for an older one.",
    source,
    async run(context) {
      await requireTalk(context);
      const { call, withdrawn } = await context.share(withdrawal);
      for (const { olderId, newerId } of withdrawn) {
        const failure = await judgeAnswer(
          context,
          call,
          newerId,
          `when id ${newerId} was asked for while ${olderId} was open`,
        );
        if (failure !== undefined) return failure;
      }
      return holds();
    },
  },
  {
    id: "withdrawn-stops",
    group: "withdrawn",
    level: "SHOULD",
    title: "Stops an answer when a newer request withdraws it",
    why: "All of it is dropped without a word: a model is paid for what nobody hears, and its tools run once too often.",
    advice: "Keep the newest response_id of the call; cancel the model's stream and send nothing under an older id.",
    source,
    async run(context) {
      const seen = await withdrawnAndAnswered(context);
      const { crossingMs } = context.settings;
      const late = staleMessages(seen, context).filter(({ lateMs }) => lateMs > crossingMs);
      const [first] = late;
      if (first === undefined) return holds();
      const { olderId, newerId } = first;
      const lastMs = Math.max(...late.map(({ lateMs }) => lateMs));
      return fails(
        `${late.length} messages with text came under withdrawn ids later than ${crossingMs} ms, the last after ${lastMs} ms`,
        {
          sent: `a request under id ${olderId}, then one under id ${newerId}`,
          received: `text under id ${olderId}, ${first.lateMs} ms after id ${newerId} was asked for`,
          frames: [...requestsOf(seen, olderId, newerId), ...late.map(({ frame }) => frame)],
        },
      );
    },
  },
  {
    id: "withdrawn-few-stale",
    group: "withdrawn",
    level: "MAY",
    title: "Lets few messages cross a newer request",
    why: "What crosses is dropped, as it should be; but so many of them are generated and sent for nobody.",
    advice: "Look at the newest response_id before each message that is sent, not only before each answer.",
    source,
    async run(context) {
      const seen = await withdrawnAndAnswered(context);
      const { crossingMs } = context.settings;
      // What was on its way already is not counted, however it was cut into messages.
      const crossed = staleMessages(seen, context).filter(({ lateMs }) => lateMs > crossingMs / 4);
      if (crossed.some(({ lateMs }) => lateMs > crossingMs)) {
        throw new CouldNotTell("it does not stop withdrawn answers");
      }
      if (crossed.length <= mostCrossing) return holds();
      return fails(`${crossed.length} messages under withdrawn ids came ${crossingMs / 4} to ${crossingMs} ms later`, {
        frames: crossed.map(({ frame }) => frame),
      });
    },
  },
  {
    id: "withdrawn-burst",
    group: "withdrawn",
    level: "MUST",
    title: "Answers the last of five requests in a row",
    why: "A caller who speaks with pauses causes several requests for one sentence; only the last one is spoken.",
    advice: "Do not queue, count or limit requests: each new response_id takes the place of all before it.",
    source,
    async run(context) {
      await withdrawnAndAnswered(context);
      const call = await context.placeCall();
      await call.greeting();
      let newestId = 0;
      for (const words of growingWords) {
        if (newestId > 0) call.transcript.pop();
        newestId = call.request(words);
      }
      await call.answer(newestId);
      return (await judgeAnswer(context, call, newestId, "after five requests in a row")) ?? holds();
    },
  },
  {
    id: "withdrawn-ids-apart",
    group: "withdrawn",
    level: "MUST",
    title: "Answers an id that is far above the one before",
    why: "Ids only ever increase. A request that waits for those between it and the last is never answered.",
    advice: "Compare ids with greater and less; expect no particular one.",
    source,
    async run(context) {
      await requireTalk(context);
      const call = await context.placeCall();
      await call.greeting();
      const { isComplete } = await call.ask("Hello, are you there?", { responseId: 1 });
      if (!isComplete) throw new CouldNotTell("the request before it was not answered");
      await call.ask("What can you do for me?", { responseId: 1_000 });
      return (await judgeAnswer(context, call, 1_000, "when id 1000 followed id 1")) ?? holds();
    },
  },
  {
    id: "withdrawn-same-words",
    group: "withdrawn",
    level: "MUST",
    title: "Answers a newer request for the very same words",
    why: "The platform asks again for the same words when an answer was withdrawn or lost. Nobody else will answer them.",
    advice: "Answer each response_id, also when the transcript is the one that was answered before.",
    source,
    async run(context) {
      await requireTalk(context);
      const { call, sameId } = await context.share(repetition);
      if (sameId === undefined) throw new CouldNotTell("the request before it was not answered");
      return (await judgeAnswer(context, call, sameId, "when the same words were asked for again")) ?? holds();
    },
  },
  {
    id: "withdrawn-longer-words",
    group: "withdrawn",
    level: "MUST",
    title: "Answers again when the caller has gone on with the same utterance",
    why: "The first answer is dropped unheard and the transcript does not grow by an entry: what was asked stays open.",
    advice: "Take the transcript of each request as it is; do not conclude from its length that nothing is new.",
    source,
    async run(context) {
      await requireTalk(context);
      const { call, longerId } = await context.share(repetition);
      if (longerId === undefined) {
        throw new CouldNotTell("the requests before it were not answered");
      }
      return (await judgeAnswer(context, call, longerId, "when the same utterance had more words")) ?? holds();
    },
  },
];

function requestsOf({ call }: Withdrawal, ...ids: number[]) {
  return call.frames.filter(
    ({ direction, responseId }) => direction === "to-server" && responseId !== undefined && ids.includes(responseId),
  );
}
