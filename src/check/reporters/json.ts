/** The report as JSON, for programs: the shape that `CheckReport` documents, and what each audit is about. */
import { audits } from "../audits/index.ts";
import type { Reporter } from "./reporter.ts";

export const json: Reporter = {
  description: "the whole report as JSON, for programs",
  extension: "json",
  render(report) {
    const results = report.results.map((result) => {
      const audit = audits.find(({ id }) => id === result.id);
      if (audit === undefined || result.verdict.outcome !== "fails") return result;
      return { ...result, why: audit.why, advice: audit.advice, source: audit.source };
    });
    return `${JSON.stringify({ format: "repartee-check", version: 1, ...report, results }, undefined, 2)}\n`;
  },
};
