/** Annotations of GitHub Actions: printed by a step of a workflow, they show beside the run. */
import { escapeControls } from "../../internal/index.ts";
import type { AuditLevel } from "../audit.ts";
import type { CheckReport } from "../report.ts";
import { auditOf } from "./audit-of.ts";
import { type Conclusion, conclude } from "./conclusion.ts";
import { describeCounts, type ResultOf, resultsOf } from "./outcomes.ts";
import type { Reporter } from "./reporter.ts";

type Command = "error" | "warning" | "notice";

const commandOf: Readonly<Record<AuditLevel, Command>> = { MUST: "error", SHOULD: "warning", MAY: "notice" };
const commandAtEnd: Readonly<Record<Conclusion["kind"], Command>> = {
  sound: "notice",
  unsound: "error",
  unreached: "error",
  "given-up": "error",
};

export const github: Reporter = {
  description: "annotations of GitHub Actions: a failing MUST is an error, SHOULD a warning, MAY a notice",
  extension: "txt",
  render(report) {
    // First: GitHub shows ten of a kind for each step, and leaves out the rest.
    const failing = resultsOf(report, "fails").map(annotate);
    return [annotateWhole(report), ...failing].map((line) => `${line}\n`).join("");
  },
};

function annotateWhole(report: CheckReport): string {
  const { kind, sentence } = conclude(report);
  return command(commandAtEnd[kind], `Check of ${report.url}`, [sentence, `${describeCounts(report.results)}.`]);
}

function annotate(result: ResultOf<"fails">): string {
  const { id, level, title, verdict } = result;
  const audit = auditOf(result);
  const lines = [verdict.reason, audit?.why, audit?.advice].flatMap((text) => text ?? []);
  return command(commandOf[level], `${level} ${id}: ${title}`, lines);
}

function command(name: Command, title: string, lines: readonly string[]): string {
  const message = lines.map((line) => escapeData(escapeControls(line))).join("%0A");
  return `::${name} title=${escapeProperty(escapeControls(title))}::${message}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
