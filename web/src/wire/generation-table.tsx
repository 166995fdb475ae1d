/** What language models took, by what became of it. */
import type { JSX } from "preact";
import { estimatedSign, formatCost, formatCount } from "../model/format.ts";
import type { GenerationSum, GenerationSums } from "../model/generation-sums.ts";

export interface GenerationTableProps {
  /** What it is the sum of. */
  readonly title: string;
  readonly sums: GenerationSums;
  readonly total: GenerationSum;
}

export function GenerationTable({ title, sums, total }: GenerationTableProps): JSX.Element {
  const rows = sums.byOutcome;
  return (
    <div class="generations">
      <table class="figures">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">Generations</th>
            <th scope="col">count</th>
            <th scope="col">tokens in</th>
            <th scope="col">cached</th>
            <th scope="col">out</th>
            <th scope="col">cost</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([outcome, sum]) => (
            <SumRow key={outcome} name={outcome} sum={sum} />
          ))}
          {rows.length > 1 ? <SumRow name="together" sum={total} /> : null}
        </tbody>
      </table>
      {total.isEstimated ? <p class="hint">{estimatedSign} Estimated: the provider did not come to tell.</p> : null}
      {priceHint(total)}
    </div>
  );
}

function SumRow({ name, sum }: { readonly name: string; readonly sum: GenerationSum }): JSX.Element {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{formatCount(sum.count)}</td>
      <td>{formatCount(sum.inputTokens, sum)}</td>
      <td>{formatCount(sum.cachedInputTokens)}</td>
      <td>{formatCount(sum.outputTokens, sum)}</td>
      <td>{sum.costUsd === undefined ? "–" : formatCost(sum.costUsd, sum)}</td>
    </tr>
  );
}

function priceHint({ costUsd, unpricedCount }: GenerationSum): JSX.Element | null {
  if (unpricedCount === 0) return null;
  const whose = costUsd === undefined ? "No price is known" : "Of some models no price is known";
  return (
    <p class="hint">
      {whose}: give the agent <code>prices</code> to see what it costs.
    </p>
  );
}
