/** Tries whether a call would be let in under a URL: shakes hands, waits for the first message, and hangs up. */
import type { Socket } from "node:net";
import type { CheckContext } from "../context.ts";
import type { HttpHead } from "./http-head.ts";
import { type HttpProbe, sendHandshake } from "./http-probe.ts";
import { readUntil } from "./read-until.ts";
import { createFrameReader, encodeClose, opcodes, type RawFrame } from "./web-socket-frames.ts";

export interface Knock {
  /** Whether the handshake was accepted and the connection was not closed at once. */
  readonly isWelcome: boolean;
  /** What answered the handshake; undefined when no HTTP did. */
  readonly answer: HttpHead | undefined;
  readonly problem: HttpProbe["problem"];
  /** The `Sec-WebSocket-Key` that was sent. */
  readonly key: string;
  /** From dialling to the answer, in ms. */
  readonly tookMs: number;
  /** How the page begins that came instead of an acceptance; may be empty. */
  readonly page: string;
  /** What became of it, such as `HTTP 404: "Nothing here."`. */
  readonly account: string;
}

/** As much of a page as anybody reads. */
const pageCharacters = 200;
/** How long an orderly close may take before the socket is destroyed, in ms. */
const closeTimeoutMs = 1_000;

/**
 * @param url with the call id.
 * @throws CouldNotTell when no connection could be opened, or the check is given up.
 */
export async function knock(
  context: CheckContext,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Knock> {
  const probe = await sendHandshake(context, url, { headers });
  const { answer, key, problem, socket, tookMs } = probe;
  const isAccepted = answer?.status === 101;
  const closing = isAccepted ? await closedAtOnce(context, probe) : undefined;
  const page = answer === undefined || isAccepted ? "" : await pageOf(context, probe, answer);
  hangUp(socket, isAccepted);
  const isWelcome = isAccepted && closing === undefined;
  const account = isWelcome ? "HTTP 101" : describe(context, probe, page, closing);
  return { isWelcome, answer, problem, key, tookMs, page, account };
}

function describe({ settings }: CheckContext, probe: HttpProbe, page: string, closing: string | undefined): string {
  if (closing !== undefined) return `HTTP 101, and at once ${closing}`;
  if (probe.answer !== undefined) {
    return page === "" ? `HTTP ${probe.answer.status}` : `HTTP ${probe.answer.status}: ${JSON.stringify(page)}`;
  }
  if (probe.problem === "late") return `no answer within ${settings.connectTimeoutMs / 1_000} s`;
  return probe.problem === "closed" ? "the connection was closed without an answer" : "bytes that are no HTTP";
}

/** How the connection was closed; undefined when a message came first, or nothing for a while. */
async function closedAtOnce(context: CheckContext, { rest, socket }: HttpProbe): Promise<string | undefined> {
  let first: RawFrame | undefined;
  let isBroken = false;
  const read = createFrameReader((frame) => {
    first ??= frame;
  });
  const isOver = (bytes: Buffer): boolean => {
    try {
      read(bytes);
    } catch {
      isBroken = true;
    }
    return first !== undefined || isBroken;
  };
  const isGone = !isOver(rest) && (await readUntil(context, socket, context.settings.quietMs, isOver)) === "closed";
  if (first?.opcode === opcodes.close) return `a close with ${first.code ?? "no code"}`;
  if (isBroken) return "bytes that are no WebSocket frames";
  return isGone && first === undefined ? "a broken connection" : undefined;
}

async function pageOf(context: CheckContext, { rest, socket }: HttpProbe, answer: HttpHead): Promise<string> {
  let body = Buffer.alloc(0);
  const length = Number(answer.headers["content-length"] ?? Number.NaN);
  const isChunked = /chunked/i.test(answer.headers["transfer-encoding"] ?? "");
  const isOver = (bytes: Buffer): boolean => {
    body = Buffer.concat([body, bytes]);
    return body.length >= length || body.length > 4 * pageCharacters || (isChunked && body.includes("\r\n0\r\n"));
  };
  if (!isOver(rest)) await readUntil(context, socket, context.settings.quietMs, isOver);
  const text = body.toString("utf8");
  // The length of the first chunk is no part of the page.
  const page = (isChunked ? text.replace(/^[0-9a-f]+\r\n/i, "").replace(/\r\n0\r\n[\s\S]*$/, "") : text).trim();
  return page.length > pageCharacters ? `${page.slice(0, pageCharacters)}…` : page;
}

function hangUp(socket: Socket, isAccepted: boolean): void {
  if (!isAccepted) {
    socket.destroy();
    return;
  }
  socket.setTimeout(closeTimeoutMs, () => socket.destroy());
  socket.resume();
  socket.end(encodeClose(1000));
}
