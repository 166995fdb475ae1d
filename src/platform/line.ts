/** The connection of a call: dials, tries again, notices when it is dead, and says what its end means for the call. */
import type { Clock, Timer } from "../internal/index.ts";
import {
  brokenReconnects,
  closeCodes,
  connectAttempts,
  connectRetryDelayMs,
  connectTimeoutMs,
  keepAliveReconnects,
} from "../protocol/index.ts";
import type { Dialer, LineSocket } from "./dialer.ts";
import { closeMeaning, type DisconnectionReason } from "./disconnection.ts";
import type { FindingNote } from "./findings.ts";
import { KeepAlive } from "./keep-alive.ts";

export interface LineHandlers {
  /** A line of the platform's own detail log. */
  onLog(text: string): void;
  /** A connection is open; the first of a call has index 0. */
  onOpen(socketIndex: number): void;
  onText(text: string): void;
  onPing(timestamp: number): void;
  onFinding(note: FindingNote): void;
  /** The connection is gone and a new one is being dialled. */
  onReconnecting(): void;
  /** The call cannot go on. Nothing follows. */
  onOver(reason: DisconnectionReason): void;
}

export class Line {
  readonly #url: string;
  readonly #dial: Dialer;
  readonly #clock: Clock;
  readonly #handlers: LineHandlers;
  readonly #keepAlive: KeepAlive;
  #socket: LineSocket | undefined;
  #isOpen = false;
  #socketCount = 0;
  #attempt = 0;
  #brokenCount = 0;
  #keepAliveLostCount = 0;
  #lastError = "";
  #timer: Timer | undefined;
  #isOver = false;

  constructor(url: string, dial: Dialer, clock: Clock, handlers: LineHandlers) {
    this.#url = url;
    this.#dial = dial;
    this.#clock = clock;
    this.#handlers = handlers;
    this.#keepAlive = new KeepAlive(clock, {
      onPing: (timestamp) => handlers.onPing(timestamp),
      onLost: () => this.#keepAliveLost(),
    });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Connections so far, the first included. */
  get socketCount(): number {
    return this.#socketCount;
  }

  /** Only valid on the connection it was asked on: each new one starts without. */
  get keepAlive(): KeepAlive {
    return this.#keepAlive;
  }

  open(): void {
    this.#attempt = 0;
    this.#tryOnce();
  }

  /** @returns false when the connection is down: the message is not kept, for the next one carries the whole transcript. */
  send(text: string): boolean {
    if (!this.#isOpen || this.#socket === undefined) return false;
    this.#socket.send(text);
    return true;
  }

  /** Breaks the connection as a network would. */
  drop(): void {
    if (this.#isOpen) this.#broken();
  }

  /** Ends it from this side. */
  close(code: number, reason: string): void {
    this.#isOver = true;
    this.#forget()?.close(code, reason);
  }

  #tryOnce(): void {
    this.#lastError = "";
    this.#handlers.onLog(`LLM Ws init attempt ${this.#attempt}`);
    const isCurrent = (): boolean => this.#socket === socket;
    const socket: LineSocket = this.#dial(this.#url, {
      onOpen: () => isCurrent() && this.#opened(),
      onText: (text) => isCurrent() && this.#handlers.onText(text),
      onBinary: (byteCount) => isCurrent() && this.#binary(byteCount),
      onError: (message) => {
        if (isCurrent()) this.#lastError = message;
      },
      onClose: (code) => isCurrent() && this.#closed(code),
    });
    this.#socket = socket;
    this.#timer = this.#clock.setTimeout(() => {
      this.#handlers.onLog(`LLM Ws init timeout on attempt ${this.#attempt}`);
      this.#lastError = `no connection within ${connectTimeoutMs} ms`;
      this.#forget()?.terminate();
      this.#attemptFailed();
    }, connectTimeoutMs);
  }

  #opened(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#isOpen = true;
    this.#socketCount += 1;
    this.#handlers.onLog("LLM ws open");
    this.#handlers.onOpen(this.#socketCount - 1);
  }

  #closed(code: number): void {
    if (!this.#isOpen) {
      this.#forget();
      this.#attemptFailed();
      return;
    }
    this.#handlers.onLog(`LLM ws closed: ${code}`);
    const meaning = closeMeaning(code);
    if (meaning.reconnect) {
      this.#broken();
      return;
    }
    this.#forget();
    this.#handlers.onFinding(meaning.finding);
    this.#over(meaning.reason);
  }

  #attemptFailed(): void {
    this.#attempt += 1;
    if (this.#attempt < connectAttempts) {
      this.#timer = this.#clock.setTimeout(() => this.#tryOnce(), connectRetryDelayMs);
      return;
    }
    this.#handlers.onLog("Ws max retry attempt reached");
    const detail = this.#lastError === "" ? "the connection was refused" : this.#lastError;
    this.#handlers.onFinding({ code: "never-opened", message: `${connectAttempts} attempts failed: ${detail}` });
    this.#over(this.#socketCount === 0 ? "error_llm_websocket_open" : "error_llm_websocket_lost_connection");
  }

  /** Undocumented and so ours: the count is of the whole call, and the new dial starts at once. */
  #broken(): void {
    this.#forget()?.terminate();
    this.#handlers.onFinding({ code: "connection-broken", message: "the connection broke (1006)" });
    this.#brokenCount += 1;
    if (this.#brokenCount > brokenReconnects) {
      this.#over("error_llm_websocket_runtime");
      return;
    }
    this.#handlers.onLog("Got 1006 and reconnecting");
    this.#reconnect();
  }

  #keepAliveLost(): void {
    this.#forget()?.terminate();
    this.#handlers.onFinding({
      code: "keep-alive-lost",
      message: "no keep-alive for 5 s: the connection was given up",
    });
    this.#keepAliveLostCount += 1;
    if (this.#keepAliveLostCount > keepAliveReconnects) {
      this.#over("error_llm_websocket_lost_connection");
      return;
    }
    this.#reconnect();
  }

  #reconnect(): void {
    this.#handlers.onReconnecting();
    if (!this.#isOver) this.open();
  }

  #binary(byteCount: number): void {
    this.#handlers.onFinding({ code: "binary-frame", message: `the server sent ${byteCount} bytes as binary` });
    this.#forget()?.close(closeCodes.corruptPayload, "Expected a text frame.");
    this.#over("error_llm_websocket_corrupt_payload");
  }

  #over(reason: DisconnectionReason): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#handlers.onOver(reason);
  }

  /** From here on the old connection can say nothing more. */
  #forget(): LineSocket | undefined {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#isOpen = false;
    this.#keepAlive.stop();
    this.#clock.clearTimeout(this.#timer);
    return socket;
  }
}
