/**
 * A server that does everything right, written with bare `ws`: it knows nothing of ours. Each of its parts can be
 * replaced by a broken one.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type ServerOptions, type WebSocket, WebSocketServer } from "ws";

/** What the platform sends, as a server sees it that checks little. */
export interface Incoming {
  readonly interaction_type: string;
  readonly response_id: number;
  readonly timestamp: number;
  readonly transcript: readonly { readonly role: string; readonly content: string }[];
}

/** One connection as the server sees it. */
export interface Peer {
  readonly socket: WebSocket;
  readonly callId: string;
  readonly request: IncomingMessage;
  /** 0 for a call's first connection, 1 after the platform has dialled again, and so on. */
  readonly connectionIndex: number;
  /** What the server keeps of the call over all of its connections. */
  readonly memory: Record<string, unknown>;
  /** The newest id that an answer was asked for under; what is sent under an older one is lost. */
  newestId: number;
  /** Sends one JSON object; does nothing on a connection that is gone. */
  send(event: object): void;
}

export interface Parts {
  /** Sent before anything else on every connection; undefined sends none. */
  config: object | undefined;
  /** The connection is open, and the config was sent. */
  greet(peer: Peer): void;
  answer(peer: Peer, request: Incoming): void;
  remind(peer: Peer, request: Incoming): void;
  update(peer: Peer, request: Incoming): void;
  ping(peer: Peer, request: Incoming): void;
  callDetails(peer: Peer, request: Incoming): void;
  /** A message of a type that the server does not know, or without one. */
  unknown(peer: Peer, message: unknown): void;
  /** A message that is no JSON object, or binary. */
  unreadable(peer: Peer, data: Buffer, isBinary: boolean): void;
  disconnected(peer: Peer): void;
  /** Whether this handshake may become a call; what may not is answered with 403. */
  admits(request: IncomingMessage): boolean;
  /** Answers a handshake by something else than accepting it, when it returns true. */
  refuse(request: IncomingMessage, socket: Duplex): boolean;
  /** A request that is no handshake. */
  page(request: IncomingMessage, response: ServerResponse): void;
  webSocket: ServerOptions;
  /** @default a plain HTTP server */
  createServer(): Server;
}

export const sentences: readonly string[] = ["We are open from nine to five. ", "On Sundays we are closed."];

/** What is told to a caller who wants to hear everything: long enough to be stopped in the middle. */
export const story: readonly string[] = Array.from(
  { length: 20 },
  (_, index) => `There is a step number ${index + 1}. `,
);

/** What was said, as far as it can be read: a check also sends transcripts that are none. */
export function utterancesOf({ transcript }: Incoming): Incoming["transcript"] {
  if (!Array.isArray(transcript)) return [];
  return transcript.filter((item) => typeof item?.role === "string" && typeof item.content === "string");
}

/** Whether the caller has just asked for everything at length. */
export function asksForMuch({ transcript }: Incoming): boolean {
  return Array.isArray(transcript) && String(transcript.at(-1)?.content).endsWith("step by step.");
}

/** Answers in sentences, one at a time, and stops when something newer was asked. */
export function tell(peer: Peer, responseId: number, parts: readonly string[], everyMs = 5): void {
  const [first = "", ...rest] = parts;
  if (peer.newestId !== responseId) return;
  peer.send(response(responseId, first, { content_complete: rest.length === 0 }));
  if (rest.length > 0) setTimeout(() => tell(peer, responseId, rest, everyMs), everyMs);
}

const transfer_number = "+14155550123";

/** Whether these words are among the last that were said. */
export function asksFor({ transcript }: Incoming, words: string): boolean {
  return Array.isArray(transcript) && String(transcript.at(-1)?.content).includes(words);
}

/** Books a table with a tool that takes a moment, and once for a call, however often it is asked. */
function bookTable(peer: Peer, { response_id: id }: Incoming): void {
  const outcome = "Your table for two is booked.";
  if (peer.memory.booking !== undefined) {
    tell(peer, id, [outcome]);
    return;
  }
  const tool_call_id = randomUUID();
  peer.memory.booking = tool_call_id;
  peer.send({ response_type: "tool_call_invocation", tool_call_id, name: "book_table", arguments: '{"guests":2}' });
  tell(peer, id, ["One moment, please. ", outcome], 20);
  const result = { tool_call_id, content: "booked", successful: true };
  setTimeout(() => peer.send({ response_type: "tool_call_result", ...result }), 10);
}

