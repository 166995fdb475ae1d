/** The caller's side of a call: what a caller is told, and what a caller can do. */
import type { Clock, Random } from "../internal/index.ts";
import type { DisconnectionReason } from "./disconnection.ts";
import type { SpeakingRate } from "./speech-clock.ts";

/** What reaches the caller's ear. */
export type Heard =
  | { readonly type: "agent-started" }
  /** `index` counts the words of this turn from 0. */
  | { readonly type: "agent-word"; readonly word: string; readonly index: number }
  /** The agent fell silent; `mayContinue` while its response is not complete. */
  | { readonly type: "agent-stopped"; readonly mayContinue: boolean }
  /** The agent's turn is over, spoken or silent: the floor is the caller's. */
  | { readonly type: "your-turn" }
  | { readonly type: "backchannel"; readonly word: string }
  | { readonly type: "keys"; readonly digits: string }
  | { readonly type: "call-ended"; readonly reason: DisconnectionReason };

/** What a caller can do on a call. After the call has ended, nothing happens. */
export interface CallerLine {
  readonly clock: Clock;
  /** Seeded: the same call gives the same numbers. */
  readonly random: Random;
  /** How fast simulated callers speak. */
  readonly rate: SpeakingRate;
  /** Shortest time between two partial transcripts, in ms. */
  readonly partialIntervalMs: number;
  /** Begins to speak: counts as speech until `final` or `stopSpeaking`. */
  startSpeaking(): void;
  /** What was understood so far since the last final text; each replaces the one before. */
  partial(text: string): void;
  /** What was understood in the end. */
  final(text: string): void;
  /** Speech that could not be understood. */
  unintelligible(): void;
  stopSpeaking(): void;
  /** Presses keys: 0-9, `*`, `#`. */
  press(digits: string): void;
  hangUp(): void;
}

/** Somebody on the other end: scripted, random, a keyboard, a browser. */
export interface Caller {
  /** The call is live; called once. */
  start(line: CallerLine): void;
  /** Something was heard. The last is always `call-ended`: whatever was planned must be dropped then. */
  hear(heard: Heard): void;
}
