/** Audits by outcome: a failure as a card with all that is known of it, everything else as a row with its reason. */
import { formatDuration } from "../../../internal/index.ts";
import { auditGroups, type Outcome, type Verdict } from "../../audit.ts";
import type { AuditResult, CheckReport } from "../../report.ts";
import { auditOf } from "../audit-of.ts";
import { outcomes, outcomeTitles, type ResultOf, resultsOf } from "../outcomes.ts";
import { protocolAnchor } from "../protocol-anchor.ts";
import { frameEntries } from "./frame-entry.ts";
import { type Content, html, type Markup } from "./markup.ts";

export const outcomeMarks: Readonly<Record<Outcome, string>> = {
  fails: "✗",
  "could-not-tell": "?",
  "not-applicable": "–",
  holds: "✓",
};

/** One section for each outcome that occurs. */
export function auditEntries(report: CheckReport): Markup[] {
  return outcomes.flatMap((outcome) => {
    const results = resultsOf(report, outcome);
    if (results.length === 0) return [];
    const list =
      outcome === "fails"
        ? resultsOf(report, "fails").map(failureCard)
        : html`<ul class="rows panel">${results.map(row)}</ul>`;
    return html`
<section class="outcome ${outcome}" aria-labelledby="of-${outcome}">
<h2 id="of-${outcome}"><span class="mark" aria-hidden="true">${outcomeMarks[outcome]}</span> ${outcomeTitles[outcome]} <span class="count">${results.length}</span></h2>
${list}
</section>`;
  });
}

function failureCard(result: ResultOf<"fails">): Markup {
  const { id, level, group, title, verdict } = result;
  const { reason, sent, received, frames } = verdict;
  const audit = auditOf(result);
  const messages = html`<h3>Messages <span class="count">${frames.length}</span></h3><ol class="frames">${frameEntries(frames)}</ol>`;
  return html`
<details class="card panel ${level}" id="audit-${id}" open>
<summary><span class="level ${level}">${level}</span> <span class="title">${title}</span> <code>${id}</code> <span class="group-name">${auditGroups[group]}</span></summary>
<div class="card-body">
<p class="reason">${reason}</p>
<dl>
${fact("Sent", sent)}
${fact("Came back", received)}
${fact("On the platform", audit?.why)}
${fact("What to do", audit?.advice, "advice")}
${fact("Rule", audit && (protocolAnchor(audit) ?? "ours: no document says so"))}
</dl>
${frames.length === 0 ? undefined : messages}
</div>
</details>`;
}

function fact(name: string, text: string | undefined, kind = ""): Content {
  return text === undefined ? undefined : html`<div class="fact ${kind}"><dt>${name}</dt><dd>${text}</dd></div>`;
}

function row({ id, level, title, verdict, durationMs }: AuditResult): Markup {
  const remark = remarkOf(verdict);
  return html`
<li class="row" id="audit-${id}"><span class="level ${level}">${level}</span> <span class="what"><span class="title">${title}</span> <code>${id}</code>${remark === undefined ? undefined : html` <span class="remark">${remark}</span>`}</span> <span class="duration">${formatDuration(durationMs)}</span></li>`;
}

function remarkOf(verdict: Verdict): string | undefined {
  return verdict.outcome === "holds" ? verdict.note : verdict.reason;
}
