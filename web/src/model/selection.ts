/** What the user points at: a turn, a message, or a moment; each panel shows its part of it. */
import type { FrameRecord } from "../../../src/platform/index.ts";
import type { TalkEntry } from "./talk-log.ts";
import type { TurnRecord } from "./turn-record.ts";

export interface Selection {
  readonly turn?: TurnRecord;
  readonly frame?: FrameRecord;
  /** In ms since the call was placed. */
  readonly atMs?: number;
}

export type Select = (selection: Selection) => void;

/** The entry of the conversation that belongs to what was chosen. */
export function chosenEntry(entries: readonly TalkEntry[], { turn, atMs }: Selection): TalkEntry | undefined {
  const ofTurn =
    turn === undefined
      ? undefined
      : entries.find(
          (entry) => entry.kind === "agent" && entry.turnId === turn.turnId && entry.startMs >= turn.askedAtMs,
        );
  if (ofTurn !== undefined || atMs === undefined) return ofTurn;
  return entries.findLast(({ startMs }) => startMs <= atMs);
}
