/** A call in a few lines, for the message of a test that failed. */
import type { CallReport, Finding, GenerationTotals, NoteTotals, TurnTiming } from "../platform/index.ts";
import { type Thrown, thrownBy } from "./thrown-by-agent.ts";

/** What was heard, how each turn ended, what the agent's models did, and what the platform made of it. */
export function describeCall(report: CallReport): string {
  const { transcript_object: lines, disconnection_reason: reason, duration_ms: durationMs } = report.call;
  const heard = lines.map(({ role, content }) => `  ${role === "agent" ? "agent" : "caller"}: ${content.trim()}`);
  return [
    `What was heard, until ${reason} after ${seconds(durationMs)}:`,
    ...(heard.length === 0 ? ["  nothing"] : heard),
    "Turns of the agent:",
    ...(report.turns.length === 0 ? ["  none"] : report.turns.map(describeTurn)),
    ...describeWork(report.noteTotals),
    ...describeThrown(thrownBy(report)),
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

function describeWork(totals: NoteTotals | undefined): string[] {
  if (totals === undefined) return [];
  const { generations, tools, rungs } = totals;
  return [
    ...(generations.length === 0 ? [] : ["Models of the agent:", ...generations.map(describeGenerations)]),
    ...describeCounts("Tools", tools),
    ...describeCounts("Against silence, or at a limit", rungs),
  ];
}

function describeThrown(thrown: Thrown): string[] {
  const lines = [...thrown].map(([text, count]) => `  ${count === 1 ? "" : `${count} times `}${text}`);
  return lines.length === 0 ? [] : ["The agent, its models or its tools threw:", ...lines];
}

function describeGenerations(sums: GenerationTotals): string {
  const { purpose, outcome, count, inputTokens, outputTokens, estimatedTokens, costUsd } = sums;
  const estimated = estimatedTokens === 0 ? "" : `, ${estimatedTokens} of them estimated`;
  const cost = costUsd === undefined ? "" : `, ${costUsd.toFixed(4)} US dollars`;
  return `  ${count} ${purpose}, ${outcome}: ${inputTokens} tokens in, ${outputTokens} out${estimated}${cost}`;
}

function describeCounts(title: string, counts: Readonly<Record<string, number>>): string[] {
  const named = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return named.length === 0 ? [] : [`${title}: ${named.join(", ")}`];
}

function describeTurn({ turnId, kind, outcome, firstSentenceMs }: TurnTiming): string {
  const sentence = firstSentenceMs === undefined ? "" : `, first sentence after ${seconds(firstSentenceMs)}`;
  return `  ${kind} ${turnId}: ${outcome ?? "open"}${sentence}`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
