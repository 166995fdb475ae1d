/** Which messages the inspector lists. */
import type { FrameRecord } from "../../../src/platform/index.ts";
import type { TurnRecord } from "../model/turn-record.ts";

export interface FrameFilter {
  readonly direction: "all" | FrameRecord["direction"];
  /** A type of message, `all`, or `but-pings`. */
  readonly type: string;
  readonly verdict: "all" | "trouble";
  /** Searched in the text, whatever the case. */
  readonly text: string;
  readonly turn: TurnRecord | undefined;
}

export const noFilter: FrameFilter = { direction: "all", type: "all", verdict: "all", text: "", turn: undefined };

export function matches(frame: FrameRecord, filter: FrameFilter): boolean {
  if (filter.direction !== "all" && frame.direction !== filter.direction) return false;
  if (filter.type === "but-pings" ? frame.type === "ping_pong" : filter.type !== "all" && frame.type !== filter.type) {
    return false;
  }
  if (filter.verdict === "trouble" && !isTrouble(frame)) return false;
  if (filter.turn !== undefined && !isOfTurn(frame, filter.turn)) return false;
  return filter.text === "" || frame.text.toLowerCase().includes(filter.text.toLowerCase());
}

/** The platform takes no notice of it, or something was found. */
export function isTrouble(frame: FrameRecord): boolean {
  return frame.verdict === "dropped" || frame.verdict === "lost" || frame.findings.length > 0;
}

export function isOfTurn(frame: FrameRecord, turn: TurnRecord): boolean {
  if (turn.kind !== "interrupt") return frame.responseId === turn.turnId;
  if (frame.type !== "agent_interrupt") return false;
  return frame.atMs >= turn.askedAtMs && frame.atMs <= (turn.endedAtMs ?? Number.POSITIVE_INFINITY);
}

/** The messages that match, kept up to date as they come: each is looked at once. */
export class FilteredFrames {
  #source: readonly FrameRecord[] = [];
  #filter: FrameFilter = noFilter;
  #seenCount = 0;
  #matching: FrameRecord[] = [];

  update(source: readonly FrameRecord[], filter: FrameFilter): readonly FrameRecord[] {
    if (source !== this.#source || filter !== this.#filter) {
      this.#source = source;
      this.#filter = filter;
      this.#seenCount = 0;
      this.#matching = [];
    }
    for (; this.#seenCount < source.length; this.#seenCount += 1) {
      const frame = source[this.#seenCount];
      if (frame !== undefined && matches(frame, filter)) this.#matching.push(frame);
    }
    return this.#matching;
  }
}
