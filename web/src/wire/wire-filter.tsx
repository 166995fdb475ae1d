/** Chooses which messages the inspector lists. */
import type { JSX } from "preact";
import type { FrameRecord } from "../../../src/platform/index.ts";
import type { FrameFilter } from "./frame-filter.ts";

export interface WireFilterProps {
  readonly filter: FrameFilter;
  readonly frames: readonly FrameRecord[];
  onChange(filter: Omit<FrameFilter, "turn">): void;
}

export function WireFilter({ filter, frames, onChange }: WireFilterProps): JSX.Element {
  const types = [...new Set(frames.map(({ type }) => type))].sort();
  return (
    <search class="wire-filter">
      <select
        aria-label="Direction"
        value={filter.direction}
        onChange={({ currentTarget }) =>
          onChange({ ...filter, direction: currentTarget.value as FrameFilter["direction"] })
        }
      >
        <option value="all">both ways</option>
        <option value="to-server">to the server</option>
        <option value="from-server">from the server</option>
      </select>
      <select
        aria-label="Type"
        value={filter.type}
        onChange={({ currentTarget }) => onChange({ ...filter, type: currentTarget.value })}
      >
        <option value="all">all types</option>
        <option value="but-pings">all but keep-alives</option>
        {types.map((type) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </select>
      <select
        aria-label="Verdict"
        value={filter.verdict}
        onChange={({ currentTarget }) =>
          onChange({ ...filter, verdict: currentTarget.value as FrameFilter["verdict"] })
        }
      >
        <option value="all">any verdict</option>
        <option value="trouble">dropped or noted</option>
      </select>
      <input
        type="search"
        aria-label="Search in messages"
        placeholder="Search"
        value={filter.text}
        onInput={({ currentTarget }) => onChange({ ...filter, text: currentTarget.value })}
      />
    </search>
  );
}
