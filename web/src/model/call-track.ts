/** One call that the page follows: all of its events, the model of what has happened, and a replay of it. */
import type { CallEvent } from "../../../src/platform/index.ts";
import { CallModel } from "./call-model.ts";
import { Changes, type Watchable } from "./changes.ts";
import { Replay } from "./replay.ts";

/** An event that is older is history. */
const liveWithinMs = 1_500;

export class CallTrack implements Watchable {
  readonly id: string;
  readonly events: CallEvent[] = [];
  forgottenCount = 0;
  /** How fast the agent speaks; 1 is normal. */
  voiceRate = 1;
  /** Where to go on after the connection to the back end was lost. */
  cursor: number | undefined;
  readonly #changes = new Changes();
  readonly #liveListeners = new Set<(event: CallEvent) => void>();
  readonly #live = new CallModel();
  /** When the call was placed, on the page's own clock. */
  #placedAtMs = Number.POSITIVE_INFINITY;
  #replay: Replay | undefined;

  constructor(id: string) {
    this.id = id;
  }

  watch(listener: () => void): () => void {
    return this.#changes.watch(listener);
  }

  /** Is told of each event that happens now, and of none that the page only hears of now. */
  onLiveEvent(listener: (event: CallEvent) => void): () => void {
    this.#liveListeners.add(listener);
    return () => this.#liveListeners.delete(listener);
  }

  /** @param nowMs of the page's clock; the event that took the shortest way tells best when the call was placed. */
  add(events: readonly CallEvent[], nowMs: number): void {
    for (const event of events) {
      this.events.push(event);
      this.#live.apply(event);
      this.#placedAtMs = Math.min(this.#placedAtMs, nowMs - event.atMs);
    }
    for (const event of events) {
      if (nowMs - this.#placedAtMs - event.atMs > liveWithinMs) continue;
      for (const listener of this.#liveListeners) listener(event);
    }
    this.#changes.tell();
  }

  /** What happened so far. */
  get live(): CallModel {
    return this.#live;
  }

  /** What the page shows: a replay's moment, or what happened so far. */
  get shown(): CallModel {
    return this.#replay?.model ?? this.#live;
  }

  get replay(): Replay | undefined {
    return this.#replay;
  }

  get isOver(): boolean {
    return this.#live.state === "ended";
  }

  /** The moment that is shown, in ms since the call was placed. */
  shownMs(nowMs: number): number {
    if (this.#replay !== undefined) return this.#replay.positionMs;
    if (this.isOver || this.events.length === 0) return this.#live.lastMs;
    return Math.max(this.#live.lastMs, nowMs - this.#placedAtMs);
  }

  startReplay(): Replay {
    this.#replay ??= new Replay(this.events, () => this.#changes.tell());
    this.#changes.tell();
    return this.#replay;
  }

  /** Back to the whole call. */
  endReplay(): void {
    this.#replay?.pause();
    this.#replay = undefined;
    this.#changes.tell();
  }
}
