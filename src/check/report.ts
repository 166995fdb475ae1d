/** What a check found out, as plain data: made once, printed in many ways. */
import type { AuditGroup, AuditLevel, Outcome, Verdict } from "./audit.ts";
import type { CheckSettings } from "./settings.ts";

export interface AuditResult {
  readonly id: string;
  readonly group: AuditGroup;
  readonly level: AuditLevel;
  readonly title: string;
  readonly verdict: Verdict;
  /** How long it took, waiting for evidence that others gathered included, in ms. */
  readonly durationMs: number;
}

export interface CheckReport {
  /** The URL as it was given, with the values of its query left out: they may be secrets. */
  readonly url: string;
  /** Milliseconds since the Unix epoch. */
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly isQuick: boolean;
  readonly settings: CheckSettings;
  /** Every audit that was chosen, in the order of the table; none is ever left out. */
  readonly results: readonly AuditResult[];
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Whether a connection could be opened at all; when not, nothing but reaching the server was tried. */
  readonly isReached: boolean;
  /** True when no MUST fails, the server was reached, and the check was not given up. */
  readonly isSound: boolean;
}

/** What happens while a check runs. */
export type CheckEvent =
  | { readonly type: "audit-started"; readonly id: string }
  | {
      readonly type: "audit-finished";
      readonly result: AuditResult;
      /** Audits that are finished so far, this one included, of `totalCount`. */
      readonly finishedCount: number;
      readonly totalCount: number;
    };

/** @param failing which levels count. @default MUST alone */
export function failures(report: CheckReport, failing: readonly AuditLevel[] = ["MUST"]): AuditResult[] {
  return report.results.filter(({ level, verdict }) => verdict.outcome === "fails" && failing.includes(level));
}

/** The URL as it may be shown: the values of a query are often secrets. */
export function withoutQueryValues(url: string): string {
  return url.replace(/([?&][^=&#]+)=[^&#]*/g, "$1=…").replace(/\/\/[^/@]*@/, "//");
}
