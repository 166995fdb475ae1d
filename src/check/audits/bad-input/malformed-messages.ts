/** Text messages that are wrong: what becomes of their own call is open, but the next one is answered. */
import type { Audit } from "../../audit.ts";
import { hasTaken, openIntruder } from "../../by-hand/intruder.ts";
import { isSurvived } from "../../calls/next-call.ts";
import type { CheckContext } from "../../context.ts";

interface Malformed {
  readonly id: string;
  readonly title: string;
  /** What it does to servers that do not expect it. */
  readonly danger: string;
  readonly advice: string;
  /** What is sent, in words. */
  readonly what: string;
  /** Each is sent on a connection of its own. */
  readonly texts: () => readonly string[];
  /** So much that sending it takes its time. @default false */
  readonly slow?: boolean;
}

const hostileBytes = 8 * 1024 * 1024;
const hostileDepth = 10_000;

const user = '{"role":"user","content":"Hello?"}';

const malformed: readonly Malformed[] = [
  {
    id: "bad-input-no-json",
    title: "Survives text that is no JSON",
    danger: "A parser's exception that nobody catches ends the whole process.",
    advice: "Catch what JSON.parse (or its like) throws, within the handler of the one connection.",
    what: "text that is no JSON",
    texts: () => ["hello", '{"interaction_type":', ""],
  },
  {
    id: "bad-input-no-object",
    title: "Survives JSON that is no object",
    danger: "Reading a field of null is an exception in most languages, and it comes after the parsing was guarded.",
    advice: "Make sure that a message is an object before you read its fields.",
    what: "a JSON array, string, number and null",
    texts: () => ["[]", '"hello"', "42", "null"],
  },
  {
    id: "bad-input-no-type",
    title: "Survives a message without a type, or with one that is no text",
    danger: "Code that takes the type for text throws as soon as it looks into it.",
    advice: "Make sure that interaction_type is a string before you use it.",
    what: "messages without interaction_type, and with one that is null or an object",
    texts: () => ["{}", '{"interaction_type":null}', `{"interaction_type":{},"transcript":[${user}]}`],
  },
  {
    id: "bad-input-no-response-id",
    title: "Survives a request without response_id",
    danger: "Code that calculates with the id goes on with nonsense, or throws.",
    advice: "Leave a request without a response_id unanswered: no answer to it could be spoken.",
    what: "a request without response_id",
    texts: () => [`{"interaction_type":"response_required","transcript":[${user}]}`],
  },
  {
    id: "bad-input-mistyped-response-id",
    title: "Survives a response_id that is no whole number",
    danger: "Code that calculates with the id goes on with nonsense, or throws.",
    advice: "Make sure that response_id is an integer, and leave the request unanswered when it is none.",
    what: "requests whose response_id is text, null, an object, a fraction and far too large",
    texts: () =>
      ['"1"', "null", "{}", "1.5", "1e400"].map(
        (id) => `{"interaction_type":"response_required","response_id":${id},"transcript":[${user}]}`,
      ),
  },
  {
    id: "bad-input-no-transcript",
    title: "Survives a request without a transcript",
    danger: "Reading the last utterance of nothing is an exception in most languages.",
    advice: "Treat a missing transcript as an empty one.",
    what: "a request without transcript",
    texts: () => ['{"interaction_type":"response_required","response_id":1}'],
  },
  {
    id: "bad-input-mistyped-transcript",
    title: "Survives a transcript of another shape",
    danger: "An utterance without text is an exception as soon as its text is used.",
    advice: "Leave out what is no utterance, before you hand the transcript to your model.",
    what: "requests whose transcript is text, null, an object, and a list of what are no utterances",
    texts: () =>
      ['"hello"', "null", "{}", '[null,5,"hello",[]]', '[{"role":5,"content":null},{}]'].map(
        (transcript) => `{"interaction_type":"response_required","response_id":1,"transcript":${transcript}}`,
      ),
  },
  {
    id: "bad-input-lone-surrogate",
    title: "Survives half a character",
    danger: "Half of a surrogate pair is allowed in JSON, and an exception in most code that makes bytes of it.",
    advice: "Replace lone surrogates before you hand the text on: String.prototype.toWellFormed, or errors='replace'.",
    what: "a request with a lone surrogate in the caller's words",
    texts: () => [requestSaying("Hello \\ud83d?")],
  },
  {
    id: "bad-input-nul",
    title: "Survives a NUL character in the caller's words",
    danger: "Databases and C libraries refuse it, or take it for the end of the text.",
    advice: "Leave out control characters before you store the text or hand it on.",
    what: "a request with a NUL character in the caller's words",
    texts: () => [requestSaying("Hello\\u0000?")],
  },
  {
    id: "bad-input-deep",
    title: "Survives a deeply nested message",
    danger: "A parser or a copy that calls itself for each level runs out of stack, which ends some processes.",
    advice: "Catch what your parser throws for it, and make no deep copies of messages.",
    what: `an update nested ${hostileDepth} levels deep`,
    texts: () => [
      `{"interaction_type":"update_only","transcript":${"[".repeat(hostileDepth)}${"]".repeat(hostileDepth)}}`,
    ],
  },
  {
    id: "bad-input-huge",
    title: "Survives a message of eight megabytes",
    danger: "A server without a limit takes as much memory as anybody likes to send; some messages end the process.",
    advice: "Set a limit of some megabytes in your WebSocket library, which then closes that connection alone.",
    what: "an update of 8 MiB",
    texts: () => [`{"interaction_type":"update_only","transcript":[],"padding":"${"x".repeat(hostileBytes)}"}`],
    slow: true,
  },
];

export const malformedMessageAudits: readonly Audit[] = malformed.map(
  ({ id, title, danger, advice, what, texts, slow = false }) => ({
    id,
    group: "bad-input",
    level: "MUST",
    title,
    why: `${danger} Then every call that is up is lost with it, and new callers hear nothing until it is back.`,
    advice,
    source: "ours",
    phase: "disturb",
    slow,
    run: (context) =>
      isSurvived(context, what, () => sendEach(context, texts(), slow ? context.settings.answerTimeoutMs : undefined)),
  }),
);

async function sendEach(context: CheckContext, texts: readonly string[], readMs?: number): Promise<void> {
  const connections = await Promise.all(texts.map(() => openIntruder(context)));
  await Promise.all(
    connections.map(async (opened, index) => {
      using connection = opened;
      connection.text(texts[index] as string);
      await hasTaken(context, connection, readMs);
    }),
  );
}

/** @param words as they stand in JSON. */
function requestSaying(words: string): string {
  return `{"interaction_type":"response_required","response_id":1,"transcript":[{"role":"user","content":"${words}"}]}`;
}
