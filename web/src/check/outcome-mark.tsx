/** The sign that stands before an audit, and its name for those who do not see it. */
import type { JSX } from "preact";
import { Icon, type IconName } from "../parts/icon.tsx";
import type { AuditState } from "./check-run.ts";

export const outcomeNames: Readonly<Record<AuditState, string>> = {
  fails: "Fails",
  "could-not-tell": "Could not tell",
  "not-applicable": "Not applicable",
  holds: "Holds",
  running: "Running",
  waiting: "Waiting",
};

const icons: Readonly<Record<AuditState, IconName>> = {
  fails: "fails",
  "could-not-tell": "unclear",
  "not-applicable": "none",
  holds: "holds",
  running: "again",
  waiting: "waiting",
};

/** @param state with `isOver`, what still waits was not tried. */
export function OutcomeMark({ state, isOver }: { readonly state: AuditState; readonly isOver: boolean }): JSX.Element {
  return (
    <span class={`mark ${state}`}>
      <Icon name={icons[state]} />
      <span class="hidden">{state === "waiting" && isOver ? "Not tried" : outcomeNames[state]}: </span>
    </span>
  );
}
