/** The refusal of what a function of the agent gave: one that is right by its type may still be async, or forget to return. */
import { ReparteeError } from "../../errors.ts";

/**
 * @param what the option that holds the function, such as "tools".
 * @param expected what it is to give, such as "an object of tools".
 */
export function notAtOnce(what: string, expected: string, given: unknown): ReparteeError {
  const kind = given instanceof Promise ? "a promise" : String(given);
  return new ReparteeError(
    "bad-option",
    `llmAgent: ${what} must give ${expected} at once, and gave ${kind}; what takes time to load belongs into the greeting, ` +
      "which may be async, and from there into the state",
  );
}
