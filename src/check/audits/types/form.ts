/** What a message is before any field is read: a text message that is one JSON object of a known type. */
import type { FrameRecord } from "../../../platform/index.ts";
import { type Audit, CouldNotTell, fails, holds } from "../../audit.ts";
import { sentFrames } from "../../exercises/sent-frames.ts";
import { objectFrames, responseTypeOf } from "../../judges/field-faults.ts";
import { type FrameForm, formOf } from "../../judges/frame-form.ts";

interface FormRule extends Pick<Audit, "id" | "title" | "why" | "advice" | "source"> {
  /** @default "MUST" */
  readonly level?: Audit["level"];
  /** Completes "3 of 12 messages …". */
  readonly fault: string;
  /** Which of the messages break it. */
  among(sent: readonly FrameRecord[]): readonly FrameRecord[];
}

const rules: readonly FormRule[] = [
  {
    id: "types-text-messages",
    title: "Sends text messages only",
    why: "On a binary message the platform closes with 1007, and the call ends as error_llm_websocket_corrupt_payload.",
    advice: "Send strings, not bytes: decode a buffer before you send it, or choose text in your library's send.",
    source: "Framing",
    fault: "were binary",
    among: (sent) => sent.filter(isBinary),
  },
  {
    id: "types-json",
    title: "Sends well-formed JSON",
    why: "The platform ignores text that is no JSON. Its log says so, but your server is never told: the words are lost.",
    advice: "Make each message with your language's JSON library, never by joining strings, and add nothing around it.",
    source: "What vanishes",
    fault: "were no JSON",
    among: ofForm("no-json"),
  },
  {
    id: "types-one-object",
    title: "Sends exactly one JSON object in each message",
    why: "Arrays, bare values and several objects in one message are not taken: all that is in them is lost.",
    advice: "Call send once for each event. Do not batch events in an array or as lines of JSON.",
    source: "Framing",
    fault: "were not exactly one JSON object",
    among: ofForm("not-one-object"),
  },
  {
    id: "types-no-byte-order-mark",
    title: "Sends no byte order mark",
    why: "With the mark in front a message is no JSON any more, and is lost, although it looks right in every log.",
    advice: "Encode as UTF-8 without a byte order mark (in .NET: new UTF8Encoding(false)).",
    source: "How Repartee reads",
    fault: "began with a byte order mark",
    among: ofForm("byte-order-mark"),
  },
  {
    id: "types-known-type",
    title: "Sends only types of messages that the platform knows",
    why: "A message of an unknown type is ignored without a word, and so is one whose type is misspelt.",
    advice: "Check the spelling of response_type: lower case, with underscores.",
    source: "From your server",
    fault: "had a response_type that the platform does not know",
    among: (sent) =>
      objectFrames(sent).flatMap((object) => (responseTypeOf(object) === undefined ? [object.frame] : [])),
  },
  {
    id: "types-response-type",
    level: "SHOULD",
    title: "Says of each message what it is",
    why: "Without response_type a message counts as a response. That is the oldest form, and other fields need the newer.",
    advice: 'Send "response_type": "response" with each response.',
    source: "response",
    fault: "had no response_type",
    among: (sent) =>
      objectFrames(sent).flatMap(({ frame, value }) => (Object.hasOwn(value, "response_type") ? [] : [frame])),
  },
];

export const formAudits: readonly Audit[] = rules.map(({ fault, among, level = "MUST", ...rest }) => ({
  group: "types",
  level,
  ...rest,
  async run(context) {
    const sent = await context.share(sentFrames);
    const isReadable = sent.some((frame) => !isBinary(frame));
    const broken = among(sent);
    if (broken.length > 0) {
      return fails(`${broken.length} of ${sent.length} messages ${fault}`, {
        received: broken[0]?.text ?? "",
        frames: broken,
      });
    }
    if (!isReadable) throw new CouldNotTell("it sent binary messages only");
    return holds();
  },
}));

function ofForm(form: FrameForm): FormRule["among"] {
  return (sent) => sent.filter((frame) => !isBinary(frame) && formOf(frame.text) === form);
}

function isBinary({ findings }: FrameRecord): boolean {
  return findings.includes("binary-frame");
}
