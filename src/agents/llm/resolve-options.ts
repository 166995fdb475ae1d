/** The options of an LLM agent with their defaults filled in. */
import { ReparteeError } from "../../errors.ts";
import { realClock } from "../../internal/index.ts";
import type { Model } from "./model.ts";
import type { LadderOptions, LlmAgentOptions, Price } from "./options.ts";

export const defaultLadder: Readonly<LadderOptions> = Object.freeze({
  holdAfterMs: 1_200,
  holdAgainMs: 5_000,
  holdLines: Object.freeze(["One moment, please.", "Let me see.", "Just a second.", "I am still looking."]),
  firstWordMs: 4_000,
  stallMs: 5_000,
  turnMs: 25_000,
  apology: "I am sorry, something went wrong on my side. Could you say that again?",
  transferTo: undefined,
});

/** The options of {@link LlmAgentOptions} that have a default. */
export const defaultLlmOptions = Object.freeze({
  reminderInstructions:
    "The caller has been silent for a while. Do not answer their last words again: ask in one short sentence " +
    "whether they are still there, or whether they need a moment.",
  endCallAfterReminders: 0,
  silenceWords: Object.freeze(["NO_RESPONSE_NEEDED"]) as readonly string[],
  confirmMs: 600,
  maxSteps: 5,
  maxHistoryCharacters: 24_000,
  ahead: false,
  prices: Object.freeze({}) as Readonly<Record<string, Price>>,
  clock: realClock,
});

export type ResolvedLlmOptions = typeof defaultLlmOptions & {
  readonly models: readonly Model[];
  readonly ladder: LadderOptions;
};

/** @throws ReparteeError `bad-option` for an option that cannot be used. */
export function resolveLlmOptions<State>(
  options: LlmAgentOptions<State>,
  toModel: (model: unknown) => Model,
): ResolvedLlmOptions {
  const models = (Array.isArray(options.model) ? options.model : [options.model]).map(toModel);
  if (models.length === 0) throw new ReparteeError("bad-option", "llmAgent: give at least one model");
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return { ...defaultLlmOptions, ...given, models, ladder: { ...defaultLadder, ...options.ladder } };
}
