/** Counts what generations take: tokens, and money where the price is known. */
import type { Call } from "../../session/index.ts";
import type { Generation } from "./generation.ts";
import { jsonLength } from "./json-length.ts";
import type { CallMemory } from "./memory.ts";
import type { ModelUsage } from "./model.ts";
import type { Price } from "./options.ts";

/** Of text in most languages and models; only used where the provider did not come to tell. */
const charactersPerToken = 4;

export interface Account {
  /** Adds a generation to what the call has taken, and tells whoever watches the call. */
  add(generation: Generation, responseId: number | undefined): void;
}

export function createAccount<State>(
  call: Call,
  memory: CallMemory<State>,
  prices: Readonly<Record<string, Price>>,
): Account {
  return {
    add({ usage, characters, request, ...generation }, responseId) {
      // Who could not be reached, or refused, has read nothing.
      const wasRefused = generation.outcome === "failed" && generation.firstTokenMs === undefined;
      const counted: ModelUsage = countable(usage) ?? {
        inputTokens: wasRefused ? 0 : Math.ceil(charactersOf(request) / charactersPerToken),
        outputTokens: Math.ceil(characters / charactersPerToken),
        cachedInputTokens: 0,
      };
      const price = Object.hasOwn(prices, generation.model) ? prices[generation.model] : undefined;
      const costUsd = price === undefined ? undefined : costOf(counted, price);
      memory.tokens += counted.inputTokens + counted.outputTokens;
      memory.costUsd += costUsd ?? 0;
      const isEstimated = countable(usage) === undefined;
      call.note({ kind: "generation", responseId, ...generation, ...counted, isEstimated, costUsd });
    },
  };
}

function charactersOf({ instructions, messages }: Generation["request"]): number {
  return instructions.length + jsonLength(messages);
}

/** Undefined for what would spoil every sum; providers that do not count say 0 for all, or nothing. */
function countable(usage: ModelUsage | undefined): ModelUsage | undefined {
  if (usage === undefined || usage === null) return undefined;
  const { inputTokens, outputTokens, cachedInputTokens } = usage;
  const numbers = [inputTokens, outputTokens, cachedInputTokens];
  const canBeSummed = numbers.every((value) => Number.isFinite(value) && value >= 0) && inputTokens + outputTokens > 0;
  return canBeSummed ? { inputTokens, outputTokens, cachedInputTokens } : undefined;
}

function costOf({ inputTokens, outputTokens, cachedInputTokens }: ModelUsage, price: Price): number {
  const { input, output, cachedInput = input } = price;
  return ((inputTokens - cachedInputTokens) * input + cachedInputTokens * cachedInput + outputTokens * output) / 1e6;
}
