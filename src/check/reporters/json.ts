/** The report as JSON, for programs. */
import type { Audit } from "../audit.ts";
import type { AuditResult, CheckReport } from "../report.ts";
import { auditOf } from "./audit-of.ts";
import { conclude } from "./conclusion.ts";
import type { Reporter } from "./reporter.ts";

/** What the `json` reporter writes. Fields may be added; what there is keeps its name and meaning. */
export interface JsonReport extends Omit<CheckReport, "results"> {
  readonly format: "repartee-check";
  /** Grows when a field changes its meaning, or goes. */
  readonly version: 1;
  /** What the check comes to, for people. */
  readonly conclusion: string;
  readonly results: readonly JsonResult[];
}

/** With what the audit is about, where it fails. */
export interface JsonResult extends AuditResult, Partial<Pick<Audit, "why" | "advice" | "source">> {}

export const json: Reporter = {
  description: "the whole report as JSON, for programs",
  extension: "json",
  render(report) {
    const whole: JsonReport = {
      format: "repartee-check",
      version: 1,
      conclusion: conclude(report).sentence,
      ...report,
      results: report.results.map(withAudit),
    };
    return `${JSON.stringify(whole, undefined, 2)}\n`;
  },
};

function withAudit(result: AuditResult): JsonResult {
  const audit = result.verdict.outcome === "fails" ? auditOf(result) : undefined;
  if (audit === undefined) return result;
  const { why, advice, source } = audit;
  return { ...result, why, advice, source };
}
