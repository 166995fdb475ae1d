/** Faults of one call: reported as events, the first of each code marked, never thrown. */
import type { ErrorCode } from "../errors.ts";
import type { SessionEvent, SessionObserver } from "./events.ts";

export interface Reporter {
  /** Tells the observer what happened. An observer that throws is reported once and harms nothing. */
  event(event: SessionEvent): void;
  problem(code: ErrorCode, message: string, error?: unknown): void;
  sent(text: string): void;
  received(bytes: Uint8Array): void;
}

export function createReporter(callId: string, observer: SessionObserver): Reporter {
  const seen = new Set<ErrorCode>();

  const safely = (notify: () => void): void => {
    try {
      notify();
    } catch (error) {
      if (!seen.has("observer-failed")) problem("observer-failed", "an observer of this call threw", error);
    }
  };
  const event = (it: SessionEvent): void => safely(() => observer.onEvent?.(callId, it));
  const problem = (code: ErrorCode, message: string, error?: unknown): void => {
    const first = !seen.has(code);
    seen.add(code);
    event({ type: "problem", code, message, first, ...(error === undefined ? {} : { error }) });
  };

  return {
    event,
    problem,
    // The hot path: no closure for the observer that most calls do not have.
    sent: (text) => {
      if (observer.onSent !== undefined) safely(() => observer.onSent?.(callId, text));
    },
    received: (bytes) => {
      if (observer.onReceived !== undefined) safely(() => observer.onReceived?.(callId, bytes));
    },
  };
}
