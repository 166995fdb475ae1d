/** Drives a call by lines of text: from a program each waits for its turn, from a person it is said at once. */
import { createInterface } from "node:readline";
import type { Clock } from "../../internal/index.ts";
import type { LiveCaller } from "../../platform/index.ts";
import { type CallerInput, parseCallerInput } from "./caller-input.ts";
import { TurnGate } from "./turn-gate.ts";

export interface LineCallerOptions {
  readonly input: NodeJS.ReadableStream;
  readonly caller: LiveCaller;
  readonly clock: Clock;
  /** Resolves when the call is live, or over. */
  readonly live: Promise<void>;
  /** False for a person: they know when to speak. */
  readonly waitsForTurn: boolean;
  /** Does what a line asks for. */
  act(input: CallerInput): void;
}

/** @returns the function that stops reading. The end of the input hangs up, after the answer to its last line. */
export function driveByLines({ input, caller, clock, live, waitsForTurn, act }: LineCallerOptions): () => void {
  const gate = new TurnGate(clock);
  const stopHearing = caller.on((heard) => gate.hear(heard));
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });

  const follow = async (line: CallerInput): Promise<void> => {
    if (line.type !== "answer") await gate.myTurn();
    if (line.type === "silence") {
      await (line.ms === undefined ? gate.agentsNextTurn() : gate.pause(line.ms));
      return;
    }
    if (line.type === "say" || line.type === "mumble" || line.type === "press") gate.take();
    act(line);
  };

  const read = async (): Promise<void> => {
    for await (const text of lines) {
      await live;
      const line = parseCallerInput(text);
      if (line === undefined) continue;
      if (waitsForTurn) await follow(line);
      else act(line);
    }
    await live;
    await gate.myTurn();
  };

  // An input that breaks has come to its end, too.
  read()
    .catch(() => undefined)
    .finally(() => caller.hangUp());
  return () => {
    stopHearing();
    lines.close();
  };
}
