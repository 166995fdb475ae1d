/** The top of the page: what was checked, what it comes to, what to show, and every audit as a square of its group. */
import { formatDuration } from "../../../internal/index.ts";
import type { AuditResult, CheckReport } from "../../report.ts";
import { type Conclusion, conclude } from "../conclusion.ts";
import { formatDate } from "../frame-facts.ts";
import { byGroup, describeCounts, outcomes, outcomeTitles, type ResultGroup } from "../outcomes.ts";
import { outcomeMarks } from "./audit-entries.ts";
import { html, type Markup } from "./markup.ts";

const conclusionMarks: Readonly<Record<Conclusion["kind"], string>> = {
  sound: outcomeMarks.holds,
  unsound: outcomeMarks.fails,
  unreached: outcomeMarks.fails,
  "given-up": outcomeMarks["could-not-tell"],
};

export function pageHead(report: CheckReport): Markup {
  const { url, startedAtMs, durationMs, isQuick, results } = report;
  const { kind, sentence } = conclude(report);
  return html`
<header>
<p class="kicker">${isQuick ? "Quick check" : "Check"}</p>
<h1>${url}</h1>
<p class="meta">${formatDate(startedAtMs)}, ${results.length} audits in ${formatDuration(durationMs)}</p>
<p class="conclusion ${kind}"><span class="mark" aria-hidden="true">${conclusionMarks[kind]}</span> ${sentence}</p>
</header>`;
}

/** The style sheet does what these say: no script is needed, and none may run. */
export function outcomeFilter({ counts }: CheckReport): Markup {
  const boxes = outcomes.map((outcome) => {
    const isEmpty = counts[outcome] === 0;
    return html`
<label class="chip ${outcome}"><input type="checkbox" id="show-${outcome}" checked${isEmpty ? html` disabled` : undefined}> ${outcomeTitles[outcome]} <span class="count">${counts[outcome]}</span></label>`;
  });
  return html`<fieldset class="filter"><legend class="hidden">Show audits by outcome</legend>${boxes}</fieldset>`;
}

export function groupOverview({ results }: CheckReport): Markup {
  return html`
<section class="groups panel" aria-label="Audits by group">
<ul>${byGroup(results).map(groupRow)}</ul>
</section>`;
}

function groupRow({ title, results }: ResultGroup): Markup {
  return html`
<li><span class="group-title">${title}</span> <span class="cells">${results.map(cell)}</span> <span class="tally">${describeCounts(results)}</span></li>`;
}

function cell({ id, title, verdict: { outcome } }: AuditResult): Markup {
  const label = `${id}: ${outcomeTitles[outcome].toLowerCase()}`;
  return html`<a class="cell ${outcome}" href="#audit-${id}" aria-label="${label}" title="${`${label}. ${title}`}">${outcomeMarks[outcome]}</a>`;
}
