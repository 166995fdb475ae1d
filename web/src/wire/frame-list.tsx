/** The messages, one a row, and beside them the chosen one in full. */
import type { JSX } from "preact";
import type { FindingKinds } from "../../../src/console/feed.ts";
import type { FrameRecord } from "../../../src/platform/index.ts";
import { formatBytes, formatMoment } from "../model/format.ts";
import type { Select, Selection } from "../model/selection.ts";
import { Icon } from "../parts/icon.tsx";
import { VirtualList } from "../parts/virtual-list.tsx";
import { FrameDetail } from "./frame-detail.tsx";
import { frameGist } from "./frame-text.ts";

export interface FrameListProps {
  /** Of its own, where the page has several. @default "frame" */
  readonly id?: string;
  readonly frames: readonly FrameRecord[];
  readonly isFiltered: boolean;
  readonly findingKinds: FindingKinds;
  readonly selection: Selection;
  readonly onSelect: Select;
}

export function FrameList(props: FrameListProps): JSX.Element {
  const { id = "frame", frames, isFiltered, findingKinds, selection, onSelect } = props;
  const { turn, frame } = selection;
  const choose = (position: number): void => {
    const next = frames[position];
    if (next !== undefined) onSelect({ ...(turn === undefined ? {} : { turn }), frame: next, atMs: next.atMs });
  };
  return (
    <div class={frame === undefined ? "wire-body" : "wire-body split"}>
      {frames.length === 0 ? (
        <p class="empty">{isFiltered ? "No message matches: change or clear the filter." : "No message yet."}</p>
      ) : (
        <VirtualList
          id={id}
          label="Messages"
          count={frames.length}
          rowHeight={26}
          chosen={frame === undefined ? -1 : frames.indexOf(frame)}
          follows={frame === undefined}
          onChoose={choose}
          row={(position) => <FrameRow frame={frames[position]} />}
        />
      )}
      {frame === undefined ? null : <FrameDetail frame={frame} findingKinds={findingKinds} />}
    </div>
  );
}

function FrameRow({ frame }: { readonly frame: FrameRecord | undefined }): JSX.Element | null {
  if (frame === undefined) return null;
  const isDropped = frame.verdict === "dropped" || frame.verdict === "lost";
  const isToServer = frame.direction === "to-server";
  return (
    <>
      <span class="frame-time">{formatMoment(frame.atMs)}</span>
      <span class={`frame-direction ${frame.direction}`}>
        <Icon name={isToServer ? "toServer" : "fromServer"} />
        <span class="hidden">{isToServer ? "to the server" : "from the server"}</span>
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
