/** The page of audits: `docs/reference/audits.md`. */
import { type Audit, type AuditGroup, auditGroups, audits } from "../../src/check/index.ts";
import { protocolAnchor } from "../../src/check/reporters/protocol-anchor.ts";
import type { GeneratedFile } from "./files.ts";

const opening = `# Audits

Made from the tables in \`src/check/audits\` by \`npm run docs\`.

What \`repartee check\` puts to a server, group by group. \`repartee explain <id>\` shows one of them in the terminal.

| level | meaning |
|---|---|
| MUST | otherwise a call fails, or something is lost without a word |
| SHOULD | otherwise callers notice |
| MAY | worth knowing |

Each audit ends in one of four ways: it **holds**; it **fails**; it is **not applicable**, as the server never asked for what
it is about; or the check **could not tell**, as something else was in its way. An id never goes to another audit.
`;

export function auditsPage(): readonly GeneratedFile[] {
  const groups = (Object.keys(auditGroups) as AuditGroup[]).map((group) =>
    renderGroup(
      auditGroups[group],
      audits.filter((audit) => audit.group === group),
    ),
  );
  return [{ path: "docs/reference/audits.md", content: [opening, ...groups.flat()].join("\n") }];
}

function renderGroup(title: string, inGroup: readonly Audit[]): string[] {
  if (inGroup.length === 0) return [];
  const rows = inGroup.map(({ id, level, title: rule }) => `| [${id}](#${id}) | ${level} | ${escapeMarkdown(rule)} |`);
  const table = ["| audit | level | what a sound server does |", "|---|---|---|", ...rows].join("\n");
  return [`## ${title}\n\n${table}\n`, ...inGroup.map(renderAudit)];
}

function renderAudit(audit: Audit): string {
  const { id, level, title, why, advice } = audit;
  const parts = [
    `### ${id}`,
    `**${level}**: ${escapeMarkdown(title)}.`,
    escapeMarkdown(why),
    `What to do: ${escapeMarkdown(advice)}`,
    describeRuns(audit),
    describeSource(audit),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function describeRuns({ slow, heavy }: Audit): string {
  const remarks = [
    ...(slow === true ? ["It takes long: a quick check leaves it out."] : []),
    ...(heavy === true ? ["It opens many connections at once: to another machine only when that is allowed."] : []),
  ];
  return remarks.join(" ");
}

function describeSource(audit: Audit): string {
  const anchor = protocolAnchor(audit);
  if (anchor === undefined) return "Source: ours; no document says so.";
  return `Source: [${escapeMarkdown(audit.source)}](../../${anchor})`;
}

/** Nothing in a text of the table is markup but code. An underscore within a word is none anyway. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\*<>|[\]]|\b_|_\b/g, (character) => `\\${character}`);
}
