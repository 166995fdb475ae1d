/** Wraps a dialer so that the planned faults happen on its connections. */
import { type Clock, createRandom, type Random, type Timer } from "../internal/index.ts";
import { closeCodes } from "../protocol/index.ts";
import type { Dialer, DialHandlers, LineSocket } from "./dialer.ts";
import type { ResolvedFaults } from "./faults.ts";

export interface FaultyDialerOptions {
  readonly dial: Dialer;
  readonly faults: ResolvedFaults;
  readonly clock: Clock;
  readonly seed: number;
}

export function createFaultyDialer(options: FaultyDialerOptions): Dialer {
  const random = createRandom(options.seed ^ 0x5eed);
  let placedMs: number | undefined;
  return (url, handlers) => {
    placedMs ??= options.clock.now();
    return new FaultyConnection(url, handlers, options, random, placedMs);
  };
}

class FaultyConnection implements LineSocket {
  readonly #handlers: DialHandlers;
  readonly #clock: Clock;
  readonly #faults: ResolvedFaults;
  readonly #random: Random;
  readonly #placedMs: number;
  readonly #inner: LineSocket;
  readonly #timers = new Set<Timer>();
  #toServerMs = 0;
  #fromServerMs = 0;
  #isHalfOpen = false;
  #isOver = false;

  constructor(url: string, handlers: DialHandlers, options: FaultyDialerOptions, random: Random, placedMs: number) {
    this.#handlers = handlers;
    this.#clock = options.clock;
    this.#faults = options.faults;
    this.#random = random;
    this.#placedMs = placedMs;
    this.#inner = options.dial(url, {
      onOpen: () => this.#fromServer(() => this.#opened()),
      onText: (text) => this.#fromServer(() => handlers.onText(text)),
      onBinary: (byteCount) => this.#fromServer(() => handlers.onBinary(byteCount)),
      onError: (message) => this.#fromServer(() => handlers.onError(message)),
      onClose: (code, reason) =>
        this.#fromServer(() => {
          this.#end();
          handlers.onClose(code, reason);
        }),
    });
  }

  send(text: string): void {
    const { duplicateShare, lateShare, lateByMs } = this.#faults;
    if (this.#isKeepAliveWithheld(text)) return;
    if (lateShare > 0 && this.#random.chance(lateShare)) {
      this.#after(this.#delay() + lateByMs, () => this.#toServer(text));
      return;
    }
    const times = duplicateShare > 0 && this.#random.chance(duplicateShare) ? 2 : 1;
    this.#toServerMs = Math.max(this.#clock.now() + this.#delay(), this.#toServerMs);
    for (let count = 0; count < times; count += 1) {
      this.#after(this.#toServerMs - this.#clock.now(), () => this.#toServer(text));
    }
  }

  close(code: number, reason: string): void {
    this.#end();
    this.#inner.close(code, reason);
  }

  terminate(): void {
    this.#end();
    this.#inner.terminate();
  }

  #opened(): void {
    const nowMs = this.#clock.now();
    for (const fault of this.#faults.plan) {
      const inMs = this.#placedMs + fault.atMs - nowMs;
      if (inMs < 0) continue;
      if (fault.kind === "break") this.#after(inMs, () => this.#break());
      if (fault.kind === "half-open") {
        this.#after(inMs, () => {
          this.#isHalfOpen = true;
        });
      }
    }
    this.#handlers.onOpen();
  }

  #break(): void {
    this.#end();
    this.#inner.terminate();
    this.#handlers.onClose(closeCodes.broken, "");
  }

  #toServer(text: string): void {
    if (!this.#isHalfOpen) this.#inner.send(text);
  }

  #fromServer(tell: () => void): void {
    if (this.#isOver || this.#isHalfOpen) return;
    this.#fromServerMs = Math.max(this.#clock.now() + this.#delay(), this.#fromServerMs);
    this.#after(this.#fromServerMs - this.#clock.now(), () => {
      if (!this.#isHalfOpen) tell();
    });
  }

  #isKeepAliveWithheld(text: string): boolean {
    const atMs = this.#clock.now() - this.#placedMs;
    const isNow = this.#faults.plan.some(
      (fault) => fault.kind === "withhold-keep-alives" && atMs >= fault.atMs && atMs < fault.atMs + fault.forMs,
    );
    return isNow && text.startsWith('{"interaction_type":"ping_pong"');
  }

  #delay(): number {
    const { delayMs, jitterMs } = this.#faults;
    return delayMs + (jitterMs > 0 ? Math.floor(this.#random.next() * jitterMs) : 0);
  }

  /** Without a delay at once, so that a plan alone changes nothing but what it plans. */
  #after(delayMs: number, callback: () => void): void {
    if (this.#isOver) return;
    if (delayMs <= 0) {
      callback();
      return;
    }
    const timer = this.#clock.setTimeout(() => {
      this.#timers.delete(timer);
      callback();
    }, delayMs);
    this.#timers.add(timer);
  }

  #end(): void {
    this.#isOver = true;
    for (const timer of this.#timers) this.#clock.clearTimeout(timer);
    this.#timers.clear();
  }
}
