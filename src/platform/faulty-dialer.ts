/** Wraps a dialer so that the planned faults happen on its connections. */
import { type Clock, createRandom, type Random, type Timer } from "../internal/index.ts";
import { closeCodes } from "../protocol/index.ts";
import type { Dialer, DialHandlers, LineSocket } from "./dialer.ts";
import type { PlannedFault, ResolvedFaults } from "./faults.ts";

export interface FaultyDialerOptions {
  readonly dial: Dialer;
  readonly faults: ResolvedFaults;
  readonly clock: Clock;
  readonly seed: number;
}

export function createFaultyDialer(options: FaultyDialerOptions): Dialer {
  const random = createRandom(options.seed ^ 0x5eed);
  let call: FaultyCall | undefined;
  return (url, handlers) => {
    call ??= { random, placedMs: options.clock.now(), happened: new Set() };
    return new FaultyConnection(url, handlers, options, call);
  };
}

/** What the connections of one call share. */
interface FaultyCall {
  readonly random: Random;
  readonly placedMs: number;
  /** Each fault happens to one connection only, also when the next opens in the same millisecond. */
  readonly happened: Set<PlannedFault>;
}

class FaultyConnection implements LineSocket {
  readonly #handlers: DialHandlers;
  readonly #clock: Clock;
  readonly #faults: ResolvedFaults;
  readonly #call: FaultyCall;
  readonly #inner: LineSocket;
  readonly #timers = new Set<Timer>();
  #toServerMs = 0;
  #fromServerMs = 0;
  #isHalfOpen = false;
  #isOver = false;

  constructor(url: string, handlers: DialHandlers, options: FaultyDialerOptions, call: FaultyCall) {
    this.#handlers = handlers;
    this.#clock = options.clock;
    this.#faults = options.faults;
    this.#call = call;
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
    if (lateShare > 0 && this.#call.random.chance(lateShare)) {
      this.#after(this.#delay() + lateByMs, () => this.#toServer(text));
      return;
    }
    const times = duplicateShare > 0 && this.#call.random.chance(duplicateShare) ? 2 : 1;
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
    this.#handlers.onOpen();
    const nowMs = this.#clock.now();
    for (const fault of this.#faults.plan) {
      const inMs = this.#call.placedMs + fault.atMs - nowMs;
      if (inMs >= 0) this.#after(inMs, () => this.#happen(fault));
    }
  }

  #happen(fault: PlannedFault): void {
    if (this.#call.happened.has(fault)) return;
    this.#call.happened.add(fault);
    if (fault.kind === "break") this.#break();
    if (fault.kind === "half-open") this.#isHalfOpen = true;
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
    const atMs = this.#clock.now() - this.#call.placedMs;
    const isNow = this.#faults.plan.some(
      (fault) => fault.kind === "withhold-keep-alives" && atMs >= fault.atMs && atMs < fault.atMs + fault.forMs,
    );
    return isNow && text.startsWith('{"interaction_type":"ping_pong"');
  }

  #delay(): number {
    const { delayMs, jitterMs } = this.#faults;
    return delayMs + (jitterMs > 0 ? Math.floor(this.#call.random.next() * jitterMs) : 0);
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
