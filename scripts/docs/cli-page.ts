/** The page of commands and options: `docs/reference/cli.md`. */
import { renderReferencePage } from "../../src/cli/index.ts";
import type { GeneratedFile } from "./files.ts";

export function cliPage(): readonly GeneratedFile[] {
  return [{ path: "docs/reference/cli.md", content: renderReferencePage() }];
}