export const soundParts: Parts = {
  config: { auto_reconnect: true, call_details: true },
  greet: (peer) => peer.send(response(0, peer.connectionIndex === 0 ? "How may I help you?" : "")),
  answer(peer, request) {
    const { response_id: id } = request;
    if (asksFor(request, "book a table")) bookTable(peer, request);
    else if (asksFor(request, "Goodbye"))
      peer.send(response(id, "Thank you for calling. Goodbye!", { end_call: true }));
    else if (asksFor(request, "put me through")) peer.send(response(id, "One moment, please.", { transfer_number }));
    else tell(peer, id, asksForMuch(request) ? story : sentences);
  },
  remind(peer, { response_id }) {
    const reminders = Number(peer.memory.reminders ?? 0);
    peer.memory.reminders = reminders + 1;
    tell(peer, response_id, [reminders % 2 === 0 ? "Are you still there?" : "Can you hear me?"]);
  },
  update: () => undefined,
  ping: (peer, { timestamp }) => peer.send({ response_type: "ping_pong", timestamp }),
  callDetails: () => undefined,
  unknown: () => undefined,
  unreadable: () => undefined,
  disconnected: () => undefined,
  // The platform names no web page as its origin.
  admits: ({ headers }) => headers.origin === undefined,
  refuse: () => false,
  page: (_request, response) => response.writeHead(404).end("Nothing here."),
  webSocket: {},
  createServer: () => createServer(),
};

export function response(responseId: number, content: string, fields: object = {}): object {
  return { response_type: "response", response_id: responseId, content, content_complete: true, ...fields };
}

export interface ModelServer extends AsyncDisposable {
  /** Without a call id. */
  readonly url: string;
}

const prefix = "/llm-websocket/";

export async function startModelServer(replaced: Partial<Parts> = {}): Promise<ModelServer> {
  const parts = { ...soundParts, ...replaced };
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, ...parts.webSocket });
  const calls = new Map<string, { connections: number; memory: Record<string, unknown> }>();
  const http = parts.createServer();
  http.on("request", parts.page);
  http.on("upgrade", (request, socket, head) => {
    socket.on("error", () => undefined);
    if (parts.refuse(request, socket)) return;
    if (!parts.admits(request)) {
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const callId = pathname.slice(prefix.length).replace(/^\/+|\/+$/g, "");
    if (!pathname.startsWith(prefix) || callId === "" || callId.includes("/")) {
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const call = calls.get(callId) ?? { connections: 0, memory: {} };
      calls.set(callId, call);
      serve(webSocket, request, callId, call.connections, call.memory, parts);
      call.connections += 1;
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}${prefix}`,
    async [Symbol.asyncDispose]() {
      for (const client of sockets.clients) client.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

function serve(
  socket: WebSocket,
  request: IncomingMessage,
  callId: string,
  connectionIndex: number,
  memory: Record<string, unknown>,
  parts: Parts,
): void {
  const peer: Peer = {
    socket,
    callId,
    request,
    connectionIndex,
    memory,
    newestId: 0,
    send: (event) => socket.readyState === socket.OPEN && socket.send(JSON.stringify(event)),
  };
  socket.on("error", () => undefined);
  socket.on("close", () => {
    // Whatever is still being told has nobody to hear it.
    peer.newestId = -1;
    parts.disconnected(peer);
  });
  socket.on("message", (data, isBinary) => {
    const bytes = data as Buffer;
    const message = isBinary ? undefined : parse(bytes);
    if (typeof message !== "object" || message === null) parts.unreadable(peer, bytes, isBinary);
    else take(peer, message as Incoming, parts);
  });
  if (parts.config !== undefined) peer.send({ response_type: "config", config: parts.config });
  parts.greet(peer);
}

function take(peer: Peer, message: Incoming, parts: Parts): void {
  switch (message.interaction_type) {
    case "ping_pong":
      parts.ping(peer, message);
      break;
    case "call_details":
      parts.callDetails(peer, message);
      break;
    case "update_only":
      parts.update(peer, message);
      break;
    case "response_required":
    case "reminder_required":
      // An id that is missing, or older than the newest, cannot be answered.
      if (!Number.isInteger(message.response_id) || message.response_id <= peer.newestId) return;
      peer.newestId = message.response_id;
      if (message.interaction_type === "response_required") parts.answer(peer, message);
      else parts.remind(peer, message);
      break;
    default:
      parts.unknown(peer, message);
  }
}

function parse(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString("utf8"));
  } catch {
    return undefined;
  }
}
