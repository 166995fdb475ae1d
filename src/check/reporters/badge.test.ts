import { expect, test } from "vitest";
import type { AuditLevel, Outcome } from "../audit.ts";
import type { CheckReport } from "../report.ts";
import { defaultCheckSettings } from "../settings.ts";
import { badge } from "./badge.ts";

function reportOf(outcomes: readonly (readonly [AuditLevel, Outcome])[], rest: Partial<CheckReport> = {}): CheckReport {
  const results = outcomes.map(([level, outcome], index) => ({
    id: `audit-${index}`,
    group: "turns" as const,
    level,
    title: "Answers",
    verdict: { outcome, reason: "because", frames: [] },
    durationMs: 1,
  }));
  return {
    url: "ws://localhost:3000/llm-websocket/",
    startedAtMs: 0,
    durationMs: 1,
    isQuick: false,
    settings: defaultCheckSettings,
    results,
    counts: { holds: 0, fails: 0, "not-applicable": 0, "could-not-tell": 0 },
    isReached: true,
    isSound: true,
    ...rest,
  };
}

test.each([
  [
    "1/1 MUST",
    "brightgreen",
    reportOf([
      ["MUST", "holds"],
      ["MUST", "not-applicable"],
      ["SHOULD", "fails"],
    ]),
  ],
  [
    "1/2 MUST",
    "red",
    reportOf(
      [
        ["MUST", "holds"],
        ["MUST", "fails"],
        ["MAY", "holds"],
      ],
      { isSound: false },
    ),
  ],
  ["not reached", "lightgrey", reportOf([["MUST", "could-not-tell"]], { isReached: false, isSound: false })],
  ["not finished", "lightgrey", reportOf([["MUST", "holds"]], { isSound: false })],
])("%s is %s", (message, color, report) => {
  expect(JSON.parse(badge.render(report))).toEqual({ schemaVersion: 1, label: "repartee check", message, color });
});
