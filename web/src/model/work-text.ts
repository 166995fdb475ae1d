/** What the agent told of its own work, in words. */

import { formatDuration } from "../../../src/internal/format-duration.ts";
import type { Generation, ToolRun, WorkItem } from "./agent-work.ts";
import { countOf, formatCost, formatCount } from "./format.ts";
import type { GenerationSum } from "./generation-sums.ts";

/** What became of it and its numbers, without its name. */
export function describeWork(item: WorkItem): string {
  // Names that say nothing, or what the outcome has said.
  const error = item.error === "Error" || item.error === "ModelStalled" ? undefined : item.error;
  return [...partsOf(item), error ?? ""].filter((part) => part !== "").join(" · ");
}

function partsOf(item: WorkItem): string[] {
  switch (item.kind) {
    case "generation":
      return generationParts(item);
    case "tool":
      return toolParts(item);
    case "rung":
      return [];
  }
}

function generationParts(generation: Generation): string[] {
  const { firstTokenMs, firstSpeechMs, firstSentenceMs, startMs, endMs } = generation;
  return [
    timePart("first token", firstTokenMs),
    timePart("first word", firstSpeechMs),
    timePart("first sentence", firstSentenceMs),
    timePart("over after", endMs - startMs),
    describeTokens(generation),
    generation.costUsd === undefined ? "" : formatCost(generation.costUsd, generation),
  ];
}

function toolParts({ waitMs, runMs, outcome }: ToolRun): string[] {
  const hasRun = outcome !== "withdrawn" && outcome !== "remembered";
  return [
    waitMs === 0 ? "" : `waited ${formatDuration(waitMs)} to be confirmed`,
    hasRun ? `ran ${formatDuration(runMs)}` : "",
  ];
}

function timePart(name: string, ms: number | undefined): string {
  return ms === undefined ? "" : `${name} ${formatDuration(ms)}`;
}

type Tokens = Pick<GenerationSum, "inputTokens" | "outputTokens" | "cachedInputTokens" | "isEstimated">;

function describeTokens(tokens: Tokens): string {
  const cached = tokens.cachedInputTokens === 0 ? "" : ` (${formatCount(tokens.cachedInputTokens)} cached)`;
  return `${formatCount(tokens.inputTokens, tokens)} tokens in${cached}, ${formatCount(tokens.outputTokens, tokens)} out`;
}

const tones: Readonly<Record<string, "calm" | "bad">> = {
  kept: "calm",
  done: "calm",
  remembered: "calm",
  failed: "bad",
  stalled: "bad",
};

/** How an outcome is marked, whether it was begun early or not: calmly if it went well. */
export function outcomeTone(outcome: string): "calm" | "note" | "bad" {
  return tones[outcome.replace(/, early$/, "")] ?? "note";
}

/** A whole call in one line, such as `3 generations, 1,240 tokens, $0.0042`. */
export function describeTotal(sum: GenerationSum): string {
  const tokens = `${formatCount(sum.inputTokens + sum.outputTokens, sum)} tokens`;
  const cost = sum.costUsd === undefined ? "" : `, ${formatCost(sum.costUsd, sum)}`;
  return `${countOf(sum.count, "generation")}, ${tokens}${cost}`;
}
