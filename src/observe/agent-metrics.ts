/** Counts what agents tell of their own work: models, tools, and what was done against silence. */
import type { AgentNote, GenerationNote, RungNote, ToolNote } from "../session/index.ts";
import { createHistogram, type HistogramSnapshot } from "./histogram.ts";
import { increment } from "./increment.ts";

/** Plain numbers since the metrics were created; all 0 or empty for agents that tell nothing. */
export interface AgentMetricsSnapshot {
  readonly generations: Readonly<Partial<Record<GenerationNote["outcome"], number>>>;
  /** Of these, the ones that were begun ahead of a request; `withdrawn` ones came to nothing. */
  readonly earlyGenerations: Readonly<Partial<Record<GenerationNote["outcome"], number>>>;
  /** From the beginning of a generation, or the request that took an early one, to its first token. */
  readonly firstToken: HistogramSnapshot;
  /** The same to its first word for the caller. */
  readonly firstSpeech: HistogramSnapshot;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input tokens. */
  readonly cachedInputTokens: number;
  /** Of the tokens of both kinds, those that no provider has counted. */
  readonly estimatedTokens: number;
  /** In US dollars; of models with a known price. */
  readonly costUsd: number;
  /** Of the cost, what was generated for nobody: withdrawn, failed and stalled generations. */
  readonly wastedUsd: number;
  readonly tools: Readonly<Partial<Record<ToolNote["outcome"], number>>>;
  /** How long tools ran that came to an end, well or not. */
  readonly toolTime: HistogramSnapshot;
  readonly rungs: Readonly<Partial<Record<RungNote["rung"], number>>>;
}

export interface AgentMetrics {
  add(note: AgentNote): void;
  snapshot(): AgentMetricsSnapshot;
}

export function createAgentMetrics(): AgentMetrics {
  const generations: Partial<Record<GenerationNote["outcome"], number>> = {};
  const earlyGenerations: Partial<Record<GenerationNote["outcome"], number>> = {};
  const tools: Partial<Record<ToolNote["outcome"], number>> = {};
  const rungs: Partial<Record<RungNote["rung"], number>> = {};
  const firstToken = createHistogram();
  const firstSpeech = createHistogram();
  const toolTime = createHistogram();
  const sums = {
    inputTokens: 0,
    outputTokens: 0,
    cachedInputTokens: 0,
    estimatedTokens: 0,
    costUsd: 0,
    wastedUsd: 0,
  };

  const addGeneration = (note: GenerationNote): void => {
    const { outcome, costUsd = 0 } = note;
    increment(generations, outcome);
    if (note.purpose === "early") increment(earlyGenerations, outcome);
    if (note.firstTokenMs !== undefined) firstToken.record(note.firstTokenMs);
    if (note.firstSpeechMs !== undefined) firstSpeech.record(note.firstSpeechMs);
    sums.inputTokens += note.inputTokens;
    sums.outputTokens += note.outputTokens;
    sums.cachedInputTokens += note.cachedInputTokens;
    if (note.isEstimated) sums.estimatedTokens += note.inputTokens + note.outputTokens;
    sums.costUsd += costUsd;
    if (outcome !== "kept") sums.wastedUsd += costUsd;
  };

  return {
    add(note) {
      switch (note.kind) {
        case "generation":
          addGeneration(note);
          break;
        case "tool":
          increment(tools, note.outcome);
          if (note.outcome === "done" || note.outcome === "failed") toolTime.record(note.durationMs);
          break;
        case "rung":
          increment(rungs, note.rung);
          break;
      }
    },
    snapshot: () => ({
      generations: { ...generations },
      earlyGenerations: { ...earlyGenerations },
      firstToken: firstToken.snapshot(),
      firstSpeech: firstSpeech.snapshot(),
      ...sums,
      tools: { ...tools },
      toolTime: toolTime.snapshot(),
      rungs: { ...rungs },
    }),
  };
}
