/** Keeps the events of one call within bounds, so that whoever follows it later gets what is left. */
import type { CallEvent } from "../platform/index.ts";
import { cutTranscript } from "./cut-transcript.ts";

export interface HistoryLimits {
  /** Events that are kept. */
  readonly maxEventsCount: number;
  /** Characters of messages that are kept. */
  readonly maxCharactersCount: number;
}

type FrameEvent = Extract<CallEvent, { type: "frame-passed" }>;

/**
 * Messages make up nearly all of it, each with the whole transcript. Under pressure the oldest are cut to the end of
 * their transcript, and only then let go; the rest of the timeline stays.
 */
export class EventHistory {
  readonly #limits: HistoryLimits;
  /** By number, in order. */
  readonly #events = new Map<number, CallEvent>();
  /** Messages that are whole, and those that were cut already: by number, the oldest first. */
  readonly #whole = new Set<number>();
  readonly #cut = new Set<number>();
  #cursor = 0;
  #characters = 0;
  #forgottenCount = 0;

  constructor(limits: HistoryLimits) {
    this.#limits = limits;
  }

  add(event: CallEvent): void {
    const number = this.#cursor++;
    this.#events.set(number, event);
    if (event.type === "frame-passed") {
      this.#whole.add(number);
      this.#characters += event.frame.text.length;
    }
    while (this.#characters > this.#limits.maxCharactersCount) this.#shrink();
    while (this.#events.size > this.#limits.maxEventsCount) this.#forget(first(this.#events.keys()));
  }

  /** How many events there were in all: what a follower gives to go on from here. */
  get cursor(): number {
    return this.#cursor;
  }

  get characters(): number {
    return this.#characters;
  }

  /** Events that were let go. */
  get forgottenCount(): number {
    return this.#forgottenCount;
  }

  /** What is kept of the events since `cursor`, in order, each with its number; the next cursor is one more. */
  after(cursor: number): [number: number, event: CallEvent][] {
    return [...this.#events].filter(([number]) => number >= cursor);
  }

  #shrink(): void {
    const oldest = first(this.#whole);
    if (oldest === undefined) {
      this.#forget(first(this.#cut));
      return;
    }
    const event = this.#events.get(oldest) as FrameEvent;
    const text = cutTranscript(event.frame.text);
    this.#characters -= event.frame.text.length - text.length;
    this.#events.set(oldest, { ...event, frame: { ...event.frame, text } });
    this.#whole.delete(oldest);
    this.#cut.add(oldest);
  }

  #forget(number: number | undefined): void {
    const event = number === undefined ? undefined : this.#events.get(number);
    if (number === undefined || event === undefined) return;
    this.#events.delete(number);
    this.#forgottenCount += 1;
    if (event.type !== "frame-passed") return;
    this.#characters -= event.frame.text.length;
    this.#whole.delete(number);
    this.#cut.delete(number);
  }
}

function first(numbers: Iterable<number>): number | undefined {
  for (const number of numbers) return number;
  return undefined;
}
