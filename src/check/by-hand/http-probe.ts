/** A WebSocket handshake, and whatever answers it: also a web page, a redirect, or nothing. */
import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import type { CheckContext } from "../context.ts";
import { type HttpHead, readHttpHead } from "./http-head.ts";
import { connectSocket, type Endpoint, openRawSocket } from "./raw-socket.ts";
import { readUntil } from "./read-until.ts";

export interface HttpProbeOptions {
  /** Further headers of the handshake. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes that leave in the same packet as the handshake. @default none */
  readonly withHandshake?: Uint8Array;
}

export interface HttpProbe {
  /** The `Sec-WebSocket-Key` that was sent. */
  readonly key: string;
  /** The head of what the server answered; undefined when no HTTP came. */
  readonly answer: HttpHead | undefined;
  /** Why there is no answer. */
  readonly problem: "late" | "closed" | "not-http" | undefined;
  /** From dialling to the answer, in ms. */
  readonly tookMs: number;
  /** What came behind the head so far. */
  readonly rest: Buffer;
  /** Paused; whoever asked destroys it. */
  readonly socket: Socket;
}

/**
 * Sends a handshake with no more headers than it must have, and waits for the head of the answer.
 *
 * @param url with the call id.
 * @throws CouldNotTell when no connection could be opened, or the check is given up.
 */
export async function sendHandshake(
  context: CheckContext,
  url: string,
  options: HttpProbeOptions = {},
): Promise<HttpProbe> {
  const { clock, settings } = context;
  const dialledMs = clock.now();
  const key = randomBytes(16).toString("base64");
  const request = Buffer.from(handshake(url, { "Sec-WebSocket-Key": key, ...options.headers }));
  const socket = await openRawSocket(context, url);
  socket.write(Buffer.concat([request, options.withHandshake ?? Buffer.alloc(0)]));
  const leftMs = Math.max(1, settings.connectTimeoutMs - (clock.now() - dialledMs));
  const read = await readAnswer(context, socket, leftMs);
  return { key, socket, tookMs: clock.now() - dialledMs, ...read };
}

function handshake(url: string, headers: Readonly<Record<string, string>>): string {
  const { host, pathname, search, username, password } = new URL(url);
  const all = {
    Host: host,
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Version": "13",
    ...(username !== "" && { Authorization: `Basic ${btoa(decodeURIComponent(`${username}:${password}`))}` }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${pathname}${search} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

/** Whether an ordinary request is answered by HTTP, whatever it says; the request names no path of the server's. */
export async function speaksHttp(context: CheckContext, endpoint: Endpoint): Promise<boolean> {
  const connected = await connectSocket(context, endpoint);
  if ("code" in connected) return false;
  connected.write(`GET / HTTP/1.1\r\nHost: ${endpoint.hostname}\r\nConnection: close\r\n\r\n`);
  const { answer } = await readAnswer(context, connected, context.settings.connectTimeoutMs);
  connected.destroy();
  return answer !== undefined;
}

type ReadAnswer = Pick<HttpProbe, "answer" | "problem" | "rest">;

async function readAnswer(context: CheckContext, socket: Socket, timeoutMs: number): Promise<ReadAnswer> {
  let bytes = Buffer.alloc(0);
  let read: ReturnType<typeof readHttpHead>;
  let isHttp = true;
  const problem = await readUntil(context, socket, timeoutMs, (more) => {
    bytes = Buffer.concat([bytes, more]);
    try {
      read = readHttpHead(bytes);
    } catch {
      isHttp = false;
    }
    return read !== undefined || !isHttp;
  });
  return { answer: read?.head, problem: isHttp ? problem : "not-http", rest: Buffer.from(read?.rest ?? []) };
}
