/** How long a turn took, as the report and the events tell it. */
import type { Turn, TurnKind, TurnOutcome } from "./turn.ts";

/** Durations are in ms and absent for what did not happen. */
export interface TurnTiming {
  /** The `response_id`; for speech that nobody asked for, the `interrupt_id`. */
  readonly turnId: number;
  readonly kind: TurnKind;
  readonly outcome?: TurnOutcome;
  /** When it was asked for, in ms since the call was placed. */
  readonly askedAtMs: number;
  /** From the request to the first text. */
  readonly firstTextMs?: number;
  /** From the request to the first whole sentence: from there on the agent can speak. */
  readonly firstSentenceMs?: number;
  /** From the request to `content_complete`. */
  readonly completeMs?: number;
  /** From the caller's last word to the agent's first: what the caller hears as silence. */
  readonly deadAirMs?: number;
  /** How long the agent spoke. */
  readonly speechMs?: number;
}

/** @param placedMs when the call was placed, on the clock. */
export function toTurnTiming(turn: Turn, placedMs: number): TurnTiming {
  const { times } = turn;
  const sinceAsked = (ms: number | undefined): number | undefined =>
    ms === undefined ? undefined : ms - times.askedMs;
  return {
    turnId: turn.id,
    kind: turn.kind,
    outcome: turn.outcome,
    askedAtMs: times.askedMs - placedMs,
    firstTextMs: sinceAsked(times.firstTextMs),
    firstSentenceMs: sinceAsked(times.firstSentenceMs),
    completeMs: sinceAsked(times.completeMs),
    deadAirMs: difference(times.callerStoppedMs, times.speechStartMs),
    speechMs: difference(times.speechStartMs, times.speechEndMs),
  };
}

function difference(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : to - from;
}
