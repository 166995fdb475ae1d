/** Watches over the silence of one turn: holding lines while work is in flight, and an end when it takes too long. */
import type { Clock, Timer } from "../../internal/index.ts";
import type { LadderOptions } from "./options.ts";
import type { Voice } from "./voice.ts";

export interface SilenceWatch {
  /** Fires with the turn's own signal, and with a {@link TurnOverdue} at the ladder's limits. */
  readonly signal: AbortSignal;
  /** Whether the answer has begun: a holding line or an apology would break into it. */
  readonly isAnswering: boolean;
  /** What was said so far was not the answer, but led over to a tool: holding lines may follow it. */
  resume(): void;
  stop(): void;
}

export interface SilenceInput {
  readonly clock: Clock;
  readonly ladder: LadderOptions;
  readonly voice: Voice;
  /** Holding lines of this call that were said already. */
  readonly said: Set<string>;
  /** The turn's. */
  readonly signal: AbortSignal;
  readonly onHeld: () => void;
}

/** The turn took too long, or was silent for too long. */
export class TurnOverdue extends Error {
  override readonly name = "TurnOverdue";
}

export function watchSilence(input: SilenceInput): SilenceWatch {
  const { clock, ladder, voice, said, signal, onHeld } = input;
  const startedAtMs = clock.now();
  const turnEndsAtMs = startedAtMs + ladder.turnMs;
  const controller = new AbortController();
  const giveUp = (): void => controller.abort(signal.reason);
  signal.addEventListener("abort", giveUp, { once: true });
  if (signal.aborted) giveUp();

  let answeredBefore = "";
  let timer: Timer | undefined;
  const isAnswering = (): boolean => voice.answered !== answeredBefore;
  const nextLine = (): string | undefined => ladder.holdLines.find((line) => !said.has(line));

  const holdsAtMs = (): number => {
    if (ladder.holdAfterMs === 0 || isAnswering() || nextLine() === undefined) return Number.POSITIVE_INFINITY;
    if (voice.saidAtMs === undefined) return startedAtMs + ladder.holdAfterMs;
    return ladder.holdAgainMs === 0 ? Number.POSITIVE_INFINITY : voice.saidAtMs + ladder.holdAgainMs;
  };
  const silenceEndsAtMs = (): number =>
    ladder.silenceMs === 0 ? Number.POSITIVE_INFINITY : (voice.saidAtMs ?? startedAtMs) + ladder.silenceMs;
  const hold = (line: string): void => {
    said.add(line);
    voice.say(line);
    onHeld();
  };
  const arm = (): void => {
    clock.clearTimeout(timer);
    if (controller.signal.aborted) return;
    timer = clock.setTimeout(check, Math.min(holdsAtMs(), silenceEndsAtMs(), turnEndsAtMs) - clock.now());
  };
  // Speech takes no timer back: one that fires too early looks at the clock and waits for the rest.
  const check = (): void => {
    const nowMs = clock.now();
    const line = nextLine();
    if (nowMs >= turnEndsAtMs) controller.abort(new TurnOverdue(`the turn took ${ladder.turnMs} ms`));
    else if (nowMs >= holdsAtMs() && line !== undefined) hold(line);
    else if (nowMs >= silenceEndsAtMs()) {
      controller.abort(new TurnOverdue(`nothing was said for ${ladder.silenceMs} ms`));
    }
    arm();
  };
  arm();

  return {
    signal: controller.signal,
    get isAnswering() {
      return isAnswering();
    },
    resume() {
      answeredBefore = voice.answered;
      arm();
    },
    stop() {
      signal.removeEventListener("abort", giveUp);
      clock.clearTimeout(timer);
      timer = undefined;
    },
  };
}
