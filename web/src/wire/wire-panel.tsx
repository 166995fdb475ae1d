/** The wire inspector: every message in both directions, and what the platform makes of it. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { FindingKinds } from "../../../src/console/feed.ts";
import type { FrameRecord } from "../../../src/platform/index.ts";
import { countOf, formatBytes, formatMoment } from "../model/format.ts";
import type { Select, Selection } from "../model/selection.ts";
import { Icon } from "../parts/icon.tsx";
import { VirtualList } from "../parts/virtual-list.tsx";
import { FrameDetail } from "./frame-detail.tsx";
import { FilteredFrames, type FrameFilter, noFilter } from "./frame-filter.ts";
import { frameGist } from "./frame-text.ts";
import { WireFilter } from "./wire-filter.tsx";

export interface WirePanelProps {
  readonly frames: readonly FrameRecord[];
  readonly forgottenCount: number;
  readonly findingKinds: FindingKinds;
  readonly selection: Selection;
  readonly onSelect: Select;
}

export function WirePanel({ frames, forgottenCount, findingKinds, selection, onSelect }: WirePanelProps): JSX.Element {
  const [choice, setChoice] = useState<Omit<FrameFilter, "turn">>(noFilter);
  const filtered = useMemo(() => new FilteredFrames(), []);
  const { turn, frame } = selection;
  const filter = useMemo<FrameFilter>(() => ({ ...choice, turn }), [choice, turn]);
  const shown = filtered.update(frames, filter);
  const chosen = frame === undefined ? -1 : shown.indexOf(frame);
  const choose = (position: number): void => {
    const next = shown[position];
    if (next !== undefined) onSelect({ ...(turn === undefined ? {} : { turn }), frame: next, atMs: next.atMs });
  };
  return (
    <section class="panel wire" aria-label="Wire">
      <header class="panel-head">
        <h2>Wire</h2>
        <span class="count">
          {shown.length === frames.length
            ? countOf(frames.length, "frame")
            : `${shown.length} of ${countOf(frames.length, "frame")}`}
        </span>
        <WireFilter filter={filter} frames={frames} onChange={setChoice} onClearTurn={() => onSelect({})} />
      </header>
      {forgottenCount > 0 ? (
        <p class="hint">{countOf(forgottenCount, "older event")} let go to bound the memory.</p>
      ) : null}
      <div class={frame === undefined ? "wire-body" : "wire-body split"}>
        {shown.length === 0 ? (
          <p class="empty">
            {frames.length === 0 ? "No message yet." : "No message matches: change or clear the filter."}
          </p>
        ) : (
          <VirtualList
            id="frame"
            label="Messages"
            count={shown.length}
            rowHeight={26}
            chosen={chosen}
            follows={frame === undefined}
            onChoose={choose}
            row={(position) => <FrameRow frame={shown[position]} />}
          />
        )}
        {frame === undefined ? null : <FrameDetail frame={frame} findingKinds={findingKinds} />}
      </div>
    </section>
  );
}

function FrameRow({ frame }: { readonly frame: FrameRecord | undefined }): JSX.Element | null {
  if (frame === undefined) return null;
  const isDropped = frame.verdict === "dropped" || frame.verdict === "lost";
  return (
    <>
      <span class="frame-time">{formatMoment(frame.atMs)}</span>
      <span class={`frame-direction ${frame.direction}`} title={frame.direction}>
        <Icon name={frame.direction === "to-server" ? "toServer" : "fromServer"} />
      </span>
      <span class="frame-type">{frame.type}</span>
      <span class="frame-id">{frame.responseId === undefined ? "" : `#${frame.responseId}`}</span>
      <span class="frame-gist">{frameGist(frame)}</span>
      {isDropped || frame.findings.length > 0 ? (
        <span class={`badge ${isDropped ? "bad" : "note"}`}>{isDropped ? frame.verdict : frame.findings[0]}</span>
      ) : null}
      <span class="frame-size">{formatBytes(frame.byteCount)}</span>
    </>
  );
}
