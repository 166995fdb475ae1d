/**
 * Stops a server on SIGTERM and SIGINT: first gently, at the second signal at once.
 *
 * Gently means: no new calls, and running ones go on up to a deadline. What still runs then is broken off rather than
 * closed. The platform takes every close with a code for the end of the call, and the caller is cut off; after a
 * broken connection (which it sees as 1006) it dials again, and a balancer leads it to a server that lives.
 */
import type { CliContext, StopSignal } from "./context.ts";

/** What of a server is needed to stop it. */
export interface Stoppable {
  /** Resolves when every call is over: by itself, or broken off at the deadline. */
  drain(options: { deadlineMs: number }): Promise<void>;
  /** Ends at once; calls are broken off. */
  close(): Promise<void>;
}

export interface StoppingOptions {
  /** How long running calls may go on. */
  readonly drainTimeoutMs: number;
}

/** 128 and the signal's number, as shells count. */
const exitCodes: Readonly<Record<StopSignal, number>> = { SIGINT: 130, SIGTERM: 143 };

/** Under npm one Ctrl-C arrives twice: from the terminal and passed on by npm. Both are the same wish. */
const sameKeyPressMs = 250;

export interface Stopping {
  /** 0 after a gentle stop, 128 and the signal's number after a second signal. */
  readonly exitCode: Promise<number>;
  /** Gives signals their own effect back: the process dies. */
  dispose(): void;
}

/** Begins to listen for signals at once: before the server can take a call, so that none is lost to one. */
export function stopOnSignal(server: Stoppable, context: CliContext, options: StoppingOptions): Stopping {
  let dispose = (): void => {};
  const exitCode = new Promise<number>((resolve, reject) => {
    let firstAtMs: number | undefined;
    let finished = false;
    const finish = (code: number): void => {
      // Closing ends the drain too, whose own end must not count then.
      if (finished) return;
      finished = true;
      dispose();
      server.close().then(() => resolve(code), reject);
    };
    dispose = context.onSignal((signal) => {
      if (firstAtMs !== undefined) {
        const repeated = signal === "SIGINT" && context.clock.now() - firstAtMs < sameKeyPressMs;
        if (!repeated) finish(exitCodes[signal]);
        return;
      }
      firstAtMs = context.clock.now();
      server.drain({ deadlineMs: options.drainTimeoutMs }).then(() => finish(0), reject);
    });
  });
  return { exitCode, dispose: () => dispose() };
}
