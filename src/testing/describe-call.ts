/** A call in a few lines, for the message of a test that failed. */
import type { CallReport, Finding, TurnTiming } from "../platform/index.ts";

/** What was heard, how each turn ended, and what the platform made of it. */
export function describeCall(report: CallReport): string {
  const { transcript_object: lines, disconnection_reason: reason, duration_ms: durationMs } = report.call;
  const heard = lines.map(({ role, content }) => `  ${role === "agent" ? "agent" : "caller"}: ${content.trim()}`);
  return [
    `What was heard, until ${reason} after ${seconds(durationMs)}:`,
    ...(heard.length === 0 ? ["  nothing"] : heard),
    "Turns of the agent:",
    ...(report.turns.length === 0 ? ["  none"] : report.turns.map(describeTurn)),
    describeFindings(report.findings),
  ].join("\n");
}

function describeFindings(findings: readonly Finding[]): string {
  if (findings.length === 0) return "Findings: none";
  const lines = findings.map(({ level, code, atMs, message, advice }) => {
    return `  ${level} ${code} at ${seconds(atMs)}: ${message}\n    ${advice}`;
  });
  return ["Findings:", ...lines].join("\n");
}

function describeTurn({ turnId, kind, outcome, firstSentenceMs }: TurnTiming): string {
  const sentence = firstSentenceMs === undefined ? "" : `, first sentence after ${seconds(firstSentenceMs)}`;
  return `  ${kind} ${turnId}: ${outcome ?? "open"}${sentence}`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
