/** Refuses names of tools that a provider would refuse in the middle of a call. */
import { ReparteeError } from "../../errors.ts";
import { isObject } from "./check-members.ts";

/** What the providers have in common: OpenAI and Anthropic take no dots, Google no digit at the beginning. */
const commonName = /^[a-z_][a-z0-9_-]{0,63}$/i;

/**
 * @param prefix of the agent that has them, such as "agents.billing.".
 * @param tools looked at if they are there already; those of a function are in each turn.
 * @throws ReparteeError `bad-option` for the first name that cannot be used.
 */
export function checkToolNames(prefix: string, tools: unknown): void {
  if (!isObject(tools)) return;
  const name = Object.keys(tools).find((candidate) => !commonName.test(candidate));
  if (name === undefined) return;
  throw new ReparteeError(
    "bad-option",
    `llmAgent: ${prefix}tools[${JSON.stringify(name)}] needs a name that every provider takes: a letter or _, then letters, ` +
      "digits, _ and -, at most 64 characters",
  );
}
