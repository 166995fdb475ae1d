/** Tools: what an agent can do besides speaking, and what each does to the world. */
import type { Action, Call } from "../../session/index.ts";
import { checkTool } from "./check-tool.ts";
import type { StandardSchema } from "./standard-schema.ts";

/**
 * What running a tool does. `read`: nothing; it may run at once and again. `idempotent`: the same again changes
 * nothing more. `commit`: changes the world; it runs only once the turn is confirmed. The same tool with the same input
 * runs no second time before the caller has heard a whole answer that knew the outcome, whether it succeeded or not.
 */
export type ToolEffect = "read" | "idempotent" | "commit";

/**
 * What becomes of a running tool when the caller interrupts, or when the turn has taken too long. `cancel`: its signal
 * fires, and it counts as failed. `finish`: it runs to its end, and later turns know the result. `finish-and-tell`: and
 * the agent is to mention it on its next turn.
 */
export type OnInterruption = "cancel" | "finish" | "finish-and-tell";

export interface ToolContext<State = Record<string, unknown>> {
  readonly call: Call;
  /** The call's state, as `llmAgent({ state })` made it. */
  readonly state: State;
  /** Fires at the time limit, when the call ends, and on an interruption if the tool is to be cancelled. */
  readonly signal: AbortSignal;
  /** Unique in the world, and so fit for a key by which another system knows that it was asked twice. */
  readonly toolCallId: string;
}

export interface ToolOptions<Input, State = Record<string, unknown>> {
  /** What it does and when to use it, for the model. */
  description: string;
  /** Any Standard Schema, such as a zod object. */
  input: StandardSchema<Input>;
  effect: ToolEffect;
  /** What it returns is told to the model, as JSON unless it is a string. What it throws is told as a failure. */
  run(input: Input, context: ToolContext<State>): unknown;
  /** In ms. A commit that comes back later is still told to later turns. @default 10000 */
  timeoutMs?: number;
  /** Said when it starts, if nothing was said in this turn yet. @default nothing, and then the ladder's holding line */
  meanwhile?: string;
  /** @default "cancel" for `read`, "finish" for `idempotent`, "finish-and-tell" for `commit` */
  onInterruption?: OnInterruption;
}

/** A tool that runs code. */
export interface FunctionTool {
  readonly kind: "function";
  readonly description: string;
  readonly input: StandardSchema;
  readonly effect: ToolEffect;
  readonly timeoutMs: number;
  readonly meanwhile: string | undefined;
  readonly onInterruption: OnInterruption;
  run(input: unknown, context: ToolContext): unknown;
}

/** A tool that ends the turn with an action of the platform, or changes the agent. */
export interface ActionTool {
  readonly kind: "action";
  readonly description: string;
  readonly input: StandardSchema;
  /** How an action that a caller's "thanks" wiped out is offered again on the next turn; undefined not at all. */
  readonly persist: PersistRule | undefined;
  /** @returns what to do, and what to say before it; a problem is told to the model instead. */
  act(input: unknown, call: Call): ActionOutcome;
}

/** When an action that was interrupted is done after all, without asking the model. */
export interface PersistRule {
  /** When the caller has said nothing but these words and phrases since. */
  readonly acknowledgements: readonly string[];
  /** Said right before, and not to be interrupted; "" says nothing. */
  readonly closing: string;
}

export interface ActionOutcome {
  readonly action?: Action;
  /** Spoken in the frame that carries the action. */
  readonly say?: string;
  /** What the model is told. @default "done" */
  readonly result?: string;
}

export type AgentTool = FunctionTool | ActionTool;
export type AgentTools = Readonly<Record<string, AgentTool>>;

const onInterruptionOf: Readonly<Record<ToolEffect, OnInterruption>> = {
  read: "cancel",
  idempotent: "finish",
  commit: "finish-and-tell",
};
const defaultTimeoutMs = 10_000;

/**
 * Declares a tool.
 * @throws ReparteeError `bad-option` for an option that there is not, is missing, or cannot be used.
 */
export function tool<Input, State = Record<string, unknown>>(options: ToolOptions<Input, State>): FunctionTool {
  checkTool(options);
  const { description, input, effect, run, timeoutMs = defaultTimeoutMs, meanwhile } = options;
  const onInterruption = options.onInterruption ?? onInterruptionOf[effect];
  return {
    kind: "function",
    description,
    input,
    effect,
    timeoutMs,
    meanwhile,
    onInterruption,
    run: (value, context) => run(value as Input, context as ToolContext<State>),
  };
}
