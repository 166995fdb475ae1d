/** Reports of checks that never ran, for what only looks at levels and outcomes. */
import {
  type AuditLevel,
  type CheckReport,
  defaultCheckSettings,
  type Outcome,
  type Verdict,
} from "../../src/check/index.ts";

/** A report with one audit for each pair. */
export function reportOf(
  outcomes: readonly (readonly [AuditLevel, Outcome])[],
  rest: Partial<CheckReport> = {},
): CheckReport {
  const counts: Record<Outcome, number> = { holds: 0, fails: 0, "not-applicable": 0, "could-not-tell": 0 };
  const results = outcomes.map(([level, outcome], index) => {
    counts[outcome] += 1;
    const verdict: Verdict =
      outcome === "holds" ? { outcome } : { outcome, reason: "because it is so in this test", frames: [] };
    return { id: `audit-${index}`, group: "turns" as const, level, title: "Answers", verdict, durationMs: 1 };
  });
  return {
    url: "ws://localhost:3000/llm-websocket/",
    startedAtMs: 1_767_225_600_000,
    durationMs: 1_000,
    isQuick: false,
    settings: defaultCheckSettings,
    results,
    counts,
    isReached: true,
    isSound: !outcomes.some(([level, outcome]) => level === "MUST" && outcome === "fails"),
    ...rest,
  };
}
