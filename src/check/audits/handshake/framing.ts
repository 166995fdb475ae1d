/** Messages that come early, in pieces, or compressed: a request must not get lost in the library or a proxy. */
import { type Audit, CouldNotTell, fails, holds, type Verdict } from "../../audit.ts";
import { openRawConnection, type RawConnection } from "../../by-hand/raw-connection.ts";
import { type RawTalk, rawRequest, rawTalk } from "../../by-hand/raw-talk.ts";
import { encodeFrame, opcodes } from "../../by-hand/web-socket-frames.ts";
import type { CheckContext } from "../../context.ts";
import { welcomed } from "../reach/way-in-step.ts";

const source = "Framing";
const lost = "The request is lost without a word: the caller hears silence until the next one.";

/** Whether a greeted call is answered when nothing is out of the ordinary. */
async function ordinaryRequest(context: CheckContext): Promise<boolean> {
  using raw = await openRawConnection(context);
  using talk = rawTalk(context, raw);
  if (!(await isGreeted(context, talk))) return false;
  raw.text(rawRequest(1));
  return await talk.isAnswered(1, context.settings.answerTimeoutMs);
}

function isGreeted({ settings }: CheckContext, talk: RawTalk): Promise<boolean> {
  return talk.isAnswered(0, settings.greetingTimeoutMs);
}

/** Holds when the request with id 1 is answered that was sent in an unusual way. */
async function judgeRequest(context: CheckContext, raw: RawConnection, talk: RawTalk, how: string): Promise<Verdict> {
  if (await talk.isAnswered(1, context.settings.answerTimeoutMs)) return holds();
  if (!(await context.share(ordinaryRequest))) throw new CouldNotTell("an ordinary request is not answered either");
  const waited = `not answered within ${context.settings.answerTimeoutMs / 1_000} s`;
  const became = raw.isClosed ? `answered by a close with ${(await raw.closed).code}` : waited;
  const last = raw.frames.findLast(({ opcode }) => opcode === opcodes.text)?.text;
  return fails(`a request ${how} was ${became}; an ordinary one is answered`, {
    sent: `response_required ${how}`,
    received: raw.isClosed || last === undefined ? became : `${became}; the last message was ${last}`,
  });
}

/** Sends before anything came. */
async function firstMessage(context: CheckContext): Promise<Verdict> {
  await welcomed(context);
  using raw = await openRawConnection(context);
  using talk = rawTalk(context, raw);
  raw.text(rawRequest(1));
  return await judgeRequest(context, raw, talk, "right after the handshake");
}

/** Greets first, then sends. */
async function judgeAfterGreeting(
  context: CheckContext,
  how: string,
  send: (raw: RawConnection) => void,
  headers: Readonly<Record<string, string>> = {},
): Promise<Verdict> {
  using raw = await openRawConnection(context, { headers });
  using talk = rawTalk(context, raw);
  if (!(await isGreeted(context, talk))) {
    if (await context.share(ordinaryRequest)) {
      return fails(`a call with a request ${how} was not even greeted; an ordinary one is`, { sent: `a call ${how}` });
    }
    throw new CouldNotTell("there was no begin message");
  }
  send(raw);
  return await judgeRequest(context, raw, talk, how);
}

/** What clients offer, browsers among them. */
const offer = "permessage-deflate; client_max_window_bits";
const parameters = /^(?:(?:server|client)_no_context_takeover|(?:server|client)_max_window_bits(?:="?\d+"?)?)$/;

function isProperAnswer(extensions: string): boolean {
  const [name, ...rest] = extensions.split(";").map((part) => part.trim());
  return name === "permessage-deflate" && rest.every((parameter) => parameters.test(parameter));
}

async function judgeCompression(context: CheckContext): Promise<Verdict> {
  const headers = { "Sec-WebSocket-Extensions": offer };
  await welcomed(context);
  let extensions: string | undefined;
  try {
    using raw = await openRawConnection(context, { headers });
    extensions = raw.answer.headers["sec-websocket-extensions"];
  } catch (error) {
    if (!(error instanceof CouldNotTell)) throw error;
    return fails(`with compression offered, ${error.message}; without, it is`, { sent: offer });
  }
  if (extensions !== undefined && !isProperAnswer(extensions)) {
    return fails("its answer to the offer of compression is none", { sent: offer, received: extensions });
  }
  const isCompressed = extensions !== undefined;
  const how = isCompressed ? "compressed as agreed" : "with compression declined";
  const verdict = await judgeAfterGreeting(
    context,
    how,
    (raw) => raw.send(encodeFrame(rawRequest(1), { isCompressed })),
    headers,
  );
  return verdict.outcome === "holds" ? holds(isCompressed ? "accepted" : "declined") : verdict;
}

/** Cut within the two bytes of "é": who decodes each piece on its own loses it. */
function inFragments(text: string): Buffer {
  const bytes = Buffer.from(text);
  const cut = bytes.indexOf(0xc3) + 1;
  return Buffer.concat([
    encodeFrame(bytes.subarray(0, 10), { isFinal: false }),
    encodeFrame(bytes.subarray(10, cut), { opcode: opcodes.continuation, isFinal: false }),
    encodeFrame(bytes.subarray(cut), { opcode: opcodes.continuation }),
  ]);
}

export const framingAudits: readonly Audit[] = [
  {
    id: "handshake-first-message",
    group: "handshake",
    level: "SHOULD",
    title: "Takes a message that comes right after the handshake",
    why: "What the platform sends before the server listens is lost, such as call_details and the first keep-alives.",
    advice: "Attach the handler of messages before anything is awaited, and keep what comes until you are ready.",
    source,
    run: (context) => context.share(firstMessage),
  },
  {
    id: "handshake-same-packet",
    group: "handshake",
    level: "MAY",
    title: "Takes a message that comes in the packet of the handshake",
    why: "No client should send before it is accepted, but a proxy that hurries can: what it passes on is lost.",
    advice: "Hand the bytes that came with the upgrade request to the WebSocket library: Node's `head`.",
    source: "ours",
    async run(context) {
      const { outcome } = await context.share(firstMessage);
      if (outcome !== "holds") throw new CouldNotTell("a message right after the handshake is not taken either");
      using raw = await openRawConnection(context, { withHandshake: encodeFrame(rawRequest(1)) });
      using talk = rawTalk(context, raw);
      return await judgeRequest(context, raw, talk, "in the packet of the handshake");
    },
  },
  {
    id: "handshake-fragments",
    group: "handshake",
    level: "MUST",
    title: "Understands a message that comes in fragments",
    why: `A long transcript may be cut into fragments by a client or proxy. ${lost}`,
    advice: "Use a WebSocket library that joins fragments, and decode the whole message as UTF-8, not each piece.",
    source,
    run: (context) => judgeAfterGreeting(context, "in three fragments", (raw) => raw.send(inFragments(rawRequest(1)))),
  },
  {
    id: "handshake-compression",
    group: "handshake",
    level: "MUST",
    title: "Accepts or declines compression, and keeps to it",
    why: `Whether the platform offers permessage-deflate is not documented; most clients do. ${lost}`,
    advice: "Leave the extension to a WebSocket library, or switch it off there and in every proxy in front.",
    source: "ours",
    run: judgeCompression,
  },
];
