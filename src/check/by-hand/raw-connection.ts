/** A call's connection made by hand: its handshake and its frames can be anything, and come in any packet. */
import type { Socket } from "node:net";
import { callUrl } from "../../platform/index.ts";
import { CouldNotTell } from "../audit.ts";
import { newCallId } from "../calls/call-ids.ts";
import { createWaitRoom, type WaitRoom } from "../calls/wait-room.ts";
import type { CheckContext } from "../context.ts";
import type { HttpHead } from "./http-head.ts";
import { type HttpProbe, type HttpProbeOptions, sendHandshake } from "./http-probe.ts";
import { createFrameReader, encodeClose, encodeFrame, opcodes, type RawFrame } from "./web-socket-frames.ts";

export interface RawConnectionOptions extends HttpProbeOptions {
  /** @default one that nobody had before */
  readonly callId?: string;
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
  const { callId = newCallId() } = options;
  const probe = await sendHandshake(context, callUrl(context.url, callId), options);
  const { answer, problem, socket } = probe;
  if (answer?.status === 101) return new Connection(context, callId, answer, probe);
  socket.destroy();
  throw new CouldNotTell(
    `no connection could be opened: ${answer ? `HTTP ${answer.status}` : `no answer (${problem})`}`,
  );
}

class Connection implements RawConnection {
  readonly callId: string;
  readonly key: string;
  readonly frames: RawFrame[] = [];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly answer: HttpHead;
  readonly #socket: Socket;
  readonly #waitRoom: WaitRoom;
  #hasSentClose = false;
  #isGone = false;

  constructor(context: CheckContext, callId: string, answer: HttpHead, { key, rest, socket }: HttpProbe) {
    this.#waitRoom = createWaitRoom(context.clock, context.signal, () => this.#isGone);
    this.#socket = socket;
    this.callId = callId;
    this.key = key;
    this.answer = answer;
    this.closed = new Promise((resolve) => {
      socket.once("close", () => {
        this.#isGone = true;
        const close = this.frames.find(({ opcode }) => opcode === opcodes.close);
        resolve(close === undefined ? { code: 1006, reason: "" } : { code: close.code ?? 1005, reason: close.text });
        this.#waitRoom.changed();
      });
    });
    this.#receive(rest);
  }

  get isClosed(): boolean {
    return this.#isGone;
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
    return this.#waitRoom.until(isSo, timeoutMs);
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  #receive(rest: Buffer): void {
    const read = createFrameReader((frame) => this.#received(frame));
    const receive = (bytes: Buffer): void => {
      try {
        read(bytes);
      } catch {
        // No client can go on after bytes that are no frames.
        this.#socket.destroy();
      }
    };
    receive(rest);
    this.#socket.on("data", receive);
    this.#socket.resume();
  }

  #received(frame: RawFrame): void {
    this.frames.push(frame);
    if (frame.opcode === opcodes.ping) this.send(encodeFrame(frame.text, { opcode: opcodes.pong }));
    if (frame.opcode === opcodes.close && !this.#hasSentClose) this.close(frame.code ?? 1000);
    this.#waitRoom.changed();
  }
}
