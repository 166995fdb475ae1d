/**
 * SARIF 2.1.0, which tools for code analysis read: audits are its rules, failures its results. What could not be told or
 * does not apply is a notification of the run, for a result would count as a problem.
 */
import { type AuditLevel, auditGroups } from "../audit.ts";
import type { AuditResult, CheckReport } from "../report.ts";
import { auditOf } from "./audit-of.ts";
import { conclude } from "./conclusion.ts";
import { frameLines } from "./frame-facts.ts";
import { outcomeTitles, type ResultOf, resultsOf } from "./outcomes.ts";
import type { Reporter } from "./reporter.ts";

const levelOf: Readonly<Record<AuditLevel, string>> = { MUST: "error", SHOULD: "warning", MAY: "note" };

export const sarif: Reporter = {
  description: "SARIF 2.1.0, for tools that gather what analyses find",
  extension: "sarif",
  render(report) {
    const log = {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "repartee check", rules: report.results.map(toRule) } },
          columnKind: "utf16CodeUnits",
          invocations: [toInvocation(report)],
          results: resultsOf(report, "fails").map((result) => toResult(report, result)),
        },
      ],
    };
    return `${JSON.stringify(log, undefined, 2)}\n`;
  },
};

function toRule(result: AuditResult): object {
  const { id, group, level, title } = result;
  const audit = auditOf(result);
  return {
    id,
    shortDescription: { text: title },
    ...(audit === undefined ? {} : { fullDescription: { text: audit.why }, help: { text: audit.advice } }),
    defaultConfiguration: { level: levelOf[level] },
    properties: { level, group: auditGroups[group], tags: [group, level] },
  };
}

function toResult(report: CheckReport, result: ResultOf<"fails">): object {
  const { id, level, verdict } = result;
  const { reason, sent, received, frames } = verdict;
  return {
    ruleId: id,
    ruleIndex: report.results.findIndex((other) => other.id === id),
    kind: "fail",
    level: levelOf[level],
    message: { text: reason },
    // No file of the server is known to be at fault; the server itself is.
    locations: [
      { logicalLocations: [{ name: report.url, fullyQualifiedName: `${report.url} ${id}`, kind: "resource" }] },
    ],
    properties: {
      ...(sent === undefined ? {} : { sent }),
      ...(received === undefined ? {} : { received }),
      messages: frameLines(frames),
    },
  };
}

function toInvocation(report: CheckReport): object {
  const { kind, sentence } = conclude(report);
  const untold = [...resultsOf(report, "could-not-tell"), ...resultsOf(report, "not-applicable")];
  const couldRun = kind === "sound" || kind === "unsound";
  return {
    executionSuccessful: couldRun,
    startTimeUtc: new Date(report.startedAtMs).toISOString(),
    endTimeUtc: new Date(report.startedAtMs + report.durationMs).toISOString(),
    toolExecutionNotifications: [
      { level: couldRun ? "note" : "error", message: { text: sentence } },
      ...untold.map(({ id, verdict }) => ({
        level: "note",
        message: { text: `${outcomeTitles[verdict.outcome]}: ${verdict.reason}` },
        associatedRule: { id },
      })),
    ],
  };
}
