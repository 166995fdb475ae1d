/** Checks a page's accessibility with axe, and gives back what must not be. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @returns the serious and the critical findings, one line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  return describe(await run(page), ["serious", "critical"]);
}

/** @returns all findings, one line each. */
export async function axeViolations(page: Page): Promise<string[]> {
  return describe(await run(page), ["minor", "moderate", "serious", "critical"]);
}

async function run(page: Page): Promise<AxeResults> {
  // Not as a script of the page: its policy would, rightly, not run it.
  await page.evaluate(source);
  return (await page.evaluate("axe.run()")) as AxeResults;
}

function describe({ violations }: AxeResults, impacts: readonly string[]): string[] {
  return violations
    .filter(({ impact }) => impacts.includes(impact ?? "minor"))
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ""}`));
}

/** @returns by how many pixels the page is wider than its window. */
export function overflowPixels(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
