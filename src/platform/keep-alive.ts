/** Keep-alives on one connection: one every 2 s, and the connection is given up after 5 s without an answer. */
import type { Clock, Timer } from "../internal/index.ts";
import { pingIntervalMs, pingTimeoutMs } from "../protocol/index.ts";

export interface KeepAliveHandlers {
  /** Send a keep-alive with this timestamp. */
  onPing(timestamp: number): void;
  /** No sign of life for 5 s. */
  onLost(): void;
}

/** Sent keep-alives that may still be answered; more than 5 s hold cannot be waiting. */
const mostOutstanding = 4;

export class KeepAlive {
  readonly #clock: Clock;
  readonly #handlers: KeepAliveHandlers;
  #outstanding: number[] = [];
  #pingTimer: Timer | undefined;
  #lostTimer: Timer | undefined;

  constructor(clock: Clock, handlers: KeepAliveHandlers) {
    this.#clock = clock;
    this.#handlers = handlers;
  }

  get running(): boolean {
    return this.#lostTimer !== undefined;
  }

  /** The first one goes out at once: the documentation gives the interval only. */
  start(): void {
    if (this.running) return;
    this.#awaitAnswer();
    this.#ping();
  }

  /**
   * Any keep-alive of the server is a sign of life.
   *
   * @returns the round trip in ms: by the echoed timestamp, else by the oldest one that is waiting; undefined for a
   * keep-alive that answers none of ours.
   */
  answered(timestamp: number): number | undefined {
    if (!this.running) return undefined;
    this.#awaitAnswer();
    const index = Math.max(0, this.#outstanding.indexOf(timestamp));
    const sentAt = this.#outstanding[index];
    this.#outstanding.splice(0, index + 1);
    return sentAt === undefined ? undefined : this.#clock.now() - sentAt;
  }

  stop(): void {
    this.#clock.clearTimeout(this.#pingTimer);
    this.#clock.clearTimeout(this.#lostTimer);
    this.#pingTimer = undefined;
    this.#lostTimer = undefined;
    this.#outstanding = [];
  }

  #ping(): void {
    const timestamp = this.#clock.now();
    this.#outstanding.push(timestamp);
    if (this.#outstanding.length > mostOutstanding) this.#outstanding.shift();
    this.#pingTimer = this.#clock.setTimeout(() => this.#ping(), pingIntervalMs);
    this.#handlers.onPing(timestamp);
  }

  #awaitAnswer(): void {
    this.#clock.clearTimeout(this.#lostTimer);
    this.#lostTimer = this.#clock.setTimeout(() => {
      this.stop();
      this.#handlers.onLost();
    }, pingTimeoutMs);
  }
}
