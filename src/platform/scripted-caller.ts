/** A caller who follows a script. */
import type { Timer } from "../internal/index.ts";
import type { Caller, CallerLine, Heard } from "./caller.ts";
import { CallerVoice, type SayOptions } from "./caller-voice.ts";

/** One thing to do. Made by the functions below; a bare string waits for the agent and says the text. */
export type CallerStep =
  | { readonly type: "say"; readonly text: string; readonly options: SayOptions }
  | { readonly type: "mumble" }
  | { readonly type: "pause"; readonly ms: number }
  | { readonly type: "interrupt"; readonly after: InterruptionPoint; readonly say: string }
  | { readonly type: "press"; readonly digits: string }
  | { readonly type: "wait-for-agent"; readonly patienceMs: number }
  | { readonly type: "silence" }
  | { readonly type: "hang-up" };

/** When to interrupt: after so many words of the agent's turn, or so long after it began to speak. */
export type InterruptionPoint = { readonly afterWords: number } | { readonly afterMs: number };

/** How long a caller waits for an agent that says nothing (more), in ms. */
const defaultPatienceMs = 8_000;

/** Says a line at once, over time; over the agent's voice, if the agent is speaking. */
export const say = (text: string, options: SayOptions = {}): CallerStep => ({ type: "say", text, options });
/** Makes a sound that cannot be understood. */
export const mumble = (): CallerStep => ({ type: "mumble" });
/** Is silent for a while. */
export const pause = (ms: number): CallerStep => ({ type: "pause", ms });
/** Waits for the agent to speak, then cuts in; speaks in any case when the agent's turn ends before that point. */
export const interrupt = ({ say, ...after }: InterruptionPoint & { readonly say: string }): CallerStep => ({
  type: "interrupt",
  after,
  say,
});
/** Presses keys, one after the other. */
export const press = (digits: string): CallerStep => ({ type: "press", digits });
/** Waits until the agent's turn is over; goes on after `patienceMs` (8000) in which the agent was silent. */
export const waitForAgent = (options: { patienceMs?: number } = {}): CallerStep => ({
  type: "wait-for-agent",
  patienceMs: options.patienceMs ?? defaultPatienceMs,
});
/** Says nothing until the call ends. */
export const silence = (): CallerStep => ({ type: "silence" });
export const hangUp = (): CallerStep => ({ type: "hang-up" });

/** After the last step the caller waits for the agent's answer and hangs up. */
export function scriptedCaller(steps: readonly (CallerStep | string)[]): Caller {
  const script = steps.flatMap((step) => (typeof step === "string" ? [waitForAgent(), say(step)] : [step]));
  return new ScriptedCaller([...script, waitForAgent(), hangUp()]);
}

class ScriptedCaller implements Caller {
  readonly #steps: readonly CallerStep[];
  #index = 0;
  #line: CallerLine | undefined;
  #voice: CallerVoice | undefined;
  #timer: Timer | undefined;
  #isAgentSpeaking = false;
  /** The agent's turn has ended since the caller last did something. */
  #hasFloor = false;
  #wordCount = 0;
  #isSaying = false;

  constructor(steps: readonly CallerStep[]) {
    this.#steps = steps;
  }

  start(line: CallerLine): void {
    this.#line = line;
    this.#voice = new CallerVoice(line);
    this.#run();
  }

  hear(heard: Heard): void {
    switch (heard.type) {
      case "agent-started":
        this.#isAgentSpeaking = true;
        this.#hasFloor = false;
        this.#agentStarted();
        break;
      case "agent-word":
        this.#wordCount = heard.index + 1;
        this.#agentSaid();
        break;
      case "agent-stopped":
        this.#isAgentSpeaking = false;
        this.#patience();
        break;
      case "your-turn":
        this.#hasFloor = true;
        this.#floorFree();
        break;
      case "call-ended":
        this.#line?.clock.clearTimeout(this.#timer);
        this.#voice?.stop();
        this.#line = undefined;
        break;
      default:
    }
  }

  /** What the caller is waiting to do; undefined while they speak. */
  get #step(): CallerStep | undefined {
    return this.#line === undefined || this.#isSaying ? undefined : this.#steps[this.#index];
  }

  #next(): void {
    this.#line?.clock.clearTimeout(this.#timer);
    this.#index += 1;
    this.#run();
  }

  #run(): void {
    const step = this.#step;
    const line = this.#line;
    if (step === undefined || line === undefined) return;
    switch (step.type) {
      case "say":
        this.#say(step.text, step.options);
        break;
      case "mumble":
        this.#hasFloor = false;
        line.unintelligible();
        this.#next();
        break;
      case "pause":
        this.#timer = line.clock.setTimeout(() => this.#next(), step.ms);
        break;
      case "press":
        this.#hasFloor = false;
        line.press(step.digits);
        this.#next();
        break;
      case "interrupt":
      case "wait-for-agent":
        if (this.#hasFloor && step.type === "wait-for-agent") this.#next();
        else this.#await();
        break;
      case "hang-up":
        line.hangUp();
        break;
      default:
    }
  }

  #await(): void {
    this.#wordCount = this.#isAgentSpeaking ? this.#wordCount : 0;
    if (this.#isAgentSpeaking) {
      this.#agentStarted();
      this.#agentSaid();
    } else {
      this.#patience();
    }
  }

  #say(text: string, options: SayOptions = {}): void {
    this.#line?.clock.clearTimeout(this.#timer);
    this.#isSaying = true;
    const onDone = (): void => {
      this.#isSaying = false;
      // A turn that ended while the caller spoke was no answer to the line.
      this.#hasFloor = false;
      this.#next();
    };
    this.#voice?.say(text, onDone, options);
  }

  #agentStarted(): void {
    const step = this.#step;
    if (step?.type !== "interrupt" && step?.type !== "wait-for-agent") return;
    this.#line?.clock.clearTimeout(this.#timer);
    if (step.type === "interrupt" && "afterMs" in step.after) {
      this.#timer = this.#line?.clock.setTimeout(() => this.#say(step.say), step.after.afterMs);
    }
  }

  #agentSaid(): void {
    const step = this.#step;
    if (step?.type !== "interrupt" || !("afterWords" in step.after)) return;
    if (this.#wordCount === step.after.afterWords) this.#say(step.say);
  }

  #floorFree(): void {
    const step = this.#step;
    if (step?.type === "wait-for-agent") this.#next();
    // The greeting may be shorter than the point of interruption, but a turn must have been heard.
    else if (step?.type === "interrupt" && this.#wordCount > 0) this.#say(step.say);
  }

  #patience(): void {
    const step = this.#step;
    const line = this.#line;
    if (line === undefined || (step?.type !== "wait-for-agent" && step?.type !== "interrupt")) return;
    line.clock.clearTimeout(this.#timer);
    const patienceMs = step.type === "interrupt" ? defaultPatienceMs : step.patienceMs;
    this.#timer = line.clock.setTimeout(() => {
      if (step.type === "interrupt") this.#say(step.say);
      else this.#next();
    }, patienceMs);
  }
}
