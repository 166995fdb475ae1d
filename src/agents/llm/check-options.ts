/** Refuses options of an LLM agent that cannot be used, and says what each may be. */
import { ReparteeError } from "../../errors.ts";
import {
  checkMembers,
  isFunction,
  isNumber,
  isObject,
  isText,
  isTexts,
  type Rule,
  type Rules,
  refuse,
  text,
  trueOrFalse,
} from "./check-members.ts";
import { checkToolNames } from "./check-tool-names.ts";
import type { AgentPart, CallLimits, LadderOptions, LlmAgentOptions, Price } from "./options.ts";

const isToolOrNone = (value: unknown): boolean =>
  value === undefined || (isObject(value) && (value.kind === "function" || value.kind === "action"));

const durationOrNever: Rule = {
  expected: "a number of milliseconds, or 0 for never",
  fits: (value) => isNumber(value) && value >= 0,
};
const aboveZero: Rule = { expected: "a number above 0", fits: (value) => isNumber(value) && value > 0 };
const price: Rule = {
  expected: "US dollars for a million tokens: a number of 0 or more",
  fits: (value) => isNumber(value) && value >= 0,
};
const count = (least: number): Rule => ({
  expected: `a whole number of ${least} or more`,
  fits: (value) => Number.isInteger(value) && (value as number) >= least,
});
const anything: Rule = { expected: "anything", fits: () => true };
const object: Rule = { expected: "an object", fits: isObject };

const tools: Rule = {
  expected: "an object of tools by their names, each made with tool(), endCall() or the like; or a function of it",
  fits: (value) => isFunction(value) || (isObject(value) && Object.values(value).every(isToolOrNone)),
};
const instructions: Rule = {
  expected: "a text that is not empty, or a function that makes one",
  fits: (value) => isText(value) || isFunction(value),
};

const agentRules: Rules<LlmAgentOptions> = {
  // Looked at where it is made into a model.
  model: anything,
  instructions,
  greeting: {
    expected: "a text, null, or a function that makes one",
    fits: (value) => value === null || typeof value === "string" || isFunction(value),
  },
  tools,
  agents: { expected: "an object of agents by their names, such as { billing: { instructions } }", fits: isObject },
  state: { expected: "a function that makes the state of a new call", fits: isFunction },
  reminderInstructions: text,
  endCallAfterReminders: count(0),
  lastReminderInstructions: text,
  lastReminderGoodbye: text,
  silenceWords: { expected: "a list of words", fits: isTexts },
  confirmMs: { expected: "a number of milliseconds of 0 or more", fits: durationOrNever.fits },
  ahead: trueOrFalse,
  maxSteps: count(1),
  maxHistoryCharacters: count(1),
  ladder: object,
  timeZone: { expected: 'an IANA name that this Node knows, such as "Europe/Berlin"', fits: isTimeZone },
  prices: { expected: "an object of prices by the models' names", fits: isObject },
  limits: object,
  clock: { expected: "a clock", fits: (value) => isObject(value) && isFunction(value.now) },
};

const ladderRules: Rules<LadderOptions> = {
  holdAfterMs: durationOrNever,
  holdAgainMs: durationOrNever,
  holdLines: { expected: "a list of lines to say, none of them empty", fits: isTexts },
  firstWordMs: durationOrNever,
  stallMs: durationOrNever,
  silenceMs: durationOrNever,
  turnMs: { expected: "a number of milliseconds above 0", fits: aboveZero.fits },
  apology: { expected: 'a text, or "" to say nothing', fits: (value) => typeof value === "string" },
  transferTo: { expected: 'a number, such as "+14155550123"', fits: isText },
};

const partRules: Rules<AgentPart> = { instructions, tools, model: anything };
const priceRules: Rules<Price> = { input: price, output: price, cachedInput: price };
const limitRules: Rules<CallLimits> = { tokens: aboveZero, costUsd: aboveZero, minutes: aboveZero, ending: text };

/**
 * @param models those of the agent itself.
 * @throws ReparteeError `bad-option` for the first option that cannot be used.
 */
export function checkLlmOptions(options: LlmAgentOptions, models: readonly { readonly name: string }[]): void {
  const { ladder = {}, limits = {}, prices = {} } = options;
  checkMembers({ of: "llmAgent", options, rules: agentRules, required: ["instructions"] });
  checkToolNames("", options.tools);
  checkMembers({ of: "llmAgent", prefix: "ladder.", options: ladder, rules: ladderRules });
  checkMembers({ of: "llmAgent", prefix: "limits.", options: limits, rules: limitRules });
  for (const [name, value] of Object.entries(prices)) {
    if (!isObject(value)) refuse("llmAgent", `prices["${name}"]`, "an object such as { input: 0.25, output: 2 }");
    checkMembers({
      of: "llmAgent",
      prefix: `prices["${name}"].`,
      options: value,
      rules: priceRules,
      required: ["input", "output"],
    });
  }
  checkPrices(limits, prices, models);
}

/**
 * @param main the name that the agent's own part has.
 * @throws ReparteeError `bad-option` for the first part that cannot be used.
 */
export function checkParts<State>(parts: Readonly<Record<string, AgentPart<State>>>, main: string): void {
  for (const [name, part] of Object.entries(parts)) {
    if (name === main) {
      throw new ReparteeError(
        "bad-option",
        `llmAgent: agents.${main} must have another name: that is the agent itself`,
      );
    }
    if (!isObject(part)) refuse("llmAgent", `agents.${name}`, "an object such as { instructions, tools }");
    checkMembers({
      of: "llmAgent",
      prefix: `agents.${name}.`,
      options: part as AgentPart,
      rules: partRules,
      required: ["instructions"],
    });
    checkToolNames(`agents.${name}.`, part.tools);
  }
}

/** @throws ReparteeError `bad-option` when money is limited, and the price of one of the models is not known. */
export function checkPrices(
  limits: CallLimits,
  prices: Readonly<Record<string, Price>>,
  models: readonly { readonly name: string }[],
): void {
  const unpriced = models.find(({ name }) => !Object.hasOwn(prices, name));
  if (limits.costUsd === undefined || unpriced === undefined) return;
  throw new ReparteeError(
    "bad-option",
    `llmAgent: limits.costUsd needs a price for each model; add prices["${unpriced.name}"]`,
  );
}

function isTimeZone(value: unknown): boolean {
  if (!isText(value)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
