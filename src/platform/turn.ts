/** One turn of the agent: from the request (or from the server's own wish to speak) to its last word or its end. */
import type { SpeechFields } from "../protocol/index.ts";
import { Speech } from "./speech.ts";

/** `begin` is the greeting, `interrupt` speech that nobody asked for. */
export type TurnKind = "begin" | "response" | "reminder" | "interrupt";

/** How a turn ended. `withdrawn`: the caller went on before it was heard. `cut`: the caller interrupted it. */
export type TurnOutcome = "spoken" | "silent" | "withdrawn" | "cut" | "cancelled" | "lost";

/** What the server asks to be done after the speech. */
export type AgentAction =
  | { readonly type: "end-call" }
  | { readonly type: "transfer"; readonly number: string; readonly showTransfereeAsCaller: boolean }
  | { readonly type: "press-digits"; readonly digits: string };

/** Times are of the clock, in ms; undefined for what did not happen. */
export interface TurnTimes {
  askedMs: number;
  /** When the caller fell silent; undefined when nothing the caller said led to the turn. */
  callerStoppedMs?: number;
  firstMessageMs?: number;
  /** The first part with text in it. */
  firstTextMs?: number;
  /** The first part with which a whole sentence (or the whole answer) was there. */
  firstSentenceMs?: number;
  completeMs?: number;
  speechStartMs?: number;
  speechEndMs?: number;
}

export class Turn {
  readonly id: number;
  readonly kind: TurnKind;
  readonly speech: Speech = new Speech();
  readonly times: TurnTimes;
  /** True when the platform has decided that it is the agent's turn; before that an answer is only kept ready. */
  decided: boolean;
  /** How it ended; undefined while it goes on. */
  outcome: TurnOutcome | undefined;
  /** The server has left the turn open without a word for too long. */
  isHanging = false;
  /** The longest such wait that the server ended itself. */
  hungMs = 0;
  #lastMessageMs: number | undefined;
  #endCall = false;
  #transfer: AgentAction | undefined;
  #digits: string | undefined;

  constructor(id: number, kind: TurnKind, decided: boolean, times: TurnTimes) {
    this.id = id;
    this.kind = kind;
    this.decided = decided;
    this.times = times;
  }

  get isOver(): boolean {
    return this.outcome !== undefined;
  }

  get hasStarted(): boolean {
    return this.times.speechStartMs !== undefined;
  }

  /** When the server was last heard on this turn, or was asked. */
  get lastMessageMs(): number {
    return this.#lastMessageMs ?? this.times.askedMs;
  }

  get wasAnswered(): boolean {
    return this.#lastMessageMs !== undefined;
  }

  /** Takes in one part of the answer. */
  receive(event: SpeechFields & { readonly [field: string]: unknown }, nowMs: number): void {
    if (this.isHanging) this.hungMs = Math.max(this.hungMs, nowMs - this.lastMessageMs);
    this.isHanging = false;
    this.#lastMessageMs = nowMs;
    this.times.firstMessageMs ??= nowMs;
    if (event.content !== "") this.times.firstTextMs ??= nowMs;
    this.speech.append(event.content, event.no_interruption_allowed !== true);
    if (event.end_call === true) this.#endCall = true;
    if (event.transfer_number !== undefined) {
      const showTransfereeAsCaller = event.show_transferee_as_caller === true;
      this.#transfer = { type: "transfer", number: event.transfer_number, showTransfereeAsCaller };
    }
    if (event.digit_to_press !== undefined) this.#digits = event.digit_to_press;
    if (event.content_complete) {
      this.speech.complete();
      this.times.completeMs = nowMs;
    }
    if (this.speech.hasSpeakable) this.times.firstSentenceMs ??= nowMs;
  }

  /** The one action that runs after the speech: ending the call goes before a transfer, that before key presses. */
  get action(): AgentAction | undefined {
    if (this.#endCall) return { type: "end-call" };
    if (this.#transfer !== undefined) return this.#transfer;
    return this.#digits === undefined ? undefined : { type: "press-digits", digits: this.#digits };
  }
}
