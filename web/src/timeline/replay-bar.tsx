/** Plays a call that is over again: play, pause, seek, speed. */
import type { JSX } from "preact";
import type { CallTrack } from "../model/call-track.ts";
import { formatMoment } from "../model/format.ts";
import { replaySpeeds } from "../model/replay.ts";
import { Icon } from "../parts/icon.tsx";

export function ReplayBar({ track }: { readonly track: CallTrack }): JSX.Element {
  const { replay } = track;
  const endMs = track.live.lastMs;
  const positionMs = replay?.positionMs ?? endMs;
  return (
    <section class="replay" aria-label="Replay">
      <button
        type="button"
        class="button small"
        onClick={() => (replay?.isPlaying === true ? replay.pause() : track.startReplay().play())}
      >
        <Icon name={replay?.isPlaying === true ? "pause" : "play"} />
        {replay?.isPlaying === true ? "Pause" : "Replay"}
      </button>
      <input
        type="range"
        aria-label="Moment of the call"
        aria-valuetext={formatMoment(positionMs)}
        min={0}
        max={Math.ceil(endMs)}
        step={100}
        value={positionMs}
        onInput={({ currentTarget }) => track.startReplay().seek(Number(currentTarget.value))}
      />
      <span class="replay-moment">
        {formatMoment(positionMs)} / {formatMoment(endMs)}
      </span>
      <fieldset class="choices">
        <legend class="hidden">Speed</legend>
        {replaySpeeds.map((speed) => (
          <button
            key={speed}
            type="button"
            aria-pressed={replay?.speed === speed}
            onClick={() => track.startReplay().setSpeed(speed)}
          >
            {speed}×
          </button>
        ))}
        <button type="button" aria-pressed={replay === undefined} onClick={() => track.endReplay()}>
          max
        </button>
      </fieldset>
    </section>
  );
}
