/** WebSockets as sessions see them: the one file here that knows the `ws` library. */
import type { IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import type { ErrorCode } from "../errors.ts";
import type { Connection, SessionSocket } from "../session/index.ts";

export interface ConnectionHandlers {
  /** The handshake is done: what the socket receives goes to the connection that this returns. */
  attach(socket: SessionSocket): Connection;
  /** Bytes came in that no WebSocket peer may send; this connection is being closed for it. */
  onBrokenFrame(code: ErrorCode, message: string): void;
  /** The request is no WebSocket handshake. Nothing was answered yet. */
  onBrokenHandshake(): void;
}

export interface SocketServer {
  /** Turns an upgrade request into a connection, within this tick. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, handlers: ConnectionHandlers): void;
  /** Breaks every connection, also those that are only waiting for the peer's side of a close. */
  terminateAll(): void;
}

/** How long a peer may take to answer a close before its connection is broken, in ms. */
const defaultCloseTimeoutMs = 5_000;
/** Lets the operating system find dead peers that the protocol's own keep-alives do not cover. */
const tcpKeepAliveMs = 30_000;

/** What `ws` calls a fault in the byte stream, with the code by which it closes. */
const closeCodesOfFaults: Readonly<Record<string, number>> = {
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 1009,
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 1009,
  WS_ERR_INVALID_UTF8: 1007,
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 1008,
};

/** @param maxFrameBytes a longer message closes its connection with 1009. */
export function createSocketServer(maxFrameBytes: number, closeTimeout: number = defaultCloseTimeoutMs): SocketServer {
  // A transcript is new in every frame and short-lived, so compressing it would cost more than it saves.
  const options = { noServer: true, perMessageDeflate: false, maxPayload: maxFrameBytes, closeTimeout };
  const server = new WebSocketServer(options);
  const pending = new WeakMap<IncomingMessage, ConnectionHandlers>();
  server.on("wsClientError", (_error, _socket, request) => pending.get(request)?.onBrokenHandshake());
  return {
    accept(request, socket, head, handlers) {
      pending.set(request, handlers);
      server.handleUpgrade(request, socket, head, (webSocket) => {
        if (socket instanceof Socket) socket.setKeepAlive(true, tcpKeepAliveMs);
        connect(webSocket, handlers);
      });
    },
    terminateAll() {
      for (const client of server.clients) client.terminate();
    },
  };
}

function connect(webSocket: WebSocket, handlers: ConnectionHandlers): void {
  let faultCloseCode: number | undefined;
  const connection = handlers.attach(new WebSocketAdapter(webSocket));
  webSocket.on("message", (data, isBinary) => {
    // Between our close and the peer's, nothing it says matters any more.
    if (webSocket.readyState === WebSocket.OPEN) connection.receive(data as Buffer, isBinary);
  });
  webSocket.on("error", (error: NodeJS.ErrnoException) => {
    // A connection that broke shows as a close with 1006; only faults of the peer's have a code of this kind.
    if (!error.code?.startsWith("WS_ERR_")) return;
    faultCloseCode = closeCodesOfFaults[error.code] ?? 1002;
    const code = faultCloseCode === 1009 ? "frame-too-large" : "broken-frame";
    handlers.onBrokenFrame(code, `${error.message}; the connection is closed with ${faultCloseCode}`);
  });
  webSocket.on("close", (code) => connection.closed(faultCloseCode ?? code));
}

/** A class, because a getter in an object literal would cost every call a hidden class of its own. */
class WebSocketAdapter implements SessionSocket {
  readonly #webSocket: WebSocket;

  constructor(webSocket: WebSocket) {
    this.#webSocket = webSocket;
  }

  get bufferedAmount(): number {
    return this.#webSocket.bufferedAmount;
  }

  send(text: string): void {
    if (this.#webSocket.readyState === WebSocket.OPEN) this.#webSocket.send(text);
  }

  close(code: number, reason: string): void {
    this.#webSocket.close(code, reason);
  }

  terminate(): void {
    this.#webSocket.terminate();
  }
}

/** Whether `ws` finds its native helper, without which large frames cost about five times as much. */
export function hasNativeUnmasking(): boolean {
  if (process.env.WS_NO_BUFFER_UTIL) return false;
  try {
    createRequire(createRequire(import.meta.url).resolve("ws"))("bufferutil");
    return true;
  } catch {
    return false;
  }
}
