/** Actions: hanging up, transferring and pressing keys, so that they run, and after the words that go with them. */
import { type Audit, fails, holds, notApplicable, type Verdict } from "../audit.ts";
import type { Answer } from "../calls/answer.ts";
import type { CheckContext } from "../context.ts";
import { everyCall } from "../exercises/every-call.ts";
import { type AskedAction, askedActions } from "../judges/asked-actions.ts";
import { isDialable } from "../judges/dialable.ts";
import { framesOf, heardParts, heardText } from "../judges/heard.ts";

const source = "Actions";

interface Acting {
  readonly answer: Answer;
  /** At least one. */
  readonly actions: readonly AskedAction[];
}

export const actionsAudits: readonly Audit[] = [
  {
    id: "actions-one",
    group: "actions",
    level: "MUST",
    title: "Asks for one action in an answer at most",
    why: "Only one runs: end_call before transfer_number before digit_to_press. The others are lost without a word.",
    advice: "Decide on one action, and do the other one in the next answer.",
    source,
    run: (context) =>
      judgeActing(context, "several actions", ({ actions }) => new Set(actions.map(({ kind }) => kind)).size > 1),
  },
  {
    id: "actions-with-words",
    group: "actions",
    level: "SHOULD",
    title: "Puts an action on the message that carries the words, and not on an empty one behind it",
    why: "The caller's slightest word before the empty message discards the action: the call is not ended or transferred.",
    advice:
      "Send the action with the last words, and no_interruption_allowed true there when they must be heard to the end.",
    source,
    run: (context) => judgeActing(context, "an action on an empty message behind interruptible words", trails),
  },
  {
    id: "actions-farewell",
    group: "actions",
    level: "SHOULD",
    title: "Says goodbye before it hangs up",
    why: "An end_call without a word hangs up at once: the caller takes it for a broken connection.",
    advice: "Send the closing words in the same response as end_call.",
    source,
    run: (context) =>
      judgeActing(
        context,
        "end_call without a word in the answer",
        ({ answer, actions }) => actions.some(({ kind }) => kind === "end_call") && heardText(answer).trim() === "",
      ),
  },
  {
    id: "actions-transfer-number",
    group: "actions",
    level: "MUST",
    title: "Transfers to something that is a phone number",
    why: "The transfer cannot be made: the caller was told of it, and stays with an agent that thinks it is gone.",
    advice: "Send the number in full with its country code, such as +14155550123.",
    source: "response",
    run: (context) => judgeValues(context, "transfer_number", isDialable),
  },
  {
    id: "actions-digits",
    group: "actions",
    level: "MUST",
    title: "Presses only keys that a phone has: 0-9, * and #",
    why: "Other keys are left out: the menu at the other end hears something else than what was meant.",
    advice: "Send digit_to_press with 0-9, * and # only, without spaces or words.",
    source: "response",
    run: (context) => judgeValues(context, "digit_to_press", (keys) => /^[0-9*#]+$/.test(keys)),
  },
  {
    id: "actions-last",
    group: "actions",
    level: "MAY",
    title: "Asks for an action with the last message of an answer",
    why: "It runs only when everything was spoken: until content_complete nothing is done, and more text puts it off.",
    advice: "Send the action on the message with content_complete true.",
    source,
    run: (context) =>
      judgeActing(context, "an action before the last message", ({ answer, actions }) =>
        actions.some(({ part }) => part !== heardParts(answer).at(-1)),
      ),
  },
  {
    id: "actions-not-on-greeting",
    group: "actions",
    level: "MAY",
    title: "Does not hang up with the greeting",
    why: "The platform hangs up as soon as the begin message was spoken: there is no conversation.",
    advice: "Leave end_call out of the begin message, or send it as false.",
    source,
    async run(context) {
      const greetings = (await everyCall(context)).flatMap(({ answers }) => answers.filter(isGreeting));
      if (greetings.length === 0) return notApplicable("there was no begin message");
      const [hung] = greetings.filter((answer) => askedActions(answer).some(({ kind }) => kind === "end_call"));
      return hung === undefined ? holds() : fails("the begin message has end_call true", { frames: framesOf(hung) });
    },
  },
];

async function acting(context: CheckContext): Promise<Acting[]> {
  const answers = (await everyCall(context)).flatMap((call) => call.answers);
  return answers
    .filter((answer) => !isGreeting(answer))
    .map((answer) => ({ answer, actions: askedActions(answer) }))
    .filter(({ actions }) => actions.length > 0);
}

async function judgeActing(
  context: CheckContext,
  fault: string,
  isFaulty: (acting: Acting) => boolean,
): Promise<Verdict> {
  const all = await acting(context);
  if (all.length === 0) return notApplicable("no answer asked for an action");
  const faulty = all.filter(isFaulty);
  const [first] = faulty;
  if (first === undefined) return holds(`in ${all.length} answers with an action`);
  return fails(`${faulty.length} of ${all.length} answers with an action have ${fault}`, {
    frames: framesOf(first.answer),
  });
}

async function judgeValues(
  context: CheckContext,
  kind: AskedAction["kind"],
  isUsable: (value: string) => boolean,
): Promise<Verdict> {
  const asked = (await acting(context)).flatMap(({ actions }) => actions.filter((action) => action.kind === kind));
  if (asked.length === 0) return notApplicable(`no answer had ${kind}`);
  const unusable = asked.filter(({ value }) => !isUsable(value));
  const [first] = unusable;
  if (first === undefined) return holds();
  return fails(
    `${kind} was ${JSON.stringify(first.value.slice(0, 60))} in ${unusable.length} of ${asked.length} cases`,
    {
      frames: unusable.map(({ part }) => part.frame),
    },
  );
}

function isGreeting({ responseId }: Answer): boolean {
  return responseId === 0;
}

/** An action on a message without words, behind words that the caller may interrupt. */
function trails({ answer, actions }: Acting): boolean {
  const parts = heardParts(answer);
  return actions.some(({ part }) => {
    const spoken = parts.slice(0, parts.indexOf(part)).findLast(({ event }) => event.content.trim() !== "");
    return part.event.content.trim() === "" && spoken !== undefined && !spoken.event.no_interruption_allowed;
  });
}
