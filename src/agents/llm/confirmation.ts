/** Waits until a turn is confirmed: platforms ask early, and withdraw the request when the caller goes on. */
import { type Clock, wait } from "../../internal/index.ts";
import type { Turn } from "../../session/index.ts";
import { callerLetters } from "./heard.ts";

export interface ConfirmationInput {
  readonly turn: Turn;
  readonly clock: Clock;
  /** When the turn began, in ms of the clock. */
  readonly startedAtMs: number;
  /** How long it must not have been withdrawn. */
  readonly confirmMs: number;
  /** Fires when the turn is withdrawn, or has taken too long. */
  readonly signal: AbortSignal;
}

/**
 * An update that shows the caller going on does not withdraw the request, but the next request is probably on its way:
 * it comes at their next pause. So the time begins anew, and is twice as long.
 * @throws the signal's reason when it fires before.
 */
export async function untilConfirmed(input: ConfirmationInput): Promise<void> {
  const { turn, clock, startedAtMs, confirmMs, signal } = input;
  let letters = callerLetters(turn.transcript);
  let dueMs = startedAtMs + confirmMs;
  while (true) {
    signal.throwIfAborted();
    if (dueMs > clock.now()) await wait(clock, dueMs - clock.now(), signal);
    const newest = callerLetters(turn.call.transcript);
    if (newest === letters) return;
    letters = newest;
    dueMs = clock.now() + 2 * confirmMs;
  }
}
