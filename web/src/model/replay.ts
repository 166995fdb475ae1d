/** Plays a call again at a speed, from any moment. */
import type { CallEvent } from "../../../src/platform/index.ts";
import { CallModel } from "./call-model.ts";

export const replaySpeeds = [1, 2, 4] as const;
export type ReplaySpeed = (typeof replaySpeeds)[number];

/** How often the replay moves on, in ms. */
const stepMs = 40;

export class Replay {
  readonly #events: readonly CallEvent[];
  readonly #onChange: () => void;
  #model = new CallModel();
  #next = 0;
  #positionMs = 0;
  #speed: ReplaySpeed = 1;
  #timer: ReturnType<typeof setInterval> | undefined;
  #lastStepMs = 0;

  constructor(events: readonly CallEvent[], onChange: () => void) {
    this.#events = events;
    this.#onChange = onChange;
  }

  get model(): CallModel {
    return this.#model;
  }

  get positionMs(): number {
    return this.#positionMs;
  }

  get endMs(): number {
    return this.#events.at(-1)?.atMs ?? 0;
  }

  get isPlaying(): boolean {
    return this.#timer !== undefined;
  }

  get speed(): ReplaySpeed {
    return this.#speed;
  }

  setSpeed(speed: ReplaySpeed): void {
    this.#speed = speed;
    this.#onChange();
  }

  /** From the beginning when the end was reached. */
  play(): void {
    if (this.isPlaying) return;
    if (this.#positionMs >= this.endMs) this.#moveTo(0);
    this.#lastStepMs = performance.now();
    this.#timer = setInterval(() => this.#step(), stepMs);
    this.#onChange();
  }

  pause(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#onChange();
  }

  seek(ms: number): void {
    this.#moveTo(Math.min(Math.max(0, ms), this.endMs));
    this.#onChange();
  }

  #step(): void {
    const nowMs = performance.now();
    const position = this.#positionMs + (nowMs - this.#lastStepMs) * this.#speed;
    this.#lastStepMs = nowMs;
    this.#moveTo(Math.min(position, this.endMs));
    if (this.#positionMs >= this.endMs) this.pause();
    else this.#onChange();
  }

  #moveTo(ms: number): void {
    if (ms < this.#positionMs) {
      this.#model = new CallModel();
      this.#next = 0;
    }
    this.#positionMs = ms;
    for (
      let event = this.#events[this.#next];
      event !== undefined && event.atMs <= ms;
      event = this.#events[this.#next]
    ) {
      this.#model.apply(event);
      this.#next += 1;
    }
  }
}
