/** The agent's own work in numbers, of the whole call or of the chosen turn: each model, tool and rung against silence. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { WorkItem, WorkLog } from "../model/agent-work.ts";
import { formatMoment } from "../model/format.ts";
import type { Select } from "../model/selection.ts";
import type { TurnRecord } from "../model/turn-record.ts";
import { describeWork, outcomeTone } from "../model/work-text.ts";
import { GenerationTable } from "./generation-table.tsx";

export interface WorkListProps {
  /** Of the call, or of the chosen turn; absent when nothing was told of it. */
  readonly log: WorkLog | undefined;
  readonly turn: TurnRecord | undefined;
  readonly onSelect: Select;
}

/** Items that are drawn; older ones wait behind a button. */
const shownCount = 100;

export function WorkList({ log, turn, onSelect }: WorkListProps): JSX.Element {
  const [limit, setLimit] = useState(shownCount);
  const items = log?.items ?? [];
  const first = Math.max(0, items.length - limit);
  const title = turn === undefined ? "The whole call" : `Turn #${turn.turnId}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <section class="work" aria-label="Model" tabIndex={0}>
      {log?.sums.total === undefined ? null : <GenerationTable title={title} sums={log.sums} total={log.sums.total} />}
      {items.length === 0 ? <p class="empty">{title}: no model was asked, and no tool called.</p> : null}
      {first === 0 ? null : (
        <button type="button" class="button small" onClick={() => setLimit(limit + shownCount)}>
          Show {Math.min(first, shownCount)} earlier entries
        </button>
      )}
      <ol>
        {items.slice(first).map((item) => (
          <WorkRow
            key={item.key}
            item={item}
            onChoose={() => onSelect({ ...(turn === undefined ? {} : { turn }), atMs: item.startMs })}
          />
        ))}
      </ol>
    </section>
  );
}

function WorkRow({ item, onChoose }: { readonly item: WorkItem; onChoose(): void }): JSX.Element {
  const { kind, label, startMs, turnId } = item;
  const outcome = item.kind === "rung" ? "" : item.outcome;
  return (
    <li class={kind}>
      <button type="button" class="button small" onClick={onChoose}>
        {formatMoment(startMs)}
      </button>
      <p>
        <span class="work-turn">{turnId === undefined ? "no turn" : `#${turnId}`}</span>{" "}
        <span class="work-name">{kind === "tool" ? `${label}()` : label}</span>{" "}
        {outcome === "" ? null : <span class={`badge ${outcomeTone(outcome)}`}>{outcome}</span>}{" "}
        <span class="work-numbers">{describeWork(item)}</span>
      </p>
    </li>
  );
}
