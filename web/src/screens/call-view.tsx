/** One call: the conversation, and beside it the timeline, its numbers and the wire. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CallSummary, FindingKinds } from "../../../src/console/feed.ts";
import type { CallTrack } from "../model/call-track.ts";
import { formatMoment } from "../model/format.ts";
import { chosenEntry, type Selection } from "../model/selection.ts";
import type { AgentEntry, CallerEntry, TalkEntry } from "../model/talk-log.ts";
import { describeTotal } from "../model/work-text.ts";
import { useChanges, useTicks } from "../parts/use-changes.ts";
import { Announcer } from "../talk/announcer.tsx";
import { CallStatus } from "../talk/call-status.tsx";
import { Transcript } from "../talk/transcript.tsx";
import { LatencyTable } from "../timeline/latency-table.tsx";
import { ReplayBar } from "../timeline/replay-bar.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import { isOfTurn } from "../wire/frame-filter.ts";
import { WirePanel } from "../wire/wire-panel.tsx";

export interface CallViewProps {
  readonly track: CallTrack;
  readonly summary: CallSummary | undefined;
  readonly findingKinds: FindingKinds;
  /** What the caller has in hand while the call runs. */
  readonly children?: ComponentChildren;
}

/** How often the clock of a running call moves on, in ms. */
const tickMs = 100;

export function CallView({ track, summary, findingKinds, children }: CallViewProps): JSX.Element {
  useChanges(track);
  useTicks(!track.isOver, tickMs);
  const [selection, setSelection] = useState<Selection>({});
  // A choice in one call means nothing in another.
  useEffect(() => setSelection({}), [track]);
  const model = track.shown;
  const nowMs = track.shownMs(performance.now());
  const { total } = model.work.call.sums;
  const isReplay = track.replay !== undefined;
  const chooseEntry = (entry: TalkEntry): void => {
    if (entry.kind === "note") return;
    setSelection(entry.kind === "agent" ? ofTurn(track, entry) : { atMs: entry.startMs, ...firstFrame(track, entry) });
  };
  return (
    <>
      <section class="panel talk" aria-label="Call">
        <CallStatus summary={summary} model={model} nowMs={nowMs} isReplay={isReplay} />
        <Transcript
          entries={model.talk.entries}
          chosen={chosenEntry(model.talk.entries, selection)}
          onChoose={chooseEntry}
        />
        {track.isOver ? <ReplayBar track={track} /> : null}
        {children}
        <Announcer entries={model.talk.entries} isQuiet={isReplay} />
      </section>
      <div class="watch">
        <Timeline
          model={model}
          nowMs={nowMs}
          endMs={track.isOver ? track.live.lastMs : nowMs}
          selection={selection}
          onSelect={setSelection}
        />
        <div class="numbers">
          <LatencyTable latency={model.latency} />
          <div class="numbers-aside">
            {total === undefined ? null : <p class="model-total">Models: {describeTotal(total)}.</p>}
            <p class="chosen-moment">
              {selection.atMs === undefined ? (
                "Choose a turn to see its frames, or a frame to see its moment."
              ) : (
                <>
                  Looking at {formatMoment(selection.atMs)}
                  {selection.turn === undefined ? "" : `, turn #${selection.turn.turnId}`}.{" "}
                  <button type="button" class="button small" onClick={() => setSelection({})}>
                    Clear
                  </button>
                </>
              )}
            </p>
          </div>
        </div>
        <WirePanel
          model={model}
          forgottenCount={track.forgottenCount}
          findingKinds={findingKinds}
          selection={selection}
          onSelect={setSelection}
        />
      </div>
    </>
  );
}

function ofTurn(track: CallTrack, entry: AgentEntry): Selection {
  const { turns, frames } = track.shown;
  const isInterrupt = entry.turnKind === "interrupt";
  const turn = turns.all.findLast(
    ({ turnId, kind, askedAtMs }) =>
      turnId === entry.turnId && (kind === "interrupt") === isInterrupt && askedAtMs <= entry.startMs,
  );
  if (turn === undefined) return { atMs: entry.startMs };
  const frame = frames.find((candidate) => isOfTurn(candidate, turn));
  return { turn, atMs: entry.startMs, ...(frame === undefined ? {} : { frame }) };
}

function firstFrame(track: CallTrack, entry: CallerEntry): Selection {
  const frame = track.shown.frames.find(
    ({ atMs, direction, type }) => atMs >= entry.startMs && direction === "to-server" && type !== "ping_pong",
  );
  return frame === undefined ? {} : { frame };
}
