/** Every reporter by its name. */
import { badge } from "./badge.ts";
import { github } from "./github.ts";
import { html } from "./html/html.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { plain } from "./plain.ts";
import { pretty } from "./pretty.ts";
import type { Reporter, ReporterName } from "./reporter.ts";
import { sarif } from "./sarif.ts";

export { explainAudit } from "./explain-audit.ts";
export type { JsonReport, JsonResult } from "./json.ts";
export type { RenderOptions, Reporter, ReporterName } from "./reporter.ts";

export const reporters: Readonly<Record<ReporterName, Reporter>> = Object.freeze({
  pretty,
  plain,
  json,
  junit,
  github,
  sarif,
  html,
  badge,
});
