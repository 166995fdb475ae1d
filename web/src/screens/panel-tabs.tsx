/** On a narrow screen one panel is seen at a time: these choose which. */
import type { JSX } from "preact";

export type PanelName = "talk" | "watch" | "calls";

const labels: Readonly<Record<PanelName, string>> = { talk: "Call", watch: "Watch", calls: "Calls" };

export interface PanelTabsProps {
  readonly panel: PanelName;
  /** @default all of them */
  readonly panels?: readonly PanelName[];
  /** What the first of them shows. @default "Call" */
  readonly title?: string;
  onChoose(panel: PanelName): void;
}

export function PanelTabs({
  panel,
  panels = ["talk", "watch", "calls"],
  title = labels.talk,
  onChoose,
}: PanelTabsProps): JSX.Element {
  return (
    <nav class="panel-tabs" aria-label="Panels">
      {panels.map((name) => (
        <button key={name} type="button" aria-pressed={name === panel} onClick={() => onChoose(name)}>
          {name === "talk" ? title : labels[name]}
        </button>
      ))}
    </nav>
  );
}
