/** The audits of one group, or the failures of all: each a row that opens to what happened. */
import type { JSX } from "preact";
import type { AuditText, FindingKinds } from "../../../src/console/feed.ts";
import { formatDuration } from "../../../src/internal/format-duration.ts";
import { AuditDetail } from "./audit-detail.tsx";
import type { CheckRun } from "./check-run.ts";
import { OutcomeMark } from "./outcome-mark.tsx";

export interface AuditListProps {
  readonly run: CheckRun;
  /** Names the list within the page. */
  readonly name: string;
  readonly title: string;
  readonly note: string;
  readonly audits: readonly AuditText[];
  /** The keys of the rows that are open. */
  readonly opened: ReadonlySet<string>;
  readonly findingKinds: FindingKinds;
  onToggle(key: string): void;
}

export function AuditList(props: AuditListProps): JSX.Element {
  const { name, title, note, audits } = props;
  return (
    <section class="audits" aria-labelledby={`audits-${name}`}>
      <h3 id={`audits-${name}`}>
        {title} <small>{note === "" ? audits.length : note}</small>
      </h3>
      <ul>
        {audits.map((audit) => (
          <AuditRow key={audit.id} {...props} audit={audit} />
        ))}
      </ul>
    </section>
  );
}

function AuditRow(props: AuditListProps & { readonly audit: AuditText }): JSX.Element {
  const { run, name, audit, opened, findingKinds, onToggle } = props;
  const key = `${name}-${audit.id}`;
  const isOpen = opened.has(key);
  const result = run.result(audit.id);
  const state = run.stateOf(audit.id);
  return (
    <li class={`audit ${state} ${audit.level.toLowerCase()}`}>
      <button
        type="button"
        class="audit-head"
        aria-expanded={isOpen}
        aria-controls={isOpen ? key : undefined}
        onClick={() => onToggle(key)}
      >
        <OutcomeMark state={state} isOver={run.isOver} />
        <span class="level">{audit.level}</span>
        <span class="audit-title">{audit.title}</span>
        <span class="audit-gist">{result === undefined ? "" : gistOf(result.verdict)}</span>
        <span class="audit-time">{result === undefined ? "" : formatDuration(result.durationMs)}</span>
      </button>
      {isOpen ? <AuditDetail id={key} audit={audit} result={result} findingKinds={findingKinds} /> : null}
    </li>
  );
}

function gistOf(verdict: NonNullable<ReturnType<CheckRun["result"]>>["verdict"]): string {
  return verdict.outcome === "holds" ? (verdict.note ?? "") : verdict.reason;
}
