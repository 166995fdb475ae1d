/** Ends a call when the user says so: the first time as a caller hangs up, the second time at once. */
import { withResolver } from "../../internal/index.ts";
import type { CliContext, StopSignal } from "../context.ts";

export interface Stopper {
  /** Ctrl-C, wherever it came from. */
  stop(signal: StopSignal): void;
  /** Resolves with the exit code when the user will not wait. */
  readonly forced: Promise<number>;
  /** Stops listening for signals. */
  release(): void;
}

/** 128 and the signal's number, as shells count. */
const exitCodes: Readonly<Record<StopSignal, number>> = { SIGINT: 130, SIGTERM: 143 };
/** Under npm one Ctrl-C arrives twice: from the terminal and passed on by npm. Both are the same wish. */
const sameKeyPressMs = 250;

export function createStopper(context: CliContext, hangUp: () => void): Stopper {
  let firstAtMs: number | undefined;
  const { promise: forced, resolve: force } = withResolver<number>();
  const stop = (signal: StopSignal): void => {
    const nowMs = context.clock.now();
    if (firstAtMs === undefined) {
      firstAtMs = nowMs;
      hangUp();
    } else if (signal === "SIGTERM" || nowMs - firstAtMs >= sameKeyPressMs) {
      force(exitCodes[signal]);
    }
  };
  return { stop, forced, release: context.onSignal(stop) };
}
