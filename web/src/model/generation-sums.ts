/** What language models took: tokens and money, of the generations that were kept and of those that were for nobody. */

/** The part of a generation that is summed. */
interface Counted {
  readonly outcome: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens: number;
  readonly isEstimated: boolean;
  readonly costUsd: number | undefined;
}

export interface GenerationSum {
  readonly count: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input tokens. */
  readonly cachedInputTokens: number;
  /** Some of the tokens were counted by no provider. */
  readonly isEstimated: boolean;
  /** In US dollars, of models with a known price; absent when there is none among them. */
  readonly costUsd: number | undefined;
  /** Generations of models without a known price. */
  readonly unpricedCount: number;
}

/** What was heard comes first. */
const order = ["kept", "withdrawn", "failed", "stalled"].flatMap((outcome) => [outcome, `${outcome}, early`]);

export class GenerationSums {
  readonly #byOutcome = new Map<string, GenerationSum>();
  #total: GenerationSum | undefined;

  add(generation: Counted): void {
    const { outcome } = generation;
    this.#byOutcome.set(outcome, plus(this.#byOutcome.get(outcome), generation));
    this.#total = plus(this.#total, generation);
  }

  get byOutcome(): readonly (readonly [outcome: string, sum: GenerationSum])[] {
    const place = (outcome: string): number => (order.includes(outcome) ? order.indexOf(outcome) : order.length);
    return [...this.#byOutcome].sort(([a], [b]) => place(a) - place(b));
  }

  /** @returns undefined when no model was asked. */
  get total(): GenerationSum | undefined {
    return this.#total;
  }
}

function plus(sum: GenerationSum | undefined, generation: Counted): GenerationSum {
  const { costUsd } = generation;
  return {
    count: (sum?.count ?? 0) + 1,
    inputTokens: (sum?.inputTokens ?? 0) + generation.inputTokens,
    outputTokens: (sum?.outputTokens ?? 0) + generation.outputTokens,
    cachedInputTokens: (sum?.cachedInputTokens ?? 0) + generation.cachedInputTokens,
    isEstimated: (sum?.isEstimated ?? false) || generation.isEstimated,
    costUsd: costUsd === undefined ? sum?.costUsd : (sum?.costUsd ?? 0) + costUsd,
    unpricedCount: (sum?.unpricedCount ?? 0) + (costUsd === undefined ? 1 : 0),
  };
}
