/** The levels and outcomes of audits in the order in which people want to read of them, and what each is called. */
import { type AuditGroup, type AuditLevel, auditGroups, type Outcome, type Verdict } from "../audit.ts";
import type { AuditResult } from "../report.ts";

/** What matters most comes first. */
export const levels: readonly AuditLevel[] = ["MUST", "SHOULD", "MAY"];

export const outcomes: readonly Outcome[] = ["fails", "could-not-tell", "not-applicable", "holds"];

export const outcomeTitles: Readonly<Record<Outcome, string>> = {
  fails: "Fails",
  "could-not-tell": "Could not tell",
  "not-applicable": "Not applicable",
  holds: "Holds",
};

/** One result whose verdict is known. */
export type ResultOf<Name extends Outcome> = Omit<AuditResult, "verdict"> & {
  readonly verdict: Extract<Verdict, { outcome: Name }>;
};

/** Those of the level that matters most come first, otherwise in the order of the table. */
export function resultsOf<Name extends Outcome>(
  { results }: { readonly results: readonly AuditResult[] },
  outcome: Name,
): ResultOf<Name>[] {
  const chosen = results.filter(({ verdict }) => verdict.outcome === outcome) as ResultOf<Name>[];
  return levels.flatMap((level) => chosen.filter((result) => result.level === level));
}

export interface ResultGroup {
  readonly group: AuditGroup;
  readonly title: string;
  readonly results: readonly AuditResult[];
}

/** Groups that have results, in the order of the table. */
export function byGroup(results: readonly AuditResult[]): ResultGroup[] {
  return (Object.keys(auditGroups) as AuditGroup[])
    .map((group) => ({ group, title: auditGroups[group], results: results.filter((one) => one.group === group) }))
    .filter((one) => one.results.length > 0);
}

const words: Readonly<Record<Outcome, readonly [one: string, more: string]>> = {
  fails: ["fails", "fail"],
  "could-not-tell": ["could not be told", "could not be told"],
  "not-applicable": ["does not apply", "do not apply"],
  holds: ["holds", "hold"],
};

/** "1 fails, 5 hold": every outcome that occurs. */
export function describeCounts(results: readonly AuditResult[]): string {
  return outcomes
    .flatMap((outcome) => {
      const count = results.filter(({ verdict }) => verdict.outcome === outcome).length;
      return count === 0 ? [] : [`${count} ${words[outcome][count === 1 ? 0 : 1]}`];
    })
    .join(", ");
}
