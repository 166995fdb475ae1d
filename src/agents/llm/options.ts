/** How an LLM agent behaves: one literal of defaults, each a stated limit. */
import type { Clock } from "../../internal/index.ts";
import type { Call } from "../../session/index.ts";
import type { Model } from "./model.ts";
import type { AgentTool } from "./tool.ts";

/** What instructions, greeting and tools may depend on. */
export interface LlmContext<State = Record<string, unknown>> {
  readonly call: Call;
  /** The call's dynamic variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** The object that the call was given along when it was placed; empty until `call.details` came. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly state: State;
  /** Now, in the agent's time zone, such as "Sunday, 22 November 2026, 20:30 (Europe/Berlin)". */
  readonly now: string;
}

export type FromContext<Value, State> = Value | ((context: LlmContext<State>) => Value);

/**
 * What is done while the caller would hear nothing. Each rung can be left out. Durations are in ms.
 *
 * Within a turn nothing new is said for at most `holdAfterMs` at first and `holdAgainMs` later, while holding lines are
 * left and the answer is to come; for at most `stallMs` within an answer, while its model writes nothing; and in no
 * case for longer than `silenceMs` or the rest of `turnMs`. Keep `silenceMs` below the session's `agentIdleTimeoutMs`
 * (10000) and `turnMs` below its `turnTimeoutMs` (60000): a session cuts off whoever is slower.
 */
export interface LadderOptions {
  /** Silence at the beginning of a turn, after which a holding line is said; 0 never says any. @default 1200 */
  holdAfterMs: number;
  /**
   * Silence after something was said before the next holding line, while the answer is to come: its model writes, or
   * tools run; 0 says only one, and none after other words. @default 5000
   */
  holdAgainMs: number;
  /** Holding lines; none is said twice in a call. @default four short ones */
  holdLines: readonly string[];
  /** A model that has not got its first sentence out, or called a tool, gives way to the next one; 0 never. @default 4000 */
  firstWordMs: number;
  /** A model that says nothing more for so long in the middle of an answer is cut off; 0 never. @default 5000 */
  stallMs: number;
  /** Silence after which the turn is ended, whatever is in flight: with the apology, unless in mid-answer; 0 never. @default 9000 */
  silenceMs: number;
  /** The whole turn; ended in the same way. @default 25000 */
  turnMs: number;
  /** Said when everything failed; "" says nothing. @default "I am sorry, something went wrong on my side. Could you say that again?" */
  apology: string;
  /** Where a caller is transferred to when everything failed; undefined nowhere. @default undefined */
  transferTo: string | undefined;
}

/** What a model costs, in US dollars for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  /** @default the price of input */
  readonly cachedInput?: number;
}

/**
 * Limits of one call; undefined is none. On the first turn or reminder after one was reached, the agent says its ending
 * and hangs up.
 */
export interface CallLimits {
  /** Of all generations: kept, withdrawn and early ones. */
  readonly tokens?: number;
  /** Of the same; needs a price for each model. */
  readonly costUsd?: number;
  /** Since the greeting was due. */
  readonly minutes?: number;
  /** @default "I am afraid we have to stop here. Goodbye." */
  readonly ending?: string;
}

/** Tools by their names; undefined is none, for a tool that is not always there. */
export type OfferedTools = Readonly<Record<string, AgentTool | undefined>>;

/** A part of an agent that a call can be handed over to. Everything else is shared: state, history, ladder, limits. */
export interface AgentPart<State = Record<string, unknown>> {
  instructions: FromContext<string, State>;
  /** Its own; the agent's are not added. @default none */
  tools?: FromContext<OfferedTools, State>;
  /** As of the agent. @default the agent's */
  model?: unknown | readonly unknown[];
}

export interface LlmAgentOptions<State = Record<string, unknown>> {
  /**
   * Any model of the AI SDK, or a {@link Model}; several are fallbacks in order. Settings such as a temperature come
   * with it: wrap it with the SDK's `wrapLanguageModel` and `defaultSettingsMiddleware`.
   */
  model: unknown | readonly unknown[];
  instructions: FromContext<string, State>;
  /**
   * May be async, for what the call needs to know from the beginning on: put it into the state. A session waits for it as
   * long as its `greetingTimeoutMs`. @default null: the caller speaks first
   */
  greeting?: FromContext<string | null | Promise<string | null>, State>;
  /** @default none */
  tools?: FromContext<OfferedTools, State>;
  /** Parts that the tool `handOver(name)` hands the call over to. Everything above is the part "main". @default none */
  agents?: Readonly<Record<string, AgentPart<State>>>;
  /** Makes the state of a new call. @default an empty object */
  state?: () => State;
  /** Added to the instructions when the caller is silent. @default a nudge to ask whether they are still there */
  reminderInstructions?: string;
  /** The last of so many reminders in a row says goodbye and hangs up, whatever the model does; 0 never. @default 0 */
  endCallAfterReminders?: number;
  /** Added to the last one in place of reminderInstructions. @default to say goodbye and ask nothing */
  lastReminderInstructions?: string;
  /**
   * Said on the last one when no model has words for it.
   * @default "I cannot hear you, so I will hang up now. Goodbye."
   */
  lastReminderGoodbye?: string;
  /** Whole answers that mean silence. @default ["NO_RESPONSE_NEEDED"] */
  silenceWords?: readonly string[];
  /** How long a turn must not have been withdrawn before a commit tool runs, in ms. @default 600 */
  confirmMs?: number;
  /**
   * Begins to generate on an update that looks like the end of the caller's turn, before the platform asks: its words end
   * with a sentence, or come a second time. It is kept if the request then tells the model the same, and dropped
   * otherwise; no tool runs before the request. Instructions and tools that are functions are called for it, too. Costs
   * at most three generations more for each turn of the caller, and the reading of each update's transcript.
   * @default false
   */
  ahead?: boolean;
  /** Steps of one turn: each is one generation, and the tools that it calls; the last one may call none. @default 5 */
  maxSteps?: number;
  /** Characters of history that the model is given; older exchanges are left out whole, a quarter at a time. @default 24000 */
  maxHistoryCharacters?: number;
  ladder?: Partial<LadderOptions>;
  /** IANA name. @default the machine's */
  timeZone?: string;
  /** By the model's name. @default none, and then no cost is reported */
  prices?: Readonly<Record<string, Price>>;
  /** What one call may take. @default no limits */
  limits?: CallLimits;
  /** @default the machine's own clock */
  clock?: Clock;
}
