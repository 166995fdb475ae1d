/** The table of audits, for people and for programs. */
import { type Audit, auditGroups } from "../../check/index.ts";

/** By group, one audit a line. */
export function listAudits(audits: readonly Audit[]): string {
  const width = Math.max(...audits.map(({ id }) => id.length));
  const sections = Object.entries(auditGroups).flatMap(([group, title]) => {
    const members = audits.filter((audit) => audit.group === group);
    if (members.length === 0) return [];
    const rows = members.map((audit) => `  ${audit.id.padEnd(width)}  ${audit.level.padEnd(6)}  ${audit.title}`);
    return [`${title} (${group})\n${rows.join("\n")}`];
  });
  return sections.join("\n\n");
}

export function listAuditsAsJson(audits: readonly Audit[]): string {
  const rows = audits.map(({ id, group, level, title, why, advice, source, slow = false, heavy = false }) => {
    return { id, group, level, title, why, advice, source, slow, heavy };
  });
  return JSON.stringify(rows, undefined, 2);
}
