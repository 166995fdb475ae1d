/** What an agent's notes on its own work come to: tokens, money, tools, and what was done against silence. */
import type { ServerNote } from "./events.ts";
import type { CallReport, NoteRecord } from "./report.ts";

export interface NoteTotals {
  /** The generations of language models, by purpose and outcome. */
  readonly generations: readonly GenerationTotals[];
  /** How often tools came to each outcome. */
  readonly tools: Readonly<Record<string, number>>;
  /** How often each rung against silence was used, or a limit of the call reached. */
  readonly rungs: Readonly<Record<string, number>>;
}

export interface GenerationTotals {
  /** Such as `answer`; `early` ones were begun before the request. */
  readonly purpose: string;
  /** Such as `kept` or `withdrawn`. */
  readonly outcome: string;
  readonly count: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input tokens. */
  readonly cachedInputTokens: number;
  /** Of the tokens of both kinds, those that no provider has counted. */
  readonly estimatedTokens: number;
  /** In US dollars, of models with a known price; absent when there is none among them. */
  readonly costUsd?: number;
}

/** The report with what the server's agent told of its own work, and the sums of it. */
export function withNotes(report: CallReport, notes: readonly NoteRecord[]): CallReport {
  return notes.length === 0 ? report : { ...report, notes, noteTotals: toTotals(notes) };
}

function toTotals(notes: readonly NoteRecord[]): NoteTotals {
  const generations = new Map<string, GenerationTotals>();
  const tools = new Map<string, number>();
  const rungs = new Map<string, number>();
  for (const note of notes) {
    if (note.kind === "generation") addGeneration(generations, note);
    if (note.kind === "tool") addOne(tools, textOf(note.outcome));
    if (note.kind === "rung") addOne(rungs, textOf(note.rung));
  }
  return {
    generations: [...generations.values()],
    tools: Object.fromEntries(tools),
    rungs: Object.fromEntries(rungs),
  };
}

function addGeneration(sums: Map<string, GenerationTotals>, note: ServerNote): void {
  const [purpose, outcome] = [textOf(note.purpose), textOf(note.outcome)];
  const key = `${purpose} ${outcome}`;
  const sum = sums.get(key);
  const tokens = numberOf(note.inputTokens) + numberOf(note.outputTokens);
  const costUsd = typeof note.costUsd === "number" ? (sum?.costUsd ?? 0) + note.costUsd : sum?.costUsd;
  sums.set(key, {
    purpose,
    outcome,
    count: (sum?.count ?? 0) + 1,
    inputTokens: (sum?.inputTokens ?? 0) + numberOf(note.inputTokens),
    outputTokens: (sum?.outputTokens ?? 0) + numberOf(note.outputTokens),
    cachedInputTokens: (sum?.cachedInputTokens ?? 0) + numberOf(note.cachedInputTokens),
    estimatedTokens: (sum?.estimatedTokens ?? 0) + (note.isEstimated === true ? tokens : 0),
    ...(costUsd === undefined ? {} : { costUsd }),
  });
}

function addOne(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function numberOf(value: ServerNote[string]): number {
  return typeof value === "number" ? value : 0;
}

function textOf(value: ServerNote[string]): string {
  return typeof value === "string" ? value : "unknown";
}
