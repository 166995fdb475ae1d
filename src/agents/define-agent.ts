/** Turns an object into an agent, and says at once what is wrong with it. */
import { ReparteeError } from "../errors.ts";
import type { Agent } from "../session/index.ts";

/** Every member that an agent may have, and what it must be. */
const members: Readonly<
  Record<keyof Agent, { readonly expected: string; readonly fits: (value: unknown) => boolean }>
> = {
  greeting: {
    expected: "a string, null or a function of the call",
    fits: (value) => value === null || ["string", "function", "undefined"].includes(typeof value),
  },
  respond: { expected: "a function of the turn", fits: isFunction },
  remind: { expected: "a function of the turn", fits: isOptionalFunction },
  onUpdate: { expected: "a function of the update", fits: isOptionalFunction },
  onCallEnd: { expected: "a function of the call", fits: isOptionalFunction },
  config: {
    expected: "an object such as { auto_reconnect: true }",
    fits: (value) => value === undefined || (typeof value === "object" && value !== null),
  },
};

/**
 * Types an agent and checks it.
 * @throws ReparteeError `bad-agent` when a member is missing, misspelt or of the wrong type.
 * @example
 * export default defineAgent({
 *   greeting: "How may I help you?",
 *   async *respond(turn) { yield `You said ${turn.lastUserText}.`; },
 * });
 */
export function defineAgent(agent: Agent): Agent {
  if (typeof agent !== "object" || agent === null) {
    throw new ReparteeError("bad-agent", "an agent is an object with at least respond(turn)");
  }
  if (isPlain(agent)) refuseUnknownMembers(agent);
  for (const [name, { expected, fits }] of Object.entries(members)) {
    if (!fits(agent[name as keyof Agent])) {
      throw new ReparteeError("bad-agent", `the agent's ${name} must be ${expected}`);
    }
  }
  return agent;
}

/** An object written down is checked for misspelt members; an instance of a class may have fields of its own. */
function isPlain(agent: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(agent);
  return prototype === Object.prototype || prototype === null;
}

function refuseUnknownMembers(agent: object): void {
  for (const name of Object.keys(agent)) {
    if (Object.hasOwn(members, name)) continue;
    const known = Object.keys(members).join(", ");
    throw new ReparteeError("bad-agent", `an agent has no member "${name}"; it may have ${known}`);
  }
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

function isOptionalFunction(value: unknown): boolean {
  return value === undefined || isFunction(value);
}
