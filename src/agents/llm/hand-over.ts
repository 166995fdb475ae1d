/** Hands a call over to another part of its agent: other instructions, other tools, perhaps another model. */
import { z } from "zod";
import { ReparteeError } from "../../errors.ts";
import { checkParts, checkPrices } from "./check-options.ts";
import type { CallMemory } from "./memory.ts";
import type { Models } from "./model.ts";
import type { AgentPart, LlmAgentOptions, OfferedTools } from "./options.ts";
import type { ResolvedLlmOptions } from "./resolve-options.ts";
import { type AgentTool, type AgentTools, type FunctionTool, tool } from "./tool.ts";

/** The name of the agent's own part, which every call begins with. */
export const mainPart = "main";

export interface HandOverOptions {
  /** When to use it, for the model. @default a sentence that names the part */
  description?: string;
  /** Said when it starts, if nothing was said in this turn yet. @default nothing */
  meanwhile?: string;
}

export interface HandOverTool extends FunctionTool {
  readonly handsOverTo: string;
}

/**
 * Lets the model hand the call over, within the same turn and with everything that was said so far. It stays with that
 * part, also when the caller interrupts or the connection breaks, until it is handed over again.
 * @param name of a part in `llmAgent({ agents })`, or "main" to come back to the agent's own.
 * @throws ReparteeError `bad-option` when the name is empty.
 */
export function handOver(name: string, { description, meanwhile }: HandOverOptions = {}): HandOverTool {
  if (typeof name !== "string" || name === "") {
    throw new ReparteeError("bad-option", 'handOver: name one of llmAgent({ agents }), such as "billing"');
  }
  const handedOver = tool({
    description: description ?? `Hands the call over to ${name}. Use it as soon as the caller needs that.`,
    input: z.object({}),
    effect: "idempotent",
    ...(meanwhile === undefined ? {} : { meanwhile }),
    run: () => {
      throw new Error("it only works as a tool of an llmAgent with agents");
    },
  });
  return { ...handedOver, handsOverTo: name };
}

/** One part of an agent, with nothing left out. */
export interface ResolvedPart<State> extends Pick<Required<AgentPart<State>>, "instructions" | "tools"> {
  readonly models: Models;
}
export type ResolvedParts<State> = ReadonlyMap<string, ResolvedPart<State>>;

/** @throws ReparteeError `bad-option` for a part that cannot be used, and for a hand-over to one that there is not. */
export function resolveParts<State>(
  { instructions, tools = {}, agents = {} }: LlmAgentOptions<State>,
  { models, limits, prices }: ResolvedLlmOptions,
  toModels: (model: unknown) => Models,
): ResolvedParts<State> {
  checkParts(agents, mainPart);
  const parts = new Map<string, ResolvedPart<State>>([[mainPart, { instructions, tools, models }]]);
  for (const [name, { model, tools: own = {}, instructions: ownInstructions }] of Object.entries(agents)) {
    const ownModels = model === undefined ? models : toModels(model);
    checkPrices(limits, prices, ownModels);
    parts.set(name, { instructions: ownInstructions, tools: own, models: ownModels });
  }
  for (const { tools: own } of parts.values()) {
    // What a function makes is only known within a call: there it is told to the model.
    for (const used of typeof own === "function" ? [] : Object.values(own)) {
      if (used !== undefined && isHandOver(used) && !parts.has(used.handsOverTo))
        throw new ReparteeError("bad-option", unknown(used, parts));
    }
  }
  return parts;
}

/** The tools that there are; those that hand over do so with this call. */
export function bindHandOvers<State>(
  tools: OfferedTools,
  parts: ResolvedParts<State>,
  memory: CallMemory<State>,
): AgentTools {
  const bind = (used: AgentTool): AgentTool => {
    if (!isHandOver(used)) return used;
    const run = (): string => {
      if (!parts.has(used.handsOverTo)) throw new Error(unknown(used, parts));
      memory.activePart = used.handsOverTo;
      return "Done: your instructions are new. Go on with the call by them, without a new greeting.";
    };
    return { ...used, run };
  };
  return Object.fromEntries(
    Object.entries(tools).flatMap(([name, used]) => (used === undefined ? [] : [[name, bind(used)]])),
  );
}

function isHandOver(used: AgentTool): used is HandOverTool {
  return "handsOverTo" in used;
}

function unknown<State>({ handsOverTo }: HandOverTool, parts: ResolvedParts<State>): string {
  return `handOver: there is no agent "${handsOverTo}"; there are ${[...parts.keys()].join(", ")}`;
}
