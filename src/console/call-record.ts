/** One call of the list: its events as far as they are kept, what they sum up to, and who follows them. */
import { createEmitter } from "../internal/index.ts";
import { type CallEvent, type CallReport, type Recording, type ServerNote, withNotes } from "../platform/index.ts";
import type { CallEndReason } from "../session/index.ts";
import { type CallHead, SummaryMaker } from "./call-summary.ts";
import { EventHistory, type HistoryLimits } from "./event-history.ts";
import type { CallSummary } from "./feed.ts";

export class CallRecord {
  readonly #head: CallHead;
  readonly #history: EventHistory;
  readonly #summary: SummaryMaker;
  readonly #events = createEmitter<CallEvent>(throwLater);
  readonly #changes = createEmitter<void>(throwLater);
  #report: CallReport | undefined;

  constructor(head: CallHead, limits: HistoryLimits) {
    this.#head = head;
    this.#history = new EventHistory(limits);
    this.#summary = new SummaryMaker(head);
  }

  get id(): string {
    return this.#head.id;
  }

  get callId(): string {
    return this.#head.callId;
  }

  get origin(): CallSummary["origin"] {
    return this.#head.origin;
  }

  get standing(): SummaryMaker["standing"] {
    return this.#summary.standing;
  }

  get isOver(): boolean {
    return this.standing.state === "ended";
  }

  get summary(): CallSummary {
    return this.#summary.summary;
  }

  get history(): Pick<EventHistory, "after" | "cursor" | "characters" | "forgottenCount"> {
    return this.#history;
  }

  add(event: CallEvent): void {
    this.#history.add(event);
    this.#summary.add(event);
    this.#events.emit(event);
    this.#changes.emit();
  }

  /** The server tells of its agent's own work. */
  noted(note: ServerNote, nowMs: number): void {
    this.add({ type: "agent-noted", note, atMs: nowMs - (this.#head.startedAtMs ?? nowMs) });
  }

  reported(report: CallReport): void {
    this.#report = report;
    this.#summary.reported(report);
    this.#changes.emit();
  }

  /** A platform's call is over, as its server sees it. */
  observedEnd(reason: CallEndReason): void {
    this.#summary.observedEnd(reason);
    this.#changes.emit();
  }

  /** Nothing more will come. */
  close(): void {
    this.#summary.close();
    this.#changes.emit();
  }

  /** Follows the events from now on. Returns the function that stops it. */
  on(listener: (event: CallEvent) => void): () => void {
    return this.#events.on(listener);
  }

  /** Is told whenever the summary may be another. Returns the function that stops it. */
  onChange(listener: () => void): () => void {
    return this.#changes.on(listener);
  }

  toRecording(): Recording {
    const { callId, url } = this.#head;
    const events = this.#history.after(0).map(([, event]) => event);
    const notes = events.flatMap((event) => (event.type === "agent-noted" ? { ...event.note, atMs: event.atMs } : []));
    return {
      head: { type: "recording", version: 1, callId, url },
      events,
      ...(this.#report === undefined ? {} : { report: withNotes(this.#report, notes) }),
    };
  }
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
