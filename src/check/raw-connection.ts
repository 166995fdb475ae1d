/** A call's connection made by hand: its handshake and its frames can be anything, and come in any packet. */
import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import { callUrl } from "../platform/index.ts";
import { CouldNotTell } from "./audit.ts";
import type { CheckContext } from "./context.ts";
import { type HttpHead, readHttpHead } from "./http-head.ts";
import { openRawSocket } from "./raw-socket.ts";
import { createFrameReader, encodeClose, encodeFrame, opcodes, type RawFrame } from "./web-socket-frames.ts";

export interface RawConnectionOptions {
  /** @default one that nobody had before */
  readonly callId?: string;
  /** Further headers of the handshake. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes that leave in the same packet as the handshake. @default none */
  readonly withHandshake?: Uint8Array;
}

export interface RawConnection extends Disposable {
  readonly callId: string;
  /** The server's answer to the handshake: its status is 101. */
  readonly answer: HttpHead;
  /** The `Sec-WebSocket-Key` that was sent. */
  readonly key: string;
  /** What the server sent, fragments joined, control frames included; more are added as they come. */
  readonly frames: readonly RawFrame[];
  /** Whether the connection is gone. */
  readonly isClosed: boolean;
  /** Settles when the connection is gone: 1005 for a close frame without a code, 1006 without a close frame. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  /** Sends bytes as they are; does nothing on a connection that is gone. */
  send(bytes: Uint8Array): void;
  /** Sends one text message in one frame. */
  text(payload: string): void;
  /** Sends a close frame. */
  close(code: number): void;
  /** Stops reading for good: what the server sends from now on stays on its side. */
  stopReading(): void;
  /** Settles with true as soon as this is so, asked again at every frame and at the end; with false after the time. */
  until(isSo: () => boolean, timeoutMs: number): Promise<boolean>;
}

/**
 * Shakes hands and then leaves everything to the caller, but for a server's pings and its close frame: those are
 * answered as every client answers them. Disposing breaks the connection.
 *
 * @throws CouldNotTell when no connection could be opened, or the server did not answer 101.
 */
export async function openRawConnection(
  context: CheckContext,
  options: RawConnectionOptions = {},
): Promise<RawConnection> {
  const callId = options.callId ?? `check_${randomBytes(13).toString("hex")}`;
  const key = randomBytes(16).toString("base64");
  const socket = await openRawSocket(context);
  const request = Buffer.from(
    handshake(callUrl(context.url, callId), { "Sec-WebSocket-Key": key, ...options.headers }),
  );
  const connection = new Connection(context, socket, callId, key);
  socket.write(Buffer.concat([request, options.withHandshake ?? Buffer.alloc(0)]));
  await connection.accepted();
  return connection;
}

/** The request of a WebSocket handshake, with no more than it must have. */
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

class Connection implements RawConnection {
  readonly callId: string;
  readonly key: string;
  readonly frames: RawFrame[] = [];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly #context: CheckContext;
  readonly #socket: Socket;
  readonly #waiting = new Set<() => void>();
  #answer: HttpHead | undefined;
  #hasSentClose = false;
  #isGone = false;
  #problem: string | undefined;

  constructor(context: CheckContext, socket: Socket, callId: string, key: string) {
    this.#context = context;
    this.#socket = socket;
    this.callId = callId;
    this.key = key;
    this.#receive();
    this.closed = new Promise((resolve) => {
      socket.once("close", () => {
        this.#isGone = true;
        const close = this.frames.find(({ opcode }) => opcode === opcodes.close);
        resolve(close === undefined ? { code: 1006, reason: "" } : { code: close.code ?? 1005, reason: close.text });
        this.#changed();
      });
    });
  }

  get answer(): HttpHead {
    if (this.#answer === undefined) throw new Error("the handshake is not over");
    return this.#answer;
  }

  get isClosed(): boolean {
    return this.#isGone;
  }

  async accepted(): Promise<void> {
    const { connectTimeoutMs } = this.#context.settings;
    await this.until(() => this.#answer !== undefined, connectTimeoutMs);
    if (this.#answer?.status === 101) return;
    const isInTime = this.#answer !== undefined || this.#isGone;
    this[Symbol.dispose]();
    const gone = this.#problem ?? "it closed the connection instead of answering the handshake";
    const problem = this.#answer === undefined ? gone : `it answered the handshake with ${this.#answer.status}`;
    throw new CouldNotTell(
      `no connection could be opened: ${isInTime ? problem : `no answer within ${connectTimeoutMs} ms`}`,
    );
  }

  send(bytes: Uint8Array): void {
    if (!this.#isGone && this.#socket.writable) this.#socket.write(bytes);
  }

  text(payload: string): void {
    this.send(encodeFrame(payload));
  }

  close(code: number): void {
    this.#hasSentClose = true;
    this.send(encodeClose(code));
  }

  stopReading(): void {
    this.#socket.pause();
  }

  until(isSo: () => boolean, timeoutMs: number): Promise<boolean> {
    const { clock, signal } = this.#context;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#waiting.delete(check);
        signal.removeEventListener("abort", giveUp);
        clock.clearTimeout(timer);
      };
      const check = (): void => {
        if (!isSo() && !this.#isGone) return;
        settle();
        resolve(isSo());
      };
      const giveUp = (): void => {
        settle();
        reject(signal.reason);
      };
      const timer = clock.setTimeout(() => {
        settle();
        resolve(isSo());
      }, timeoutMs);
      this.#waiting.add(check);
      signal.addEventListener("abort", giveUp);
      if (signal.aborted) giveUp();
      else check();
    });
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  #receive(): void {
    const readFrames = createFrameReader((frame) => this.#received(frame));
    let head = Buffer.alloc(0);
    this.#socket.on("data", (bytes: Buffer) => {
      try {
        if (this.#answer !== undefined) readFrames(bytes);
        else {
          head = Buffer.concat([head, bytes]);
          const read = readHttpHead(head);
          if (read === undefined) return;
          this.#answer = read.head;
          if (read.head.status === 101) readFrames(read.rest);
        }
      } catch (error) {
        this.#problem = (error as Error).message;
        this.#socket.destroy();
      }
      this.#changed();
    });
  }

  #received(frame: RawFrame): void {
    this.frames.push(frame);
    if (frame.opcode === opcodes.ping) this.send(encodeFrame(frame.text, { opcode: opcodes.pong }));
    if (frame.opcode === opcodes.close && !this.#hasSentClose) this.close(frame.code ?? 1000);
    this.#changed();
  }

  #changed(): void {
    for (const check of [...this.#waiting]) check();
  }
}
