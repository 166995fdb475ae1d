/** A check of a server: how it stands, and what came of every audit, the failures first. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { FindingKinds } from "../../../src/console/feed.ts";
import type { ConsoleClient } from "../feed/console-client.ts";
import { useChanges } from "../parts/use-changes.ts";
import { AuditList } from "./audit-list.tsx";
import { CheckHead } from "./check-head.tsx";
import type { CheckRun } from "./check-run.ts";
import { type Choice, OutcomeFilter } from "./outcome-filter.tsx";
import { useSteady } from "./use-steady.ts";

export interface CheckViewProps {
  readonly run: CheckRun;
  readonly client: ConsoleClient;
  readonly findingKinds: FindingKinds;
}

export function CheckView({ run, client, findingKinds }: CheckViewProps): JSX.Element {
  useChanges(run);
  const [choice, setChoice] = useState<Choice>("all");
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const results = useRef<HTMLDivElement>(null);
  useSteady(results);
  const toggle = (key: string): void => {
    const next = new Set(opened);
    if (!next.delete(key)) next.add(key);
    setOpened(next);
  };
  const list = { run, opened, findingKinds, onToggle: toggle };
  const isShown = (id: string): boolean => choice === "all" || run.stateOf(id) === choice;
  const groups = (Object.entries(run.groups) as [keyof typeof run.groups, string][])
    .map(([group, title]) => ({ group, title, audits: run.audits.filter((audit) => audit.group === group) }))
    .map((part) => ({ ...part, shown: choice === "fails" ? [] : part.audits.filter(({ id }) => isShown(id)) }))
    .filter(({ shown }) => shown.length > 0);
  const failures = choice === "all" || choice === "fails" ? run.failures : [];
  return (
    <section class="panel check" aria-label="Check">
      <CheckHead run={run} client={client} />
      <OutcomeFilter run={run} choice={choice} onChoose={setChoice} />
      <div class="check-results" ref={results}>
        {failures.length > 0 ? (
          <AuditList {...list} name="failures" title="Failures" note="" audits={failures} />
        ) : null}
        {groups.map(({ group, title, audits, shown }) => (
          <AuditList
            {...list}
            key={group}
            name={group}
            title={title}
            note={`${audits.filter(({ id }) => run.result(id) !== undefined).length} of ${audits.length}`}
            audits={shown}
          />
        ))}
        {failures.length + groups.length === 0 ? (
          <p class="empty">
            {run.isOver ? "Nothing came out so." : "Nothing came out so yet: it may still."} Choose another filter.
          </p>
        ) : null}
      </div>
    </section>
  );
}
