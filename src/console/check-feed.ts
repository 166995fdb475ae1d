/** What page and back end say to each other about checks of a server, as types only; part of `feed.ts`. */
import type { Audit, AuditGroup, AuditResult, CheckEvent } from "../check/index.ts";

/** Answered with `check-started` or `refused`. A page runs one check at a time; without the page it is given up. */
export interface StartCheck {
  readonly type: "start-check";
  /** The page's own name for this wish; comes back in the answer. */
  readonly requestId: string;
  /** The LLM WebSocket URL without a call id: ws, wss, http or https. */
  readonly url: string;
  /** Fewer turns, and no audit that takes long. */
  readonly isQuick: boolean;
}

/** Gives the page's check up; what was found until then stays. */
export interface StopCheck {
  readonly type: "stop-check";
  readonly id: string;
}

/** What is told of a check, in this order: one `check-started`, events, and then one of the last two. */
export type CheckMessage =
  | CheckStarted
  | { readonly type: "check-event"; readonly id: string; readonly event: CheckEvent }
  | CheckFinished
  | CheckFailed;

export interface CheckStarted {
  readonly type: "check-started";
  readonly requestId: string;
  readonly id: string;
  /** Every audit that is put to the server, in the order in which they are shown. */
  readonly audits: readonly AuditText[];
  /** The titles of the groups, in the same order. */
  readonly groups: Readonly<Record<AuditGroup, string>>;
}

/** What an audit is about, for people. */
export type AuditText = Pick<Audit, "id" | "group" | "level" | "title" | "why" | "advice" | "source">;

/** The check is over; `console/checks/{id}.html` and `.json` have its report from now on. */
export interface CheckFinished {
  readonly type: "check-finished";
  readonly id: string;
  readonly ending: CheckEnding;
  /** Audits that were finished when it ended or was given up; those after it could not be told. */
  readonly finishedCount: number;
  readonly durationMs: number;
  /** Whether a connection could be opened at all. */
  readonly isReached: boolean;
  /** No MUST fails, the server was reached, and the check came to its end. */
  readonly isSound: boolean;
}

/** `stopped`: by the page. `out-of-time`: it took longer than a check may. */
export type CheckEnding = "done" | "stopped" | "out-of-time";

/** A fault of the check itself: it is over, without a report. */
export interface CheckFailed {
  readonly type: "check-failed";
  readonly id: string;
  readonly message: string;
}

export type { AuditResult };
