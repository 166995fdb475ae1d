/** The options of an LLM agent with their defaults filled in. */
import { ReparteeError } from "../../errors.ts";
import { realClock } from "../../internal/index.ts";
import { checkLlmOptions } from "./check-options.ts";
import type { Model, Models } from "./model.ts";
import type { LadderOptions, LlmAgentOptions } from "./options.ts";

export const defaultLadder: Readonly<LadderOptions> = Object.freeze({
  holdAfterMs: 1_200,
  holdAgainMs: 5_000,
  holdLines: Object.freeze(["One moment, please.", "Let me see.", "Just a second.", "I am still looking."]),
  firstWordMs: 4_000,
  stallMs: 5_000,
  silenceMs: 9_000,
  turnMs: 25_000,
  apology: "I am sorry, something went wrong on my side. Could you say that again?",
  transferTo: undefined,
});

type Defaulted =
  | "reminderInstructions"
  | "endCallAfterReminders"
  | "lastReminderInstructions"
  | "lastReminderGoodbye"
  | "silenceWords"
  | "confirmMs"
  | "ahead"
  | "maxSteps"
  | "maxHistoryCharacters"
  | "prices"
  | "limits"
  | "clock";

/** The options of {@link LlmAgentOptions} that have a default. */
export const defaultLlmOptions: Readonly<Required<Pick<LlmAgentOptions, Defaulted>>> = Object.freeze({
  reminderInstructions:
    "The caller has been silent for a while. Do not answer their last words again: ask in one short sentence " +
    "whether they are still there, or whether they need a moment.",
  endCallAfterReminders: 0,
  lastReminderInstructions:
    "The caller has been silent for so long that you end the call now. Do not answer their last words again and do not " +
    "ask anything: say in one short sentence that you cannot hear them and that you hang up, and say goodbye.",
  lastReminderGoodbye: "I cannot hear you, so I will hang up now. Goodbye.",
  silenceWords: Object.freeze(["NO_RESPONSE_NEEDED"]),
  confirmMs: 600,
  ahead: false,
  maxSteps: 5,
  maxHistoryCharacters: 24_000,
  prices: Object.freeze({}),
  limits: Object.freeze({}),
  clock: realClock,
});

export type ResolvedLlmOptions = typeof defaultLlmOptions & {
  readonly models: Models;
  readonly ladder: LadderOptions;
};

/** @throws ReparteeError `bad-option` for an option that cannot be used. */
export function resolveLlmOptions<State>(
  options: LlmAgentOptions<State>,
  toModel: (model: unknown) => Model,
): ResolvedLlmOptions {
  if (typeof options !== "object" || options === null) {
    throw new ReparteeError(
      "bad-option",
      'llmAgent: give it options, such as { model: openai("gpt-5-mini"), instructions }',
    );
  }
  const models = resolveModels(options.model, toModel);
  checkLlmOptions(options as LlmAgentOptions, models);
  return {
    ...defaultLlmOptions,
    ...withoutUndefined(options),
    models,
    ladder: { ...defaultLadder, ...withoutUndefined(options.ladder) },
  };
}

/** @throws ReparteeError `bad-option` when there is none. */
export function resolveModels(model: unknown, toModel: (model: unknown) => Model): Models {
  const [first, ...others] = (Array.isArray(model) ? model : [model]).map(toModel);
  if (first === undefined) throw new ReparteeError("bad-option", "llmAgent: give at least one model");
  return [first, ...others];
}

function withoutUndefined<Options extends object>(options: Options | undefined): Partial<Options> {
  const given = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<Options>;
}
