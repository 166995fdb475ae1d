/** The check in the list beside the calls, so that one can make a call and come back to it. */
import type { JSX } from "preact";
import { countOf } from "../model/format.ts";
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
  const isBroken = failures.some(({ level }) => level === "MUST");
  return (
    <div class={isSelected ? "call selected" : "call"}>
      <button type="button" class="call-open" aria-current={isSelected ? "true" : undefined} onClick={onOpen}>
        <span class={`call-light ${tone}`} />
        <span class="call-title">Check</span>
        <span class="call-when">
          {run.finishedCount} of {run.audits.length}
        </span>
        <span class="call-facts">
          {run.isOver ? "over" : "running"}
          {failures.length > 0 ? (
            <span class={isBroken ? "trouble bad" : "trouble"}> · {countOf(failures.length, "failure")}</span>
          ) : null}
        </span>
      </button>
    </div>
  );
}
