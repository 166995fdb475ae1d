/** What the user points at: a turn, a message, or a moment; each panel shows its part of it. */
import type { FrameRecord } from "../../../src/platform/index.ts";
import type { TurnRecord } from "./turn-record.ts";

export interface Selection {
  readonly turn?: TurnRecord;
  readonly frame?: FrameRecord;
  /** In ms since the call was placed. */
  readonly atMs?: number;
}

export type Select = (selection: Selection) => void;
