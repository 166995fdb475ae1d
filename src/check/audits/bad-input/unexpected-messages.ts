/** Messages that a platform may send one day: the same connection goes on. */
import type { Audit } from "../../audit.ts";
import { isTakenInStride } from "../../calls/next-call.ts";

/** No document states a limit; the transcript of a long call comes near this. */
const longMessageBytes = 1024 * 1024;

export const unexpectedMessageAudits: readonly Audit[] = [
  {
    id: "bad-input-unknown-type",
    group: "bad-input",
    level: "MUST",
    title: "Ignores a message of an unknown type",
    why: "The platform announces that there may be more types. A server that closes for one ends the call in its middle.",
    advice: "Do nothing for an interaction_type that you do not know, and keep the connection open.",
    source: "Framing",
    phase: "disturb",
    run: (context) =>
      isTakenInStride(context, "a message of an unknown interaction_type", (call) => {
        call.sendText('{"interaction_type":"check_of_unknown_types","of":{"anything":[1,true,null]}}');
      }),
  },
  {
    id: "bad-input-unknown-fields",
    group: "bad-input",
    level: "MUST",
    title: "Ignores unknown fields, whatever they are called",
    why: "Platforms add fields as they grow. A server that refuses them loses the call on the day of the change.",
    advice: "Read the fields that you know, and let your validation pass all others.",
    source: "Framing",
    phase: "disturb",
    run: (context) =>
      isTakenInStride(context, "an update with unknown fields", (call) => {
        call.sendText(
          '{"interaction_type":"update_only","transcript":[{"role":"user","content":"Hello?","check_of_unknown_fields":1}],' +
            '"check_of_unknown_fields":{"nested":[null]},"__proto__":{"polluted":true},"constructor":"text","":0}',
        );
      }),
  },
  {
    id: "bad-input-long-message",
    group: "bad-input",
    level: "SHOULD",
    title: "Takes a message of one megabyte",
    why: "The whole transcript comes with every message. When it exceeds the server's limit, a long call ends as an error.",
    advice: "Raise the limit of your WebSocket library, or of the proxy before it, to some megabytes.",
    source: "Framing",
    phase: "disturb",
    run: (context) =>
      isTakenInStride(context, "an update of 1 MiB", (call) => {
        call.sendText(updateOf(longMessageBytes));
      }),
  },
];

/** An update that is about so long because of the times of its words, as they are in long calls. */
function updateOf(byteCount: number): string {
  const word = '{"word":"hello","start":1.25,"end":1.5}';
  const words = Array.from({ length: Math.ceil(byteCount / word.length) }, () => word).join(",");
  return `{"interaction_type":"update_only","transcript":[{"role":"user","content":"hello","words":[${words}]}]}`;
}
