/** Watches over the silence of one turn: holding lines while work is in flight, and an end when it takes too long. */
import type { Clock, Timer } from "../../internal/index.ts";
import type { LadderOptions } from "./options.ts";
import type { Voice } from "./voice.ts";

export interface SilenceWatch {
  /** Fires with the turn's own signal, and at the turn's deadline. */
  readonly signal: AbortSignal;
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

export function watchSilence(input: SilenceInput): SilenceWatch {
  const { clock, ladder, voice, said, signal, onHeld } = input;
  const controller = new AbortController();
  const giveUp = (): void => controller.abort(signal.reason);
  signal.addEventListener("abort", giveUp, { once: true });
  if (signal.aborted) giveUp();

  let holdTimer: Timer | undefined;
  const holdAfter = (ms: number): void => {
    if (ms > 0) holdTimer = clock.setTimeout(hold, ms);
  };
  const hold = (): void => {
    // Once the answer has begun, a holding line would break into it.
    if (voice.answered !== "" || controller.signal.aborted) return;
    const line = ladder.holdLines.find((candidate) => !said.has(candidate));
    if (line === undefined) return;
    said.add(line);
    voice.say(line);
    onHeld();
    holdAfter(ladder.holdAgainMs);
  };
  holdAfter(ladder.holdAfterMs);
  const turnTimer = clock.setTimeout(() => controller.abort(new Error("the turn took too long")), ladder.turnMs);
  return {
    signal: controller.signal,
    stop() {
      signal.removeEventListener("abort", giveUp);
      clock.clearTimeout(holdTimer);
      clock.clearTimeout(turnTimer);
    },
  };
}
