/**
 * A call that an audit drives message by message. It goes over the platform's own dialer, and the platform's own judge
 * reads every message, so that a check and a call agree.
 */
import { randomBytes } from "node:crypto";
import {
  callUrl,
  type FrameRecord,
  type LineSocket,
  observeCall,
  type PlatformCallDetails,
  toCallDetails,
} from "../../platform/index.ts";
import { type ConfigEvent, decodeServerFrame, type Utterance } from "../../protocol/index.ts";
import { CouldNotTell } from "../audit.ts";
import type { CheckContext } from "../context.ts";
import { type Answer, answerFrom } from "./answer.ts";
import { type KeepAlives, keepAlive } from "./keep-alives.ts";
import { createWaitRoom, type WaitRoom } from "./wait-room.ts";
import { type ToldTool, weave } from "./woven-transcript.ts";

export interface ProbeCallOptions {
  /** @default one that nobody had before */
  readonly callId?: string;
  readonly details?: PlatformCallDetails;
  /** As a platform that does not know `call_details`: a server that asks for them gets none. @default false */
  readonly withholdsDetails?: boolean;
}

export interface RequestOptions {
  /** @default the one after the last */
  readonly responseId?: number;
  /** @default "response_required" */
  readonly kind?: "response_required" | "reminder_required";
  /** Further fields of the message, or others in the place of its own. @default none */
  readonly fields?: object;
}

export interface ProbeCall extends AsyncDisposable {
  readonly callId: string;
  /** What is dialled, call id included. */
  readonly url: string;
  /** Every message in both directions over all connections, whole, with what the platform makes of it. */
  readonly frames: readonly FrameRecord[];
  /** How the last connection ended; undefined while it is open. */
  readonly closed: { readonly code: number; readonly reason: string } | undefined;
  /** How long each connection took to open, in ms. */
  readonly openMs: readonly number[];
  /** What the server asked for on this connection, as far as it has come. */
  readonly config: ConfigEvent["config"];
  /** Round trips of keep-alives, once the server has asked for them. */
  readonly keepAlives: KeepAlives;
  /** What was said; `request` and `update` add the caller's words, a completed answer the agent's. */
  readonly transcript: Utterance[];
  /** Waits for the begin message: until it is complete, the time is up or the connection is gone. */
  greeting(): Promise<Answer>;
  /** Sends a request with these words of the caller, and returns its id at once. Without words, nothing new was said. */
  request(words: string | undefined, options?: RequestOptions): number;
  /** Waits for an answer: until it is complete, the time is up or the connection is gone. */
  answer(responseId: number, timeoutMs?: number): Promise<Answer>;
  /** `request`, then `answer`. */
  ask(words: string | undefined, options?: RequestOptions): Promise<Answer>;
  /** What there is of an answer now. */
  answerSoFar(responseId: number): Answer;
  /** Sends an `update_only`, with these words of the caller when given, and these further fields. */
  update(words?: string, fields?: object): void;
  /** Sends text as it is, be it JSON or not. */
  sendText(text: string): void;
  /** Settles with true as soon as this is so, asked again at every message and close; with false after the time. */
  until(isSo: () => boolean, timeoutMs: number): Promise<boolean>;
  /** Breaks the connection as a network would. */
  drop(): void;
  /** Dials again under the same id, after a drop or a close. @throws CouldNotTell when that is refused. */
  reconnect(): Promise<void>;
}

/** @throws CouldNotTell when no connection could be opened. */
export async function placeProbeCall(context: CheckContext, options: ProbeCallOptions): Promise<ProbeCall> {
  const callId = options.callId ?? `check_${randomBytes(13).toString("hex")}`;
  const call = new Probe(context, callId, options);
  await call.reconnect();
  return call;
}

class Probe implements ProbeCall {
  readonly callId: string;
  readonly url: string;
  readonly frames: FrameRecord[] = [];
  readonly openMs: number[] = [];
  readonly transcript: Utterance[] = [];
  readonly keepAlives: KeepAlives;
  closed: { readonly code: number; readonly reason: string } | undefined;
  config: ConfigEvent["config"] = {};
  readonly #context: CheckContext;
  readonly #details: PlatformCallDetails | undefined;
  readonly #observed: ReturnType<typeof observeCall>;
  readonly #askedAtMs = new Map<number, number>();
  readonly #waitRoom: WaitRoom;
  readonly #tools: ToldTool[] = [];
  #socket: LineSocket | undefined;
  readonly #startMs: number;
  #lastId = 0;

