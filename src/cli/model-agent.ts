/** An agent that needs no code: a model, instructions, and a way to hang up. */
import { loadLlm } from "../agents/index.ts";
import { ReparteeError } from "../errors.ts";
import type { Agent } from "../session/index.ts";
import type { CliContext } from "./context.ts";
import { createModelFetch } from "./model-fetch.ts";
import type { ModelAccess } from "./model-trouble.ts";

/** The part of `@ai-sdk/openai-compatible` that is used. */
interface ProviderPackage {
  createOpenAICompatible(options: {
    name: string;
    baseURL: string;
    apiKey?: string;
    includeUsage: boolean;
    fetch: typeof fetch;
  }): (model: string) => unknown;
}

const providerPackage = "@ai-sdk/openai-compatible";

const defaultInstructions =
  "You are a friendly assistant on the phone. Answer in one or two short sentences of plain spoken words, without " +
  "lists or markup. Ask when something is unclear. When the caller says goodbye, say goodbye and end the call.";

export interface ModelAgentOptions extends ModelAccess {
  /** @default those of a friendly assistant on the phone */
  readonly instructions: string | undefined;
  /** Takes a line for each request to the model that failed. */
  readonly onTrouble: (advice: string) => void;
}

/** @throws ReparteeError `bad-option` when a package is missing. */
export async function createModelAgent(
  { address, key, instructions = defaultInstructions, onTrouble }: ModelAgentOptions,
  context: CliContext,
): Promise<Agent> {
  const { createOpenAICompatible } = await importProvider(context);
  const { endCall, llmAgent } = await loadLlm();
  const provider = createOpenAICompatible({
    name: "openai-compatible",
    baseURL: address.baseUrl,
    includeUsage: true,
    fetch: createModelFetch({ address, key }, onTrouble),
    ...(key === undefined ? {} : { apiKey: key.value }),
  });
  return llmAgent({
    model: provider(address.model),
    instructions,
    greeting: "How may I help you?",
    tools: { end_call: endCall() },
    // There is no other model to give way to, and one on this machine is loaded while the first caller waits.
    ladder: { firstWordMs: 0 },
    clock: context.clock,
  });
}

async function importProvider(context: CliContext): Promise<ProviderPackage> {
  try {
    // The agent needs it; asked for here, so that a missing one is known for what it is.
    await context.importPackage("ai");
    return (await context.importPackage(providerPackage)) as ProviderPackage;
  } catch (cause) {
    throw new ReparteeError("bad-option", `--model needs two packages: run npm install ai ${providerPackage}`, {
      cause,
    });
  }
}
