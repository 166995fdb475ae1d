/** A caller who does what comes to mind: for soak runs. The same seed does the same. */
import { createRandom, type Random } from "../internal/index.ts";
import type { Caller } from "./caller.ts";
import {
  type CallerStep,
  hangUp,
  interrupt,
  mumble,
  pause,
  press,
  say,
  scriptedCaller,
  waitForAgent,
} from "./scripted-caller.ts";

const sentences = [
  "Hello?",
  "I would like to know your opening hours.",
  "My name is Mike.",
  "Can you say that again please?",
  "No, that is not what I meant.",
  "What does it cost, and how long does it take until it is delivered?",
  "Yes.",
  "Thank you very much.",
] as const;

export interface RandomCallerOptions {
  /** Things to do before hanging up. @default 12 */
  readonly stepCount?: number;
}

export function randomCaller(seed: number, options: RandomCallerOptions = {}): Caller {
  const random = createRandom(seed ^ 0xca11e5);
  const steps = Array.from({ length: options.stepCount ?? 12 }, () => randomSteps(random)).flat();
  const end = random.chance(0.5) ? [hangUp()] : [];
  return scriptedCaller([...steps, ...end]);
}

function randomSteps(random: Random): CallerStep[] {
  const text = random.pick(sentences);
  switch (random.integer(0, 9)) {
    case 0:
      return [interrupt({ afterWords: random.integer(1, 12), say: text })];
    case 1:
      return [interrupt({ afterMs: random.integer(0, 3_000), say: text })];
    case 2:
      return [waitForAgent(), ...inTwoParts(text, random.integer(50, 600))];
    case 3:
      return [pause(random.integer(0, 15_000))];
    case 4:
      return [press(String(random.integer(0, 9)))];
    case 5:
      return [waitForAgent(), mumble()];
    case 6:
      return [waitForAgent(), say(text, { partials: [text.slice(0, 4), text.slice(0, 9).toUpperCase()] })];
    default:
      return [waitForAgent(), say(text)];
  }
}

/** Stops in the middle of a sentence, as people do. */
function inTwoParts(text: string, pauseMs: number): CallerStep[] {
  const words = text.split(" ");
  const half = Math.ceil(words.length / 2);
  const [first, second] = [words.slice(0, half).join(" "), words.slice(half).join(" ")];
  return second === "" ? [say(first)] : [say(first), pause(pauseMs), say(second)];
}
