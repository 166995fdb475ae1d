/** What no text message can bring: the next call is answered. */
import type { Audit } from "../../audit.ts";
import { hasTaken, openIntruder } from "../../by-hand/intruder.ts";
import type { RawConnection } from "../../by-hand/raw-connection.ts";
import { encodeFrame, opcodes } from "../../by-hand/web-socket-frames.ts";
import { isSurvived } from "../../calls/next-call.ts";
import type { CheckContext } from "../../context.ts";

const why =
  "A fault on one connection that ends the process takes every call with it, and new callers hear nothing until it is back.";

export const brokenByteAudits: readonly Audit[] = [
  {
    id: "bad-input-bad-utf8",
    group: "bad-input",
    level: "MUST",
    title: "Survives text that is no UTF-8",
    why,
    advice: "Handle the error event of each connection: WebSocket libraries report there what they cannot decode.",
    source: "ours",
    phase: "disturb",
    run: (context) =>
      onOneConnection(context, "a text message that is no UTF-8", (connection) => {
        const text = Buffer.from('{"interaction_type":"update_only","transcript":[],"note":"??"}');
        text.set([0xc3, 0x28], text.indexOf("??"));
        connection.send(encodeFrame(text));
      }),
  },
  {
    id: "bad-input-binary",
    group: "bad-input",
    level: "MUST",
    title: "Survives a binary message",
    why,
    advice: "Close the connection for a binary message, or ignore it; do not hand it to code that expects text.",
    source: "Closing",
    phase: "disturb",
    run: (context) =>
      onOneConnection(context, "a binary message", (connection) => {
        connection.send(encodeFrame(new Uint8Array([0, 1, 2, 0xff]), { opcode: opcodes.binary }));
      }),
  },
  {
    id: "bad-input-half-message",
    group: "bad-input",
    level: "MUST",
    title: "Survives a connection that breaks in the middle of a message",
    why,
    advice: "Handle the error and close events of each connection, also when a message is not complete.",
    source: "ours",
    phase: "disturb",
    run: (context) =>
      onOneConnection(context, "half a message, and then the end of the connection", (connection) => {
        const whole = encodeFrame(`{"interaction_type":"update_only","transcript":[],"note":"${"x".repeat(4_000)}"}`);
        connection.send(whole.subarray(0, whole.length / 2));
      }),
  },
];

function onOneConnection(
  context: CheckContext,
  what: string,
  disturb: (connection: RawConnection) => void,
): ReturnType<typeof isSurvived> {
  return isSurvived(context, what, async () => {
    using connection = await openIntruder(context);
    disturb(connection);
    await hasTaken(context, connection);
  });
}