  constructor(context: CheckContext, callId: string, { details = {}, withholdsDetails = false }: ProbeCallOptions) {
    this.#context = context;
    this.#waitRoom = createWaitRoom(context.clock, context.signal, () => this.closed !== undefined);
    this.#details = withholdsDetails ? undefined : details;
    this.callId = callId;
    this.url = callUrl(context.url, callId, details.dynamicVariables);
    this.#startMs = context.clock.now();
    this.#observed = observeCall(context.clock, (event) => {
      // Binary messages count, too, and the observer does not see them.
      if (event.type === "frame-passed") this.frames.push({ ...event.frame, index: this.frames.length });
      if (event.type !== "tool-reported") return;
      this.#tools.push({ utterancesBefore: this.transcript.length, item: event.item });
    });
    this.keepAlives = keepAlive(context, (timestamp) => this.#send({ interaction_type: "ping_pong", timestamp }));
  }

  async reconnect(): Promise<void> {
    const { clock, dial, settings } = this.#context;
    const dialledMs = clock.now();
    let isOpen = false;
    let problem: string | undefined;
    this.closed = undefined;
    this.config = {};
    const socket = dial(this.url, {
      onOpen: () => {
        isOpen = true;
        this.openMs.push(clock.now() - dialledMs);
        if (!this.#askedAtMs.has(0)) this.#askedAtMs.set(0, this.#atMs);
        this.#observed.connectionOpened();
        this.#waitRoom.changed();
      },
      onText: (text) => this.#received(text),
      onBinary: (byteCount) => this.#receivedBinary(byteCount),
      onError: (message) => {
        problem = message;
      },
      onClose: (code, reason) => {
        if (this.#socket !== socket) return;
        this.closed = { code, reason };
        this.keepAlives.stop();
        if (isOpen) this.#observed.connectionLost();
        this.#waitRoom.changed();
      },
    });
    this.#socket = socket;
    await this.until(() => isOpen, settings.connectTimeoutMs);
    if (isOpen) return;
    socket.terminate();
    throw new CouldNotTell(`no connection could be opened: ${problem ?? `not within ${settings.connectTimeoutMs} ms`}`);
  }

  greeting(): Promise<Answer> {
    return this.answer(0, this.#context.settings.greetingTimeoutMs);
  }

  request(words: string | undefined, { responseId = this.#lastId + 1, kind, fields }: RequestOptions = {}): number {
    this.#lastId = responseId;
    this.#say(words);
    this.#askedAtMs.set(responseId, this.#atMs);
    this.#send({
      interaction_type: kind ?? "response_required",
      response_id: responseId,
      ...this.#conversation(),
      ...fields,
    });
    return responseId;
  }

  async answer(responseId: number, timeoutMs = this.#context.settings.answerTimeoutMs): Promise<Answer> {
    await this.until(() => this.answerSoFar(responseId).isComplete, timeoutMs);
    const answer = this.answerSoFar(responseId);
    // What was heard; a later answer under the same id is none.
    if (answer.text.trim() !== "") this.transcript.push({ role: "agent", content: answer.text });
    return answer;
  }

  ask(words: string | undefined, options?: RequestOptions): Promise<Answer> {
    return this.answer(this.request(words, options));
  }

  answerSoFar(responseId: number): Answer {
    return answerFrom(this.frames, responseId, this.#askedAtMs.get(responseId) ?? 0);
  }

  update(words?: string, fields?: object): void {
    this.#say(words);
    this.#send({ interaction_type: "update_only", ...this.#conversation(), ...fields });
  }

  sendText(text: string): void {
    this.#socket?.send(text);
    this.#observed.toServer(text);
  }

  until(isSo: () => boolean, timeoutMs: number): Promise<boolean> {
    return this.#waitRoom.until(isSo, timeoutMs);
  }

  drop(): void {
    this.#socket?.terminate();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.keepAlives.stop();
    this.#socket?.close(1000, "The check hangs up.");
  }

  get #atMs(): number {
    return this.#context.clock.now() - this.#startMs;
  }

  #say(words: string | undefined): void {
    if (words !== undefined) this.transcript.push({ role: "user", content: words });
  }

  #conversation(): object {
    const { transcript } = this;
    if (!this.config.transcript_with_tool_calls) return { transcript };
    return { transcript, transcript_with_tool_calls: weave(transcript, this.#tools) };
  }

  #send(event: object): void {
    this.sendText(JSON.stringify(event));
  }

  #received(text: string): void {
    this.#observed.fromServer(text);
    const decoded = decodeServerFrame(text);
    if (decoded.type === "event" && decoded.event.response_type === "config") this.#configured(decoded.event.config);
    if (decoded.type === "event" && decoded.event.response_type === "ping_pong") this.keepAlives.answered();
    this.#waitRoom.changed();
  }

  #receivedBinary(byteCount: number): void {
    this.frames.push({
      index: this.frames.length,
      atMs: this.#atMs,
      direction: "from-server",
      socketIndex: this.openMs.length - 1,
      type: "(binary)",
      byteCount,
      text: `(${byteCount} bytes)`,
      verdict: "dropped",
      findings: ["binary-frame"],
    });
    this.#waitRoom.changed();
  }

  #configured(config: ConfigEvent["config"]): void {
    this.config = config;
    if (config.call_details && this.#details !== undefined) {
      this.#send({ interaction_type: "call_details", call: toCallDetails(this.callId, this.#details) });
    }
    if (config.auto_reconnect) this.keepAlives.start();
  }
}
