/** What the timeline draws: stretches of time and single moments, lane by lane. */

import { formatDuration } from "../../../src/internal/format-duration.ts";
import type { CallEvent, CallState, FindingLevel } from "../../../src/platform/index.ts";

export interface Span {
  readonly startMs: number;
  /** Absent while it goes on. */
  endMs: number | undefined;
  label: string;
}

export interface StateSpan extends Span {
  readonly state: CallState;
}

export interface SpeechSpan extends Span {
  readonly turnId: number;
  /** The caller cut it off. */
  isCut: boolean;
}

export interface Mark {
  readonly atMs: number;
  readonly label: string;
}

export interface KeysMark {
  readonly atMs: number;
  lastMs: number;
  label: string;
}

export interface RoundTrip extends Mark {
  readonly ms: number;
}

export interface FindingMark extends Mark {
  readonly level: FindingLevel;
}

/** Keys that follow each other so soon are drawn as one. */
const sameKeysMs = 1_500;

export class Lanes {
  readonly connection: StateSpan[] = [{ startMs: 0, endMs: undefined, label: "connecting", state: "connecting" }];
  readonly caller: Span[] = [];
  readonly agent: SpeechSpan[] = [];
  /** From the caller's last word to the agent's first. */
  readonly deadAir: Span[] = [];
  readonly tools: Span[] = [];
  readonly keys: KeysMark[] = [];
  readonly actions: Mark[] = [];
  readonly roundTrips: RoundTrip[] = [];
  readonly findings: FindingMark[] = [];
  readonly #openTools = new Map<string, Span>();
  #isCallerOpen = false;
  #callerText = "";
  #saidBefore = "";

  apply(event: CallEvent): void {
    switch (event.type) {
      case "state-changed":
        this.#stateChanged(event.state, event.atMs);
        break;
      case "caller-heard":
        this.#callerHeard(event.text, event.open, event.atMs);
        break;
      case "agent-started":
        this.#speaks(event.turnId, event.atMs);
        this.#deadAirBefore(event.atMs, event.timing.deadAirMs);
        break;
      case "agent-word": {
        const span = this.#speaks(event.turnId, event.startMs);
        span.label += event.text;
        break;
      }
      case "agent-stopped":
        this.#silent(event.atMs, false);
        break;
      case "agent-interrupted":
        this.#silent(event.atMs, true);
        break;
      case "turn-finished":
        this.#silent(event.atMs, false);
        break;
      case "key-pressed":
        this.#keyPressed(event.digit, event.atMs);
        break;
      case "action-run":
        this.actions.push({ atMs: event.atMs, label: event.action.type });
        break;
      case "agent-updated":
        this.actions.push({ atMs: event.atMs, label: "update_agent" });
        break;
      case "metadata-received":
        this.actions.push({ atMs: event.atMs, label: "metadata" });
        break;
      case "tool-reported":
        this.#tool(event.item, event.atMs);
        break;
      case "round-trip-measured":
        this.roundTrips.push({
          atMs: event.atMs,
          ms: event.ms,
          label: `keep-alive, there and back in ${Math.round(event.ms)} ms`,
        });
        break;
      case "finding-made":
        this.findings.push({
          atMs: event.atMs,
          level: event.finding.level,
          label: `${event.finding.code}: ${event.finding.message}`,
        });
        break;
    }
  }

  #stateChanged(state: CallState, atMs: number): void {
    const last = this.connection.at(-1);
    if (last?.state === state) return;
    if (last !== undefined) last.endMs = atMs;
    if (state === "ended") {
      for (const span of [...this.#openTools.values(), this.agent.at(-1), this.caller.at(-1)])
        if (span) span.endMs ??= atMs;
      return;
    }
    this.connection.push({ startMs: atMs, endMs: undefined, label: state, state });
  }

  #callerHeard(text: string, isOpen: boolean, atMs: number): void {
    const last = this.caller.at(-1);
    if (last !== undefined && this.#isCallerOpen) {
      // The end of the turn comes after the silence that makes it one.
      if (text !== this.#callerText) last.endMs = atMs;
      last.label = afterPrefix(text, this.#saidBefore);
    } else if (text !== "") {
      // Words after a pause go on with the utterance, but the silence between is seen.
      this.#saidBefore = text.startsWith(this.#callerText) ? this.#callerText : "";
      this.caller.push({ startMs: atMs, endMs: atMs, label: afterPrefix(text, this.#saidBefore) });
    }
    this.#callerText = text;
    this.#isCallerOpen = isOpen && text !== "";
  }

  /** Keys in a row are read as one number. */
  #keyPressed(digit: string, atMs: number): void {
    const last = this.keys.at(-1);
    if (last !== undefined && atMs - last.lastMs < sameKeysMs) {
      last.label += digit;
      last.lastMs = atMs;
    } else {
      this.keys.push({ atMs, label: digit, lastMs: atMs });
    }
  }

  #speaks(turnId: number, atMs: number): SpeechSpan {
    const last = this.agent.at(-1);
    if (last !== undefined && last.endMs === undefined && last.turnId === turnId) return last;
    if (last !== undefined) last.endMs ??= atMs;
    const span: SpeechSpan = { startMs: atMs, endMs: undefined, label: "", turnId, isCut: false };
    this.agent.push(span);
    return span;
  }

  #deadAirBefore(atMs: number, ms: number | undefined): void {
    if (ms !== undefined && ms > 0) this.deadAir.push({ startMs: atMs - ms, endMs: atMs, label: formatDuration(ms) });
  }

  #silent(atMs: number, isCut: boolean): void {
    const last = this.agent.at(-1);
    if (last === undefined) return;
    last.endMs ??= atMs;
    if (isCut) last.isCut = true;
  }

  #tool(item: { readonly role: string; readonly [field: string]: unknown }, atMs: number): void {
    const id = String(item.tool_call_id);
    if (item.role === "tool_call_invocation") {
      const span: Span = { startMs: atMs, endMs: undefined, label: String(item.name) };
      this.tools.push(span);
      this.#openTools.set(id, span);
    } else if (item.role === "tool_call_result") {
      const span = this.#openTools.get(id);
      if (span !== undefined) span.endMs = atMs;
      this.#openTools.delete(id);
    }
  }
}

function afterPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length).trim() : text;
}
