/** The platform's side of a socket, by hand: queues what comes in, so that a test never misses a frame. */
import type { IncomingMessage } from "node:http";
import { type ClientOptions, WebSocket } from "ws";
import { realClock } from "../internal/index.ts";

/** A message, parsed. Its members are what the test expects them to be. */
export type ReceivedMessage = Readonly<Record<string, unknown>>;

export interface TestClientOptions {
  /** Sent with the handshake. */
  readonly headers?: Readonly<Record<string, string>>;
  /** False accepts certificates that nobody vouches for. @default true */
  readonly checkCertificate?: boolean;
  /** How long a wait may take before it fails, in ms. @default 5000 */
  readonly timeoutMs?: number;
}

export interface ClientClose {
  readonly code: number;
  readonly reason: string;
}

export interface TestClient extends Disposable {
  /** The next message that was not taken yet. */
  next(): Promise<ReceivedMessage>;
  /** The next message that fits; those before it are dropped. */
  nextMatching(fits: (message: ReceivedMessage) => boolean): Promise<ReceivedMessage>;
  /** Messages that came in and were not taken yet. */
  readonly waitingCount: number;
  /** Sends a value as JSON. */
  send(message: unknown): void;
  /** Sends text as it is, or bytes as a binary message. */
  sendRaw(data: string | Uint8Array): void;
  /** Stops reading, as a peer does that hangs; what the server sends then fills its buffers. */
  pause(): void;
  /** Says goodbye; the platform does so at the end of a call. */
  close(code?: number): void;
  /** Breaks the connection without a goodbye. */
  terminate(): void;
  /** Settles when the connection is gone, with what this side saw. */
  readonly closed: Promise<ClientClose>;
}

/** The server answered the handshake with a refusal. */
export class HandshakeRefused extends Error {
  override readonly name: string = "HandshakeRefused";
  readonly status: number;
  /** The body: one line that says why. */
  readonly reason: string;

  constructor(status: number, reason: string) {
    super(`the handshake was refused with ${status}: ${reason}`);
    this.status = status;
    this.reason = reason;
  }
}

/**
 * @throws HandshakeRefused when the server answers with anything but a WebSocket.
 */
export async function connectTestClient(url: string, options: TestClientOptions = {}): Promise<TestClient> {
  const { headers, checkCertificate = true, timeoutMs = 5_000 } = options;
  const clientOptions: ClientOptions = { perMessageDeflate: false, rejectUnauthorized: checkCertificate };
  const socket = new WebSocket(url, headers === undefined ? clientOptions : { ...clientOptions, headers });
  const client = createTestClient(socket, timeoutMs);
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
    socket.once("unexpected-response", (_request, response) => {
      void readBody(response).then((body) => reject(new HandshakeRefused(response.statusCode ?? 0, body)));
    });
  });
  return client;
}

function createTestClient(socket: WebSocket, timeoutMs: number): TestClient {
  const messages: ReceivedMessage[] = [];
  const waiting = new Set<() => void>();
  const wakeAll = (): void => {
    for (const wake of waiting) wake();
  };
  const closed = new Promise<ClientClose>((resolve) => {
    socket.once("close", (code, reason) => {
      resolve({ code, reason: reason.toString() });
      wakeAll();
    });
  });
  // Whoever waits for the close learns of the error by its code.
  socket.on("error", () => undefined);
  socket.on("message", (data) => {
    messages.push(JSON.parse(data.toString()) as ReceivedMessage);
    wakeAll();
  });

  const arrival = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = realClock.setTimeout(() => {
        waiting.delete(wake);
        reject(new Error(`no such message came in within ${timeoutMs} ms`));
      }, timeoutMs);
      const wake = (): void => {
        waiting.delete(wake);
        realClock.clearTimeout(timer);
        resolve();
      };
      waiting.add(wake);
    });

  const nextMatching = async (fits: (message: ReceivedMessage) => boolean): Promise<ReceivedMessage> => {
    for (;;) {
      const message = messages.shift();
      if (message === undefined) {
        if (socket.readyState === WebSocket.CLOSED)
          throw new Error("the connection closed before such a message came in");
        await arrival();
      } else if (fits(message)) return message;
    }
  };

  return {
    next: () => nextMatching(() => true),
    nextMatching,
    get waitingCount() {
      return messages.length;
    },
    send: (message) => socket.send(JSON.stringify(message)),
    sendRaw: (data) => socket.send(data),
    pause: () => socket.pause(),
    close: (code = 1000) => socket.close(code),
    terminate: () => socket.terminate(),
    closed,
    [Symbol.dispose]: () => socket.terminate(),
  };
}

async function readBody(response: IncomingMessage): Promise<string> {
  response.setEncoding("utf8");
  let body = "";
  for await (const chunk of response) body += chunk;
  return body.trim();
}
