/** What an audit is given: the server's address, the numbers, and calls to try things with. */
import { type Clock, holdProcess, realClock, wait } from "../internal/index.ts";
import type { Dialer } from "../platform/index.ts";
import { type ProbeCall, type ProbeCallOptions, placeProbeCall } from "./calls/probe-call.ts";
import type { CheckSettings } from "./settings.ts";

export interface CheckContext {
  /** The server's URL as it was given, without a call id: ws, wss, http or https. */
  readonly url: string;
  /** Whether the server's name is this machine's own. */
  readonly isThisMachine: boolean;
  readonly settings: CheckSettings;
  readonly clock: Clock;
  readonly dial: Dialer;
  /** Fires when the check is given up. */
  readonly signal: AbortSignal;
  /**
   * Opens a call that is driven message by message; it is broken off when the check ends.
   * @throws CouldNotTell when no connection could be opened.
   */
  placeCall(options?: ProbeCallOptions): Promise<ProbeCall>;
  /** Runs an exercise once for all audits that look at what it brings: each asks for it, and the first starts it. */
  share<Evidence>(exercise: (context: CheckContext) => Promise<Evidence>): Promise<Evidence>;
  /** Settles after so many ms. @throws CouldNotTell when the check is given up before. */
  wait(ms: number): Promise<void>;
}

export interface ContextOptions {
  readonly url: string;
  readonly settings: CheckSettings;
  readonly clock: Clock;
  readonly dial: Dialer;
  readonly signal: AbortSignal;
}

export function createContext(options: ContextOptions): CheckContext & AsyncDisposable {
  const { clock, signal } = options;
  const releaseProcess = clock === realClock ? holdProcess() : undefined;
  const shared = new Map<unknown, Promise<unknown>>();
  const calls = new Set<ProbeCall>();
  const context: CheckContext & AsyncDisposable = {
    ...options,
    isThisMachine: isThisMachine(options.url),
    async placeCall(callOptions = {}) {
      const call = await placeProbeCall(context, callOptions);
      calls.add(call);
      return call;
    },
    share<Evidence>(exercise: (context: CheckContext) => Promise<Evidence>) {
      let evidence = shared.get(exercise) as Promise<Evidence> | undefined;
      if (evidence === undefined) {
        evidence = exercise(context);
        // Every audit that asks gets the failure; none of them asking must not end the process.
        evidence.catch(() => undefined);
        shared.set(exercise, evidence);
      }
      return evidence;
    },
    wait: (ms) => wait(clock, ms, signal),
    async [Symbol.asyncDispose]() {
      await Promise.all([...calls].map((call) => call[Symbol.asyncDispose]()));
      releaseProcess?.();
    },
  };
  return context;
}

/** Loading one's own machine needs no leave; any other address does. */
export function isThisMachine(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
