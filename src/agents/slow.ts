/** Takes its time: for trying interruptions, deadlines and dead air. */
import { type Clock, realClock, wait } from "../internal/index.ts";
import type { Agent } from "../session/index.ts";
import { defineAgent } from "./define-agent.ts";

export interface SlowAgentOptions {
  /** From the request to the first word, in ms. @default 1500 */
  firstWordMs?: number;
  /** How fast words follow the first one. @default 3 */
  wordsPerSecond?: number;
  /** What every answer says. @default a text of 40 words */
  text?: string;
  /** @default the machine's clock */
  clock?: Clock;
}

const defaultText =
  "Thank you for your question, let me think for a moment. " +
  "This answer has forty words, and they come one after the other, slowly, so that you can cut me off " +
  "at whichever word you like and see what happens.";

export function slowAgent(options: SlowAgentOptions = {}): Agent {
  const { firstWordMs = 1_500, wordsPerSecond = 3, text = defaultText, clock = realClock } = options;
  const words = text.split(/(?<=\s)/);
  return defineAgent({
    greeting: "I am slow, but I get there. What would you like to know?",
    async *respond({ signal }) {
      let delayMs = firstWordMs;
      for (const word of words) {
        await wait(clock, delayMs, signal);
        yield word;
        delayMs = 1_000 / wordsPerSecond;
      }
    },
  });
}
