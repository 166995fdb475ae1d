/** Requests that have something unusual about them, as every call has sooner or later. */
import { unintelligibleAudio } from "../../../protocol/index.ts";
import type { Audit } from "../../audit.ts";
import type { ProbeCall } from "../../calls/probe-call.ts";
import type { CheckContext } from "../../context.ts";
import { askOddly } from "../../exercises/ask-oddly.ts";
import { reminder, requireReminder } from "../../exercises/reminders.ts";
import { requireComplete } from "../../judges/untaken.ts";

interface OddRequest extends Pick<Audit, "id" | "title" | "why" | "advice" | "source"> {
  /** @default "MUST" */
  readonly level?: Audit["level"];
  /** Completes "a request …". */
  readonly oddity: string;
  /** It is a request for a reminder, and tells nothing when ordinary ones are not answered. @default false */
  readonly isReminder?: boolean;
  /** Sends it and returns its id. */
  ask(call: ProbeCall): number;
}

const question = "What can you do for me?";

const oddRequests: readonly OddRequest[] = [
  {
    id: "turn-first-id",
    title: "Answers a call whose first request has another id than 1",
    why: "After a reconnection the ids go on where they were: a process that sees the call for the first time is mute.",
    advice: "Take whatever response_id comes, and only compare: the highest one is the newest.",
    source: "Ids and staleness",
    oddity: "that is the first one and has the id 7",
    ask: (call) => call.request(question, { responseId: 7 }),
  },
  {
    id: "turn-turntaking",
    title: "Answers when updates tell whose turn it is",
    why: "The field turntaking stands in updates at each change of turns: a server that chokes on it is mute from then on.",
    advice: "Allow for turntaking in update_only, and for fields that you do not know.",
    source: "update_only",
    oddity: "behind an update with turntaking",
    ask(call) {
      call.update(question, { turntaking: "user_turn" });
      call.update(undefined, { turntaking: "agent_turn" });
      return call.request(undefined);
    },
  },
  {
    id: "turn-unknown-fields",
    title: "Answers a request with fields that it does not know",
    why: "The platform may add fields at any time: on that day each call of a strict server goes silent.",
    advice: "Ignore fields that you do not know, in messages as in utterances. Let no schema refuse them.",
    source: "Framing",
    oddity: "with unknown fields in it and in its utterances",
    ask(call) {
      const utterance = { role: "user", content: question, confidence: 0.97, language: "en" };
      call.transcript.push(utterance);
      return call.request(undefined, { fields: { priority: "normal", trace: { id: 1 } } });
    },
  },
  {
    id: "turn-word-times",
    title: "Answers a request whose utterances have the times of their words",
    why: "The platform sends words with their times: a server whose types forbid them never answers.",
    advice: "Allow for words in an utterance: an array of objects with word, start and end.",
    source: "Transcript shapes",
    oddity: "with the times of the words",
    ask(call) {
      const words = question.split(" ").map((word, index) => ({ word, start: index * 0.3, end: index * 0.3 + 0.25 }));
      call.transcript.push({ role: "user", content: question, words });
      return call.request(undefined);
    },
  },
  {
    id: "turn-agent-last",
    title: "Answers a request whose last utterance is the agent's",
    why: "It is so when the caller was not understood, or says nothing: the words that should come then never come.",
    advice:
      "Answer by the type of the message, not by who spoke last. Some models want a user's message at the end: add one.",
    source: "response_required",
    oddity: "after the agent's own words",
    ask(call) {
      call.transcript.push({ role: "user", content: question }, { role: "agent", content: "A lot, I hope." });
      return call.request(undefined);
    },
  },
  {
    id: "turn-empty-transcript",
    title: "Answers a reminder when nothing was said at all",
    why: "A caller who never speaks, to an agent that greets with nothing, is left in silence for the whole call.",
    advice: "Let an empty transcript be a conversation that has not begun. Some models want a message: give them one.",
    source: "reminder_required",
    oddity: "for a reminder with an empty transcript",
    isReminder: true,
    ask: (call) => call.request(undefined, { kind: "reminder_required", fields: { transcript: [] } }),
  },
  {
    id: "turn-unintelligible",
    title: "Answers what was not understood",
    why: 'The caller did speak, and "(unintelligible audio)" stands for it: an answer is waited for.',
    advice: "Ask the caller to say it again.",
    source: "Transcript shapes",
    oddity: `with the words "${unintelligibleAudio}"`,
    ask: (call) => call.request(unintelligibleAudio),
  },
  {
    id: "turn-blank-words",
    title: "Answers a request with blank utterances in its transcript",
    why: "Noise makes utterances without a word. Some models refuse a message without content, and the caller is not answered.",
    advice: "Leave blank utterances out of what you give to your model.",
    source: "Transcript shapes",
    oddity: "with blank utterances before it",
    ask(call) {
      call.transcript.push({ role: "user", content: "" }, { role: "agent", content: " " });
      return call.request(question);
    },
  },
  {
    id: "turn-unknown-role",
    level: "SHOULD",
    title: "Answers a request with an utterance of a third party",
    why: "After a transfer others speak in the transcript. A model that knows two roles refuses it, and the call goes silent.",
    advice: "Treat every role but agent as the caller's side.",
    source: "Transcript shapes",
    oddity: 'with an utterance of the role "transfer_target"',
    ask(call) {
      call.transcript.push({ role: "transfer_target", content: "Hello, this is the front desk." });
      return call.request(question);
    },
  },
  {
    id: "turn-long-transcript",
    title: "Answers at the end of a long call",
    why: "Each request holds the whole conversation: a server with a small limit goes silent in the middle of a long call.",
    advice: "Take messages of a megabyte at least, and give your model the newest part of what it cannot hold.",
    source: "Framing",
    oddity: "with a transcript of 200 utterances and 100 KB",
    ask(call) {
      const told = "We talked about the opening hours, the prices and the way to you. ".repeat(8).trim();
      for (let said = 0; said < 100; said += 1) {
        call.transcript.push({ role: "user", content: told }, { role: "agent", content: told });
      }
      return call.request(question);
    },
  },
];

export const requestAudits: readonly Audit[] = oddRequests.map(
  ({ oddity, isReminder = false, ask, level = "MUST", ...rest }) => ({
    group: "turns",
    level,
    ...rest,
    async run(context) {
      if (isReminder) await requireEarlyReminder(context);
      return askOddly(context, oddity, ask);
    },
  }),
);

/** @throws CouldNotTell when no reminder is answered before the caller has spoken, which the group "reminder" tells. */
async function requireEarlyReminder(context: CheckContext): Promise<void> {
  await requireReminder(context);
  await using call = await context.placeCall();
  await call.greeting();
  requireComplete(call, await call.ask(undefined, reminder));
}
