/** Every reporter by its name. */
import { badge } from "./badge.ts";
import { json } from "./json.ts";
import type { Reporter, ReporterName } from "./reporter.ts";

export { explainAudit } from "./explain-audit.ts";
export type { RenderOptions, Reporter, ReporterName } from "./reporter.ts";

export const reporters: Readonly<Record<ReporterName, Reporter>> = Object.freeze({
  pretty: json,
  plain: json,
  json,
  junit: json,
  github: json,
  sarif: json,
  html: json,
  badge,
});
