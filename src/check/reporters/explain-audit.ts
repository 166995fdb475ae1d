/** One audit, or one finding of a call, as a page of text. */
import { wrapText } from "../../internal/index.ts";
import { type FindingCode, type FindingLevel, findingKinds } from "../../platform/index.ts";
import { auditGroups } from "../audit.ts";
import { audits } from "../audits/index.ts";
import { levelMeanings } from "./level-meanings.ts";
import { protocolAnchor } from "./protocol-anchor.ts";

const findingMeanings: Readonly<Record<FindingLevel, string>> = {
  error: "the caller hears that something is broken, or the call ends",
  warning: "something that the server sent was lost, or sounds wrong",
  info: "normal, but worth knowing",
};

const columns = 80;

/**
 * @param id of an audit, or the code of a finding.
 * @returns undefined for what is neither.
 */
export function explainAudit(id: string): string | undefined {
  const audit = audits.find((other) => other.id === id);
  if (audit === undefined) return Object.hasOwn(findingKinds, id) ? explainFinding(id as FindingCode) : undefined;
  const { level, group, title, why, advice, slow, heavy } = audit;
  return renderPage(id, title, [
    ["level", `${level}: ${levelMeanings[level]}`],
    ["group", `${auditGroups[group]} (${group})`],
    ["platform", why],
    ["to do", advice],
    ["runs", describeRuns(slow === true, heavy === true)],
    ["source", protocolAnchor(audit) ?? "ours: no document says so"],
  ]);
}

function explainFinding(code: FindingCode): string {
  const { level, advice } = findingKinds[code];
  return renderPage(code, "What a call may be found to have", [
    ["level", `${level}: ${findingMeanings[level]}`],
    ["advice", advice],
  ]);
}

function describeRuns(isSlow: boolean, isHeavy: boolean): string {
  const loads = "it opens many connections at once: to another machine only when that is allowed";
  const when = isSlow ? "in a full check, not in a quick one" : "in every check";
  return isHeavy ? `${when}; ${loads}` : when;
}

function renderPage(id: string, title: string, rows: readonly (readonly [name: string, text: string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  const lines = rows.flatMap(([name, text]) =>
    wrapText(text, columns - width).map((row, index) => `${(index === 0 ? name : "").padEnd(width)}${row}`),
  );
  return `${[id, ...wrapText(title, columns), "", ...lines].join("\n")}\n`;
}
