/** Who answers the calls: an agent file, a model, or else the guide's dummy agent. */
import { dummyAgent } from "../agents/index.ts";
import { ReparteeError } from "../errors.ts";
import type { Log } from "../observe/index.ts";
import type { Agent } from "../session/index.ts";
import { checkModel } from "./check-model.ts";
import type { CliContext } from "./context.ts";
import { type AgentLoader, createAgentLoader } from "./load-agent.ts";
import { findModelKey, parseModelAddress } from "./model-address.ts";
import { createModelAgent } from "./model-agent.ts";
import type { ServeOptionValues } from "./options/index.ts";

export interface ChosenAgent {
  readonly agent: Agent;
  /** As people read it; undefined for the dummy agent. */
  readonly name: string | undefined;
  /** Loads it anew, if it came from a file. */
  readonly loader: AgentLoader | undefined;
  /** Looks whether what the agent needs is there. @returns advice, if it is not; never throws. */
  check(signal: AbortSignal): Promise<string | undefined>;
}

/** @throws ReparteeError `bad-option` for options that contradict or cannot be used, and what an agent file throws. */
export async function chooseAgent(
  { model, instructions }: ServeOptionValues,
  agentFile: string | undefined,
  context: CliContext,
  log: Log,
): Promise<ChosenAgent> {
  const nothingToCheck = async (): Promise<undefined> => undefined;
  if (model === undefined && instructions !== undefined) {
    throw new ReparteeError("bad-option", "--instructions needs --model; an agent file has instructions of its own");
  }
  if (model === undefined) {
    const loader = agentFile === undefined ? undefined : createAgentLoader(agentFile, context.workingDirectory);
    const agent = loader === undefined ? dummyAgent : await loader.load();
    return { agent, name: loader?.name, loader, check: nothingToCheck };
  }
  if (agentFile !== undefined) {
    throw new ReparteeError("bad-option", "--model and an agent file contradict each other: give only one");
  }
  const address = parseModelAddress(model);
  const key = findModelKey(address, context.environment);
  return {
    agent: await createModelAgent({ address, key, instructions, onTrouble: log.warn }, context),
    name: address.name,
    loader: undefined,
    check: (signal) => checkModel({ address, key, clock: context.clock, signal }),
  };
}
