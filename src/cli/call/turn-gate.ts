/** Lets a caller who speaks by lines wait for their turn, as polite callers do. */
import type { Clock, Timer } from "../../internal/index.ts";
import type { Heard } from "../../platform/index.ts";

/** How long a caller waits for an agent that says nothing, as the scripted caller does. */
const patienceMs = 8_000;

export class TurnGate {
  readonly #clock: Clock;
  #hasFloor = false;
  #agentSpeaks = false;
  #isOver = false;
  /** What the caller waits for: their turn with or without patience, or only for time to pass. */
  #waitsFor: "turn" | "turn-at-last" | "time" | undefined;
  #timer: Timer | undefined;
  #pass: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  hear(heard: Heard): void {
    switch (heard.type) {
      case "agent-started":
        this.#agentSpeaks = true;
        this.#hasFloor = false;
        if (this.#waitsFor === "turn") this.#clock.clearTimeout(this.#timer);
        break;
      case "agent-stopped":
        this.#agentSpeaks = false;
        if (this.#waitsFor === "turn") this.#openAfter(patienceMs);
        break;
      case "your-turn":
        this.#hasFloor = true;
        if (this.#waitsFor !== "time") this.#open();
        break;
      case "call-ended":
        this.#isOver = true;
        this.#open();
        break;
      default:
    }
  }

  /** The caller takes their turn: the next one comes after the agent's answer. */
  take(): void {
    this.#hasFloor = false;
  }

  /** Resolves at the caller's turn, when the agent has been silent for too long, or when the call is over. */
  myTurn(): Promise<void> {
    if (this.#hasFloor) return Promise.resolve();
    const turn = this.#wait("turn");
    if (!this.#agentSpeaks) this.#openAfter(patienceMs);
    return turn;
  }

  /** Resolves when the agent has spoken once more, or when the call is over. */
  agentsNextTurn(): Promise<void> {
    this.take();
    return this.#wait("turn-at-last");
  }

  /** Resolves after that time, or when the call is over. */
  pause(ms: number): Promise<void> {
    const end = this.#wait("time");
    this.#openAfter(ms);
    return end;
  }

  #wait(what: "turn" | "turn-at-last" | "time"): Promise<void> {
    if (this.#isOver) return Promise.resolve();
    this.#waitsFor = what;
    return new Promise((resolve) => {
      this.#pass = resolve;
    });
  }

  #openAfter(ms: number): void {
    this.#clock.clearTimeout(this.#timer);
    if (!this.#isOver) this.#timer = this.#clock.setTimeout(() => this.#open(), ms);
  }

  #open(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#waitsFor = undefined;
    this.#pass?.();
    this.#pass = undefined;
  }
}
