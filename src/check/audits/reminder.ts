/** Reminders: the caller has said nothing for a while. */
import { type Audit, CouldNotTell, fails, holds, notApplicable } from "../audit.ts";
import type { Answer } from "../calls/answer.ts";
import type { CheckContext } from "../context.ts";
import { type Reminders, reminder, reminders, requireReminder } from "../exercises/reminders.ts";
import { judgeAnswer, requireNothingAfter } from "../judges/expected-answer.ts";

const source = "reminder_required";

interface AnsweredReminders {
  readonly seen: Reminders;
  /** To what the caller said before they fell silent. */
  readonly answer: Answer;
  readonly first: Answer;
  readonly second: Answer;
}

/** @throws CouldNotTell when the two reminders in a row, or the answer before them, did not come to an end. */
async function answeredReminders(context: CheckContext): Promise<AnsweredReminders> {
  const seen = await context.share(reminders);
  const [answer, first, second] = seen.answeredIds.map((id) => seen.call.answerSoFar(id));
  if (answer === undefined || first === undefined || second === undefined) {
    throw new CouldNotTell("a reminder, or the answer before it, was not answered completely");
  }
  return { seen, answer, first, second };
}

export const reminderAudits: readonly Audit[] = [
  {
    id: "reminder-before-words",
    group: "reminder",
    level: "MUST",
    title: "Answers a reminder when the caller has not said a word yet",
    why: "A caller who is silent after the greeting hears nothing more, and hangs up.",
    advice: "Expect transcripts without an utterance of the caller: there is no last question to look up.",
    source,
    async run(context) {
      await requireReminder(context);
      const call = await context.placeCall();
      await call.greeting();
      const { responseId } = await call.ask(undefined, reminder);
      return (await judgeAnswer(context, call, responseId, "on a reminder right after the greeting")) ?? holds();
    },
  },
  {
    id: "reminder-superseded",
    group: "reminder",
    level: "MUST",
    title: "Answers the caller who speaks just when a reminder was asked for",
    why: "The newer request withdraws the reminder. If it is not answered, the caller has broken the silence in vain.",
    advice: "Treat both kinds of request alike: the newest response_id takes the place of all before it.",
    source: "Ids and staleness",
    async run(context) {
      const { seen } = await answeredReminders(context);
      const { call, newerId } = seen;
      if (newerId === undefined) throw new CouldNotTell("the connection was closed before it could be tried");
      return (await judgeAnswer(context, call, newerId, "right after a reminder")) ?? holds();
    },
  },
  {
    id: "reminder-leaves-answer",
    group: "reminder",
    level: "SHOULD",
    title: "Answers a reminder under its own id alone",
    why: "What comes under an older id is dropped without a word: an answer that is said again so is never heard.",
    advice: "Send everything under the newest response_id, also what was said before.",
    source: "Ids and staleness",
    async run(context) {
      const { seen, answer, first, second } = await answeredReminders(context);
      await requireNothingAfter(context);
      const olderThan = (later: Answer): number[] =>
        [answer.responseId, first.responseId].filter((id) => id < later.responseId);
      const stray = [first, second].flatMap((later) => {
        const from = seen.call.frames.find(
          ({ direction, responseId }) => direction === "to-server" && responseId === later.responseId,
        );
        return olderThan(later)
          .flatMap((id) => seen.call.answerSoFar(id).partsAfter)
          .filter(({ event, frame }) => event.content.trim() !== "" && frame.index > (from?.index ?? 0))
          .map(({ frame }) => frame);
      });
      const frames = [...new Set(stray)];
      if (frames.length === 0) return holds();
      return fails(`${frames.length} messages with text came under the ids of earlier answers after a reminder`, {
        sent: "reminder_required",
        received: frames[0]?.text ?? "",
        frames,
      });
    },
  },
  {
    id: "reminder-spoken",
    group: "reminder",
    level: "MAY",
    title: "Says something to a caller who is silent",
    why: "Nothing is spoken, which is legal: the silence goes on until the caller breaks it or the platform hangs up.",
    advice: "Ask whether the caller is still there, unless silence is meant.",
    source,
    async run(context) {
      const { first, second } = await answeredReminders(context);
      if (first.text.trim() !== "" || second.text.trim() !== "") return holds();
      return fails("two reminders in a row were answered with empty content", { frames: framesOf(first, second) });
    },
  },
  {
    id: "reminder-varied",
    group: "reminder",
    level: "MAY",
    title: "Says something else to the second reminder in a row",
    why: "The caller hears the very same words twice, as from a machine that is stuck.",
    advice: "Count the reminders since the caller last spoke: help at the second one, or say goodbye.",
    source: "ours",
    async run(context) {
      const { answer, first, second } = await answeredReminders(context);
      if (isSilent(first) || isSilent(second)) return notApplicable("it does not speak to both reminders");
      if (saysTheSame(answer, first)) throw new CouldNotTell("it has no words of its own for reminders");
      if (!saysTheSame(first, second)) return holds();
      return fails(`both reminders were answered with ${JSON.stringify(first.text)}`, {
        frames: framesOf(first, second),
      });
    },
  },
  {
    id: "reminder-own-words",
    group: "reminder",
    level: "MAY",
    title: "Says something else to a reminder than in the answer before it",
    why: "The caller thinks about the answer, and hears all of it again instead of a question.",
    advice: "Look at interaction_type: a reminder_required asks for a nudge, not for an answer to the last question.",
    source,
    async run(context) {
      const { answer, first } = await answeredReminders(context);
      if (isSilent(first) || isSilent(answer)) return notApplicable("it does not speak to both");
      if (!saysTheSame(first, answer)) return holds();
      return fails("the reminder was answered with the words of the answer before it", {
        frames: framesOf(answer, first),
      });
    },
  },
];

function isSilent({ text }: Answer): boolean {
  return text.trim() === "";
}

function saysTheSame(one: Answer, other: Answer): boolean {
  return one.text.trim() === other.text.trim();
}

function framesOf(...answers: readonly Answer[]) {
  return answers.flatMap(({ parts }) => parts.map(({ frame }) => frame));
}
