/** The check in the list beside the calls, so that one can make a call and come back to it. */
import type { JSX } from "preact";
import { RowButton } from "../calls/row-button.tsx";
import { useChanges } from "../parts/use-changes.ts";
import type { CheckRun } from "./check-run.ts";
import { describeCheck } from "./check-state.ts";

export interface CheckRowProps {
  readonly run: CheckRun;
  readonly isSelected: boolean;
  onOpen(): void;
}

export function CheckRow({ run, isSelected, onOpen }: CheckRowProps): JSX.Element {
  useChanges(run);
  const { tone } = describeCheck(run, 0);
  const { failures } = run;
  const isBad = failures.some(({ level }) => level === "MUST");
  return (
    <div class={isSelected ? "call selected" : "call"}>
      <RowButton
        isSelected={isSelected}
        tone={tone}
        title="Check"
        aside={`${run.finishedCount} of ${run.audits.length}`}
        trouble={{ count: failures.length, noun: "failure", isBad }}
        onOpen={onOpen}
      >
        {run.isOver ? "over" : "running"}
      </RowButton>
    </div>
  );
}
