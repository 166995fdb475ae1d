/**
 * A checker for any server in any language: audits as data, and what came of putting them to a server.
 * @module
 */

// Audits
export {
  type Audit,
  type AuditGroup,
  type AuditLevel,
  type AuditPhase,
  auditGroups,
  type Failure,
  type Outcome,
  type Verdict,
} from "./audit.ts";
export { audits } from "./audits/index.ts";
export { chooseAudits } from "./choose-audits.ts";
// Check
export { type CheckContext, isThisMachine } from "./context.ts";
export { type AuditResult, type CheckEvent, type CheckReport, failures } from "./report.ts";
export {
  explainAudit,
  type JsonReport,
  type JsonResult,
  type RenderOptions,
  type Reporter,
  type ReporterName,
  reporters,
} from "./reporters/index.ts";
export { type CheckOptions, runCheck } from "./run-check.ts";
export { type CheckSettings, defaultCheckSettings, quickCheckSettings } from "./settings.ts";
