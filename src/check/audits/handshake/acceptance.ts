/** What answers the handshake of a call: every WebSocket client checks it, and gives up when it is wrong. */
import { createHash } from "node:crypto";
import { type Audit, CouldNotTell, fails, holds } from "../../audit.ts";
import type { CheckContext } from "../../context.ts";
import { conversation } from "../../exercises/conversation.ts";
import { wayIn } from "../../exercises/way-in.ts";
import { judgeStep, welcomed } from "../reach/way-in-step.ts";

const source = "Roles and endpoint";
const noConnection = "The platform tries three times and ends the call as error_llm_websocket_open: nobody is greeted.";

interface Acceptance {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function accepted(context: CheckContext): Promise<Acceptance> {
  const { stuck, knock } = await context.share(wayIn);
  if (knock?.answer?.status !== 101) throw new CouldNotTell(stuck?.reason ?? "the handshake was not accepted");
  return { key: knock.key, headers: knock.answer.headers };
}

/** What RFC 6455 has a server make of the client's key. */
function acceptFor(key: string): string {
  return createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
}

/** The share of the platform's time limit after which an acceptance is slow. */
const slowShare = 1 / 3;

export const acceptanceAudits: readonly Audit[] = [
  {
    id: "handshake-in-time",
    group: "handshake",
    level: "MUST",
    phase: "reach",
    title: "Answers the handshake within the platform's 7 s",
    why: noConnection,
    advice:
      "Accept the connection first, and look things up afterwards. A host that starts the server at the first request is too slow when that takes long: keep one instance running.",
    source: "Timing",
    run: (context) => judgeStep(context, "in-time"),
  },
  {
    id: "handshake-soon",
    group: "handshake",
    level: "SHOULD",
    title: "Answers the handshake within a third of that time",
    why: "Nothing is spoken before: the caller hears silence for as long as the handshake takes.",
    advice: "Accept the connection first, and look things up afterwards; keep the server warm, and near the platform.",
    source: "Timing",
    async run(context) {
      const { tookMs } = await welcomed(context);
      const { call } = await context.share(conversation);
      // The fastest of them: a single slow one may be this machine's fault.
      const fastestMs = Math.round(Math.min(tookMs, ...call.openMs));
      const limitMs = Math.round(context.settings.connectTimeoutMs * slowShare);
      if (fastestMs <= limitMs) return holds(`the first after ${Math.round(tookMs)} ms, the fastest ${fastestMs} ms`);
      return fails(
        `the fastest of ${call.openMs.length + 1} handshakes took ${fastestMs} ms, more than ${limitMs} ms`,
        {
          sent: "handshakes",
          received: "HTTP 101",
        },
      );
    },
  },
  {
    id: "handshake-answer",
    group: "handshake",
    level: "MUST",
    phase: "reach",
    title: "Answers the handshake with the right headers",
    why: `Every client gives up a connection whose acceptance does not fit its request. ${noConnection}`,
    advice: "Leave the handshake to a WebSocket library, and let proxies pass its answer on unchanged and uncached.",
    source,
    async run(context) {
      const { key, headers } = await accepted(context);
      const received = (name: string): string => headers[name] ?? "nothing";
      if (received("upgrade").toLowerCase() !== "websocket") {
        return fails("the header Upgrade of its answer is not websocket", { received: received("upgrade") });
      }
      if (!/\bupgrade\b/i.test(received("connection"))) {
        return fails("the header Connection of its answer does not say Upgrade", { received: received("connection") });
      }
      if (received("sec-websocket-accept") === acceptFor(key)) return holds();
      return fails("the header Sec-WebSocket-Accept does not fit the key that was sent", {
        sent: `Sec-WebSocket-Key: ${key}, which wants ${acceptFor(key)}`,
        received: received("sec-websocket-accept"),
      });
    },
  },
  {
    id: "handshake-nothing-unasked",
    group: "handshake",
    level: "MUST",
    phase: "reach",
    title: "Chooses no subprotocol and no extension that was not offered",
    why: `Every client gives up a connection whose server chooses what it was not offered. ${noConnection}`,
    advice: "Send Sec-WebSocket-Protocol and Sec-WebSocket-Extensions only in answer to the same header of the client.",
    source,
    async run(context) {
      const { headers } = await accepted(context);
      for (const name of ["sec-websocket-protocol", "sec-websocket-extensions"]) {
        if (headers[name] === undefined) continue;
        return fails(`it chose "${headers[name]}", and nothing was offered`, {
          sent: `a handshake without the header ${name}`,
          received: `${name}: ${headers[name]}`,
        });
      }
      return holds();
    },
  },
  {
    id: "handshake-no-origin",
    group: "handshake",
    level: "MUST",
    phase: "reach",
    title: "Accepts a connection that names no web page as its origin",
    why: `The platform is no browser and sends no header Origin. ${noConnection}`,
    advice: "Compare the header Origin only when there is one.",
    source,
    run: (context) => judgeStep(context, "origin"),
  },
];
