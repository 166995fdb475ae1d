/** The calls that the page lists, within bounds: the oldest give way to new ones. */
import { type Clock, createEmitter, type Timer } from "../internal/index.ts";
import type { CallRecord } from "./call-record.ts";
import type { CallSummary, ConsoleMessage } from "./feed.ts";

export interface ListLimits {
  /** Calls that are listed. */
  readonly maxCallsCount: number;
  /** Characters of messages that are kept of all calls together. */
  readonly maxTotalCharactersCount: number;
}

export type ListChange = Extract<ConsoleMessage, { type: "call-added" | "call-updated" | "call-removed" }>;

/** Shortest time between two updates of one call, but for changes of its state. */
const updateIntervalMs = 250;

interface Entry {
  readonly record: CallRecord;
  readonly stop: () => void;
  told: CallSummary;
  timer: Timer | undefined;
}

export class CallList {
  readonly #clock: Clock;
  readonly #limits: ListLimits;
  /** The oldest first. */
  readonly #entries = new Map<string, Entry>();
  readonly #changes = createEmitter<ListChange>((error) => {
    queueMicrotask(() => {
      throw error;
    });
  });

  constructor(clock: Clock, limits: ListLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  add(record: CallRecord): void {
    const call = record.summary;
    const stop = record.onChange(() => this.#changed(entry));
    const entry: Entry = { record, stop, told: call, timer: undefined };
    this.#entries.set(record.id, entry);
    this.#changes.emit({ type: "call-added", call });
    this.#makeRoom();
  }

  get(id: string): CallRecord | undefined {
    return this.#entries.get(id)?.record;
  }

  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.delete(id);
    this.#clock.clearTimeout(entry.timer);
    entry.stop();
    this.#changes.emit({ type: "call-removed", id });
  }

  /** The newest first. */
  get summaries(): CallSummary[] {
    return [...this.#entries.values()].map(({ record }) => record.summary).reverse();
  }

  on(listener: (change: ListChange) => void): () => void {
    return this.#changes.on(listener);
  }

  close(): void {
    for (const { timer } of this.#entries.values()) this.#clock.clearTimeout(timer);
  }

  #changed(entry: Entry): void {
    const { state, reason } = entry.record.standing;
    if (state !== entry.told.state || reason !== entry.told.reason) this.#update(entry);
    else entry.timer ??= this.#clock.setTimeout(() => this.#update(entry), updateIntervalMs);
  }

  #update(entry: Entry): void {
    this.#clock.clearTimeout(entry.timer);
    entry.timer = undefined;
    const call = entry.record.summary;
    const isNew = JSON.stringify(call) !== JSON.stringify(entry.told);
    entry.told = call;
    if (isNew) this.#changes.emit({ type: "call-updated", call });
    this.#makeRoom();
  }

  #makeRoom(): void {
    const { maxCallsCount, maxTotalCharactersCount } = this.#limits;
    const records = [...this.#entries.values()].map(({ record }) => record);
    let characters = records.reduce((sum, { history }) => sum + history.characters, 0);
    const running = records.filter(({ isOver, origin }) => !isOver && origin === "platform");
    for (const record of [...records.filter(({ isOver }) => isOver), ...running]) {
      if (this.#entries.size <= maxCallsCount && characters <= maxTotalCharactersCount) return;
      characters -= record.history.characters;
      this.remove(record.id);
    }
  }
}
