/** The wire inspector: every message in both directions, what the platform makes of it, what it found, and its log. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { FindingKinds } from "../../../src/console/feed.ts";
import type { CallModel } from "../model/call-model.ts";
import { countOf } from "../model/format.ts";
import type { Select, Selection } from "../model/selection.ts";
import { FindingList } from "./finding-list.tsx";
import { FilteredFrames, type FrameFilter, noFilter } from "./frame-filter.ts";
import { FrameList } from "./frame-list.tsx";
import { LogList } from "./log-list.tsx";
import { WireFilter } from "./wire-filter.tsx";
import { WorkList } from "./work-list.tsx";

export interface WirePanelProps {
  readonly model: CallModel;
  readonly forgottenCount: number;
  readonly findingKinds: FindingKinds;
  readonly selection: Selection;
  readonly onSelect: Select;
}

type View = "frames" | "findings" | "log" | "work";

export function WirePanel({ model, forgottenCount, findingKinds, selection, onSelect }: WirePanelProps): JSX.Element {
  const [wanted, setView] = useState<View>("frames");
  const [choice, setChoice] = useState<Omit<FrameFilter, "turn">>(noFilter);
  const filtered = useMemo(() => new FilteredFrames(), []);
  const { frames, findings, lines, work } = model;
  const { turn } = selection;
  const filter = useMemo<FrameFilter>(() => ({ ...choice, turn }), [choice, turn]);
  const shown = filtered.update(frames, filter);
  // Another call may be of a server that is not known from within.
  const view = wanted === "work" && !work.isKnown ? "frames" : wanted;
  const workLog = turn === undefined ? work.call : work.ofTurn(turn);
  const views: Readonly<Partial<Record<View, string>>> = {
    frames: countText("Wire", shown.length, frames.length),
    findings: `Findings ${findings.length}`,
    log: "Log",
    ...(work.isKnown ? { work: countText("Model", workLog?.items.length ?? 0, work.call.items.length) } : {}),
  };
  return (
    <section class="panel wire" aria-label="Wire">
      <header class="panel-head">
        <fieldset class="choices">
          <legend class="hidden">View</legend>
          {(Object.entries(views) as [View, string][]).map(([name, label]) => (
            <button key={name} type="button" aria-pressed={name === view} onClick={() => setView(name)}>
              {label}
            </button>
          ))}
        </fieldset>
        {view === "frames" ? <WireFilter filter={filter} frames={frames} onChange={setChoice} /> : null}
      </header>
      {forgottenCount > 0 ? (
        <p class="hint">The oldest {countOf(forgottenCount, "event")} were let go to bound the memory.</p>
      ) : null}
      {view === "frames" ? (
        <FrameList
          frames={shown}
          isFiltered={shown.length < frames.length}
          findingKinds={findingKinds}
          selection={selection}
          onSelect={onSelect}
        />
      ) : null}
      {view === "findings" ? <FindingList findings={findings} onSelect={onSelect} /> : null}
      {view === "log" ? <LogList lines={lines} /> : null}
      {view === "work" ? <WorkList log={workLog} turn={turn} onSelect={onSelect} /> : null}
    </section>
  );
}

function countText(name: string, shown: number, all: number): string {
  return shown === all ? `${name} ${all}` : `${name} ${shown} of ${all}`;
}
