/** Waits for the end of a call that the platform's stand-in holds. */
import type { CallReport, PlatformCall } from "../../platform/index.ts";
import type { CheckContext } from "../context.ts";

/**
 * Hangs up when the check is given up, or the time is over: a server that never stops speaking would hold the line, and
 * what has come by then is enough to judge by.
 */
export async function reportWithin(
  { clock, signal }: CheckContext,
  call: PlatformCall,
  mostMs: number,
): Promise<CallReport> {
  const giveUp = (): void => call.hangUp();
  signal.addEventListener("abort", giveUp);
  const timer = clock.setTimeout(giveUp, mostMs);
  try {
    return await call.report;
  } finally {
    clock.clearTimeout(timer);
    signal.removeEventListener("abort", giveUp);
  }
}
