/** How far a check has come: a row that is drawn anew in a terminal, a line now and then elsewhere. */
import type { CheckEvent } from "../../check/index.ts";
import type { Clock, Timer } from "../../internal/index.ts";
import { createPaint, Drawing } from "../call/index.ts";
import type { Screen, ScreenTerminal } from "../screen.ts";

export interface Progress {
  hear(event: CheckEvent): void;
  /** Takes the row away; a second time does nothing. */
  finish(): void;
}

const redrawMs = 250;
const lineEveryMs = 5_000;
const barColumns = 20;

export interface ProgressOptions {
  readonly screen: Screen;
  readonly clock: Clock;
  /** What is checked, such as "localhost:3000". */
  readonly host: string;
  readonly totalCount: number;
  /** Whether standard output is free to be drawn on. */
  readonly mayDraw: boolean;
}

export function showProgress(options: ProgressOptions): Progress {
  const { screen, clock, host, totalCount, mayDraw } = options;
  const state = new ProgressState(clock, totalCount);
  const terminal = mayDraw ? screen.terminal : undefined;
  if (terminal !== undefined) return drawProgress(state, clock, terminal, screen.colours);
  screen.printError(`Checking ${host}: ${totalCount} audits`);
  const stop = every(clock, lineEveryMs, () => screen.printError(state.describe()));
  return { hear: (event) => state.hear(event), finish: stop };
}

function drawProgress(state: ProgressState, clock: Clock, terminal: ScreenTerminal, colours: boolean): Progress {
  const drawing = new Drawing(terminal);
  const paint = createPaint(colours);
  const draw = (): void => {
    const bar = state.bar();
    const room = Math.max(0, drawing.width - barColumns - 1);
    const text = state.describe();
    const shown = text.length > room ? `${text.slice(0, Math.max(0, room - 1))}…` : text;
    drawing.setLiveRow(`${paint.agent(bar.done)}${paint.dim(bar.left)} ${shown}`);
  };
  draw();
  const stop = every(clock, redrawMs, draw);
  let isOver = false;
  return {
    hear(event) {
      state.hear(event);
      if (!isOver) draw();
    },
    finish() {
      // What stands there afterwards is no longer ours to draw over.
      if (isOver) return;
      isOver = true;
      stop();
      drawing.setLiveRow("");
    },
  };
}

class ProgressState {
  readonly #clock: Clock;
  readonly #totalCount: number;
  readonly #startMs: number;
  readonly #running = new Set<string>();
  #finishedCount = 0;
  #failedCount = 0;

  constructor(clock: Clock, totalCount: number) {
    this.#clock = clock;
    this.#totalCount = totalCount;
    this.#startMs = clock.now();
  }

  hear(event: CheckEvent): void {
    if (event.type === "audit-started") {
      this.#running.add(event.id);
      return;
    }
    this.#running.delete(event.result.id);
    this.#finishedCount = event.finishedCount;
    if (event.result.verdict.outcome === "fails") this.#failedCount += 1;
  }

  /** `12 of 61 after 3 s, 1 fails; now greeting-once, turns-answered` */
  describe(): string {
    const seconds = Math.floor((this.#clock.now() - this.#startMs) / 1_000);
    const failed =
      this.#failedCount === 0 ? "" : `, ${this.#failedCount} ${this.#failedCount === 1 ? "fails" : "fail"}`;
    const current = this.#running.size === 0 ? "" : `${failed === "" ? ":" : "; now"} ${[...this.#running].join(", ")}`;
    return `${this.#finishedCount} of ${this.#totalCount} after ${seconds} s${failed}${current}`;
  }

  bar(): { readonly done: string; readonly left: string } {
    const share = this.#totalCount === 0 ? 0 : this.#finishedCount / this.#totalCount;
    const done = Math.floor(share * barColumns);
    return { done: "━".repeat(done), left: "─".repeat(barColumns - done) };
  }
}

/** @returns the function that ends it. */
function every(clock: Clock, ms: number, act: () => void): () => void {
  let timer: Timer | undefined;
  const arm = (): void => {
    timer = clock.setTimeout(() => {
      act();
      arm();
    }, ms);
  };
  arm();
  return () => clock.clearTimeout(timer);
}
