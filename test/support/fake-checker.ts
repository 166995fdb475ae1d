/** A checker without a server: the test says what happens, and when. */
import { setImmediate } from "node:timers/promises";
import type { Audit, AuditLevel, AuditResult, CheckEvent, CheckOptions, CheckReport, Verdict } from "repartee/check";
import { defaultCheckSettings } from "repartee/check";
import type { Checker } from "../../src/console/checks.ts";

export interface FakeRun {
  readonly options: CheckOptions;
  /** Tells that an audit began. */
  began(id: string): void;
  /** Tells that an audit is finished. */
  finished(id: string, verdict?: Verdict): void;
  /** Ends the check with what was finished, once everybody was told. */
  end(): Promise<void>;
  fail(error: Error): Promise<void>;
}

export interface FakeChecker extends Checker {
  /** The checks that were started, in order. */
  readonly runs: readonly FakeRun[];
}

function audit(id: string, level: AuditLevel = "MUST"): Audit {
  return {
    id,
    group: "greeting",
    level,
    title: `Title of ${id}`,
    why: `Why ${id}`,
    advice: `Advice on ${id}`,
    source: "ours",
    run: () => Promise.reject(new Error("not to be run")),
  };
}

/** @param levels of those that are not MUST */
export function createFakeChecker(
  ids: readonly string[] = ["one", "two"],
  levels: Readonly<Record<string, AuditLevel>> = {},
): FakeChecker {
  const audits = ids.map((id) => audit(id, levels[id]));
  const runs: FakeRun[] = [];
  return {
    audits,
    runs,
    run: (options) =>
      new Promise((resolve, reject) => {
        const results: AuditResult[] = [];
        const tell = (event: CheckEvent): void => options.onEvent?.(event);
        runs.push({
          options,
          began: (id) => tell({ type: "audit-started", id }),
          finished(id, verdict = { outcome: "holds" }) {
            const result = { id, group: "greeting", level: "MUST", title: id, verdict, durationMs: 1 } as const;
            results.push(result);
            tell({ type: "audit-finished", result, finishedCount: results.length, totalCount: audits.length });
          },
          end() {
            resolve(reportOf(options, results));
            return setImmediate();
          },
          fail(error) {
            reject(error);
            return setImmediate();
          },
        });
      }),
  };
}

function reportOf({ url, isQuick = false }: CheckOptions, results: readonly AuditResult[]): CheckReport {
  const counts = { holds: 0, fails: 0, "not-applicable": 0, "could-not-tell": 0 };
  for (const { verdict } of results) counts[verdict.outcome] += 1;
  return {
    url,
    startedAtMs: 0,
    durationMs: 5,
    isQuick,
    settings: defaultCheckSettings,
    results,
    counts,
    isReached: true,
    isSound: counts.fails === 0,
  };
}
