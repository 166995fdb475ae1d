/** What the timeline knows of one turn of the agent: when it was asked for, what it took, and how it ended. */
import type { CallEvent, TurnKind, TurnTiming } from "../../../src/platform/index.ts";

export interface TurnRecord {
  /** Counts the call's turns, from 0. */
  readonly key: number;
  /** The `response_id`; for speech that nobody asked for, the `interrupt_id`. */
  readonly turnId: number;
  readonly kind: TurnKind;
  readonly askedAtMs: number;
  /** Asked for while the caller may go on. */
  readonly isEarly: boolean;
  timing: TurnTiming | undefined;
  /** Absent while it goes on. */
  endedAtMs: number | undefined;
  /** When the first and the latest speech of the server came, seen on the wire. */
  firstTextAtMs: number | undefined;
  lastTextAtMs: number | undefined;
}

/** How far back a turn is looked for; older ones are long over. */
const lookBackCount = 16;

export class TurnRecords {
  readonly all: TurnRecord[] = [];

  apply(event: CallEvent): void {
    switch (event.type) {
      case "request-made":
        this.#add(event.responseId, event.kind, event.atMs, event.early);
        break;
      case "request-withdrawn": {
        const turn = this.#find(event.responseId, false);
        if (turn !== undefined) turn.endedAtMs ??= event.atMs;
        break;
      }
      case "agent-started":
        this.#of(event.timing, event.kind).timing = event.timing;
        break;
      case "turn-finished": {
        const turn = this.#of(event.timing, event.timing.kind);
        turn.timing = event.timing;
        turn.endedAtMs = event.atMs;
        break;
      }
      case "frame-passed": {
        const { frame } = event;
        if (frame.type !== "response" || frame.responseId === undefined || frame.verdict !== "accepted") break;
        const turn = this.#find(frame.responseId, false);
        if (turn === undefined || turn.endedAtMs !== undefined) break;
        turn.firstTextAtMs ??= event.atMs;
        turn.lastTextAtMs = event.atMs;
        break;
      }
    }
  }

  /** The newest turn, when nothing of it was heard yet. */
  get waiting(): TurnRecord | undefined {
    const turn = this.all.at(-1);
    return turn !== undefined && turn.endedAtMs === undefined && turn.timing === undefined ? turn : undefined;
  }

  #of(timing: TurnTiming, kind: TurnKind): TurnRecord {
    return this.#find(timing.turnId, kind === "interrupt") ?? this.#add(timing.turnId, kind, timing.askedAtMs, false);
  }

  #find(turnId: number, isInterrupt: boolean): TurnRecord | undefined {
    for (let index = this.all.length - 1; index >= Math.max(0, this.all.length - lookBackCount); index -= 1) {
      const turn = this.all[index];
      if (turn?.turnId === turnId && (turn.kind === "interrupt") === isInterrupt) return turn;
    }
    return undefined;
  }

  #add(turnId: number, kind: TurnKind, askedAtMs: number, isEarly: boolean): TurnRecord {
    const turn: TurnRecord = {
      key: this.all.length,
      turnId,
      kind,
      askedAtMs,
      isEarly,
      timing: undefined,
      endedAtMs: undefined,
      firstTextAtMs: undefined,
      lastTextAtMs: undefined,
    };
    this.all.push(turn);
    return turn;
  }
}
