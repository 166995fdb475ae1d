/** What the levels of audits mean to those who read a report. */
import type { AuditLevel } from "../audit.ts";

export const levelMeanings: Readonly<Record<AuditLevel, string>> = {
  MUST: "otherwise a call fails, or something is lost without a word",
  SHOULD: "otherwise callers notice",
  MAY: "worth knowing",
};
