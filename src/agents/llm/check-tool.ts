/** Refuses options of a tool that cannot be used: at the start rather than in a call, where only the model would know. */
import { ReparteeError } from "../../errors.ts";
import {
  checkMembers,
  isFunction,
  isNumber,
  isObject,
  isTexts,
  type Rules,
  text,
  trueOrFalse,
} from "./check-members.ts";
import type { ToolOptions } from "./tool.ts";

const longestTimeoutMs = 3_600_000;
const effects: readonly unknown[] = ["read", "idempotent", "commit"];
const interruptions: readonly unknown[] = ["cancel", "finish", "finish-and-tell"];

const toolRules: Rules<Required<ToolOptions<unknown>>> = {
  description: text,
  input: {
    expected: "a Standard Schema, such as z.object({ day: z.string() }), or z.object({}) for a tool without input",
    fits: isSchema,
  },
  effect: { expected: '"read", "idempotent" or "commit"', fits: (value) => effects.includes(value) },
  run: { expected: "a function of the input", fits: isFunction },
  timeoutMs: {
    expected: `a number above 0, and at most ${longestTimeoutMs}`,
    fits: (value) => isNumber(value) && value > 0 && value <= longestTimeoutMs,
  },
  meanwhile: text,
  onInterruption: {
    expected: '"cancel", "finish" or "finish-and-tell"',
    fits: (value) => interruptions.includes(value),
  },
};

/** @throws ReparteeError `bad-option` for the first option that cannot be used. */
export function checkTool<Input, State>(options: ToolOptions<Input, State>): void {
  if (!isObject(options)) {
    throw new ReparteeError("bad-option", "tool: give it options: description, input, effect and run");
  }
  checkMembers({
    of: "tool",
    options: options as ToolOptions<unknown>,
    rules: toolRules,
    required: ["description", "input", "effect", "run"],
  });
}

interface AnyActionOptions {
  readonly description?: string;
  readonly persist?: boolean;
  readonly acknowledgements?: readonly string[];
  readonly closing?: string;
  readonly showTransfereeAsCaller?: boolean;
}

const actionRules: Rules<Required<AnyActionOptions>> = {
  description: text,
  persist: trueOrFalse,
  acknowledgements: { expected: "a list of words and phrases, none of them empty", fits: isTexts },
  closing: { expected: 'a text, or "" to say nothing', fits: (value) => typeof value === "string" },
  showTransfereeAsCaller: trueOrFalse,
};

/**
 * @param of the function that makes the tool, such as "endCall".
 * @throws ReparteeError `bad-option` for the first option that cannot be used.
 */
export function checkActionTool(of: string, options: AnyActionOptions): void {
  checkMembers({ of, options, rules: actionRules });
}

/** Some kinds of schema are functions. */
function isSchema(value: unknown): boolean {
  if (!isObject(value) && !isFunction(value)) return false;
  const standard: unknown = (value as Record<string, unknown>)["~standard"];
  return isObject(standard) && isFunction(standard.validate);
}
