/** Chooses which results are listed, and says how many there are of each kind. */
import type { JSX } from "preact";
import type { CheckRun, Outcome } from "./check-run.ts";
import { outcomeNames } from "./outcome-mark.tsx";

export type Choice = "all" | Outcome;

const choices: readonly Choice[] = ["all", "fails", "could-not-tell", "not-applicable", "holds"];

export interface OutcomeFilterProps {
  readonly run: CheckRun;
  readonly choice: Choice;
  onChoose(choice: Choice): void;
}

export function OutcomeFilter({ run, choice, onChoose }: OutcomeFilterProps): JSX.Element {
  return (
    <fieldset class="choices outcomes">
      <legend class="hidden">Results</legend>
      {choices.map((name) => (
        <button key={name} type="button" aria-pressed={name === choice} onClick={() => onChoose(name)}>
          {name === "all" ? "All" : outcomeNames[name]}{" "}
          <span class="number">{name === "all" ? run.audits.length : run.count(name)}</span>
        </button>
      ))}
    </fieldset>
  );
}
