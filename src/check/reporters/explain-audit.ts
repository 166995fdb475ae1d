/** One audit as a page of text: what it asks for, what the platform does otherwise, and what to change. */
import { auditGroups } from "../audit.ts";
import { audits } from "../audits/index.ts";

/** @returns undefined for an id that no audit has. */
export function explainAudit(id: string): string | undefined {
  const audit = audits.find((other) => other.id === id);
  if (audit === undefined) return undefined;
  const { level, group, title, why, advice } = audit;
  return `${id}\n${title}\n\n${level}, ${auditGroups[group]}\n\n${why}\n\n${advice}\n`;
}
