/** An agent with much to say, for being interrupted: forty words to whoever asks for a story, a few to others. */

import { type Agent, defineAgent, slowAgent } from "../../src/index.ts";
import type { Clock } from "../../src/internal/index.ts";

export const storyGreeting = "Hello, I tell stories.";

/** Forty words in four sentences. */
export const story =
  "There was once a fisherman who lived by the sea with his wife. " +
  "Every morning he went out before the sun was up. " +
  "One day he pulled in a golden fish, and it spoke. " +
  "He was so surprised he fell.";

export interface StoryAgentOptions {
  readonly clock: Clock;
  /** From the request to the first word, in ms. */
  readonly firstWordMs: number;
  /** From word to word of the story, in ms. */
  readonly wordMs: number;
  /** How long the greeting takes, in ms. @default it is a plain text */
  readonly greetingMs?: number;
}

export function storyAgent({ clock, firstWordMs, wordMs, greetingMs }: StoryAgentOptions): Agent {
  const pause = (ms: number): Promise<void> => new Promise((resolve) => clock.setTimeout(resolve, ms));
  const teller = slowAgent({ clock, text: story, firstWordMs, wordsPerSecond: 1_000 / wordMs });
  return defineAgent({
    config: { auto_reconnect: true, call_details: true },
    greeting:
      greetingMs === undefined
        ? storyGreeting
        : async () => {
            await pause(greetingMs);
            return storyGreeting;
          },
    async *respond(turn) {
      if (/story/i.test(turn.lastUserText)) {
        yield* teller.respond(turn) as AsyncIterable<string>;
        return;
      }
      await pause(firstWordMs);
      yield `You said: ${turn.lastUserText}`;
    },
    remind: () => "Are you still there?",
  });
}
