/** Watches over the silence of one turn: a holding line when it gets long, and an end when it gets too long. */
import type { Clock } from "../../internal/index.ts";
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
}

export function watchSilence({ clock, ladder, voice, said, signal }: SilenceInput): SilenceWatch {
  const controller = new AbortController();
  const giveUp = (): void => controller.abort(signal.reason);
  signal.addEventListener("abort", giveUp, { once: true });
  if (signal.aborted) giveUp();
  const hold = (): void => {
    const line = ladder.holdLines.find((candidate) => !said.has(candidate));
    if (voice.said !== "" || line === undefined || controller.signal.aborted) return;
    said.add(line);
    voice.say(line);
  };
  const holdTimer = ladder.holdAfterMs > 0 ? clock.setTimeout(hold, ladder.holdAfterMs) : undefined;
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
