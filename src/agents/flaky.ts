/** Fails in every way an agent can, by seed: the double that shows what the caller hears then. */
import { createRandom } from "../internal/index.ts";
import type { Agent, AgentOutput } from "../session/index.ts";
import { defineAgent } from "./define-agent.ts";

/** What one turn of the flaky agent does. The stalls ignore their signal. */
export type FlakyMood = "answers" | "throws" | "stalls" | "half-then-throws" | "half-then-stalls" | "says-nothing";

const moods: readonly FlakyMood[] = [
  "answers",
  "throws",
  "stalls",
  "half-then-throws",
  "half-then-stalls",
  "says-nothing",
];

export interface FlakyAgentOptions {
  /** The same seed gives the same moods for the same response ids. @default 1 */
  seed?: number;
  /** Only these moods. @default all */
  moods?: readonly FlakyMood[];
}

export function flakyAgent(options: FlakyAgentOptions = {}): Agent {
  const { seed = 1, moods: allowed = moods } = options;
  return defineAgent({
    greeting: "I am not feeling well today. How may I help you?",
    respond({ responseId }): AsyncIterable<AgentOutput> {
      return behave(createRandom(seed * 10_007 + responseId).pick(allowed));
    },
  });
}

async function* behave(mood: FlakyMood): AsyncGenerator<AgentOutput> {
  const half = "The first half of this answer is fine, ";
  switch (mood) {
    case "answers":
      yield half;
      yield "and so is the second.";
      return;
    case "throws":
      throw new Error("the flaky agent throws");
    case "stalls":
      await never();
      return;
    case "half-then-throws":
      yield half;
      throw new Error("the flaky agent throws halfway");
    case "half-then-stalls":
      yield half;
      await never();
      return;
    case "says-nothing":
      return;
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
