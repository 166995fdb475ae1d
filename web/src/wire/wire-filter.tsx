/** Chooses which messages the inspector lists. */
import type { JSX } from "preact";
import type { FrameRecord } from "../../../src/platform/index.ts";
import { Select } from "../parts/select.tsx";
import type { FrameFilter } from "./frame-filter.ts";

export interface WireFilterProps {
  readonly filter: FrameFilter;
  readonly frames: readonly FrameRecord[];
  onChange(filter: Omit<FrameFilter, "turn">): void;
}

const directions = [
  ["all", "both ways"],
  ["to-server", "to the server"],
  ["from-server", "from the server"],
] as const;

const verdicts = [
  ["all", "any verdict"],
  ["trouble", "dropped or noted"],
] as const;

export function WireFilter({ filter, frames, onChange }: WireFilterProps): JSX.Element {
  const types = [...new Set(frames.map(({ type }) => type))].sort();
  return (
    <search class="wire-filter">
      <Select
        name="Direction"
        value={filter.direction}
        options={directions}
        onChoose={(direction) => onChange({ ...filter, direction })}
      />
      <Select
        name="Type"
        value={filter.type}
        options={[
          ["all", "all types"],
          ["but-pings", "all but keep-alives"],
          ...types.map((type) => [type, type] as const),
        ]}
        onChoose={(type) => onChange({ ...filter, type })}
      />
      <Select
        name="Verdict"
        value={filter.verdict}
        options={verdicts}
        onChoose={(verdict) => onChange({ ...filter, verdict })}
      />
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
