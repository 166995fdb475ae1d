/** JUnit's XML, which most build servers show: a suite for each group, a case for each audit. */
import type { AuditResult, CheckReport } from "../report.ts";
import { auditOf } from "./audit-of.ts";
import { type Conclusion, conclude } from "./conclusion.ts";
import { frameLines } from "./frame-facts.ts";
import { byGroup, outcomeTitles, type ResultGroup } from "./outcomes.ts";
import type { Reporter } from "./reporter.ts";

export const junit: Reporter = {
  description: "JUnit XML, for build servers: what could not be told, or does not apply, is skipped",
  extension: "xml",
  render(report) {
    const conclusion = conclude(report);
    const couldRun = conclusion.kind === "sound" || conclusion.kind === "unsound";
    const suites = byGroup(report.results).map((group) => renderSuite(report, group));
    // Otherwise a check that was never carried out would look like one in which nothing fails.
    if (!couldRun) suites.unshift(renderObstacle(report, conclusion));
    const totals = attributes({
      name: "repartee check",
      ...countsOf(report.results, couldRun ? 0 : 1),
      time: seconds(report.durationMs),
    });
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${totals}>\n${suites.join("")}</testsuites>\n`;
  },
};

function renderSuite(report: CheckReport, { group, title, results }: ResultGroup): string {
  const timeMs = results.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const head = attributes({
    name: title,
    ...countsOf(results, 0),
    time: seconds(timeMs),
    timestamp: new Date(report.startedAtMs).toISOString().slice(0, 19),
  });
  const cases = results.map((result) => {
    const about = attributes({
      name: `${result.id}: ${result.title}`,
      classname: `repartee.${group}.${result.level}`,
      time: seconds(result.durationMs),
    });
    return `    <testcase${about}${renderVerdict(result)}`;
  });
  return `  <testsuite${head}>\n${cases.join("")}  </testsuite>\n`;
}

function renderVerdict(result: AuditResult): string {
  const { verdict, level } = result;
  switch (verdict.outcome) {
    case "fails": {
      const failure = attributes({ message: verdict.reason, type: level });
      return `>\n      <failure${failure}>${escapeXml(describe(result))}</failure>\n    </testcase>\n`;
    }
    case "holds":
      if (verdict.note === undefined) return "/>\n";
      return `>\n      <system-out>${escapeXml(verdict.note)}</system-out>\n    </testcase>\n`;
    default: {
      const message = `${outcomeTitles[verdict.outcome]}: ${verdict.reason}`;
      return `>\n      <skipped${attributes({ message })}/>\n    </testcase>\n`;
    }
  }
}

function renderObstacle({ startedAtMs }: CheckReport, { sentence, kind }: Conclusion): string {
  const head = attributes({
    name: "The check itself",
    tests: 1,
    failures: 0,
    errors: 1,
    skipped: 0,
    time: seconds(0),
    timestamp: new Date(startedAtMs).toISOString().slice(0, 19),
  });
  const about = attributes({ name: "is carried out", classname: "repartee.check", time: seconds(0) });
  const error = `<error${attributes({ message: sentence, type: kind })}/>`;
  return `  <testsuite${head}>\n    <testcase${about}>\n      ${error}\n    </testcase>\n  </testsuite>\n`;
}

function describe(result: AuditResult): string {
  const audit = auditOf(result);
  const { verdict } = result;
  if (verdict.outcome !== "fails") return "";
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["sent", verdict.sent],
    ["came back", verdict.received],
    ["platform", audit?.why],
    ["to do", audit?.advice],
  ];
  const lines = rows.flatMap(([name, text]) => (text === undefined ? [] : [`${name}: ${text}`]));
  return [verdict.reason, ...lines, ...frameLines(verdict.frames)].join("\n");
}

function countsOf(results: readonly AuditResult[], errors: number): Record<string, number> {
  const count = (...outcomes: readonly string[]): number =>
    results.filter(({ verdict }) => outcomes.includes(verdict.outcome)).length;
  return {
    tests: results.length + errors,
    failures: count("fails"),
    errors,
    skipped: count("could-not-tell", "not-applicable"),
  };
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll("\n", "&#10;")}"`)
    .join("");
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}

/** What XML 1.0 has no way to write, not even as a reference; and what moves a reader's cursor or reverses text. */
const unwritable = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/gu;
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeXml(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(unwritable, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`)
    .replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
