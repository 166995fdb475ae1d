/** Reads whole sentences of the conversation to screen readers; word by word would be noise. */
import type { JSX } from "preact";
import type { TalkEntry } from "../model/talk-log.ts";

export interface AnnouncerProps {
  readonly entries: readonly TalkEntry[];
  /** A replay is looked at, not lived through. */
  readonly isQuiet: boolean;
}

export function Announcer({ entries, isQuiet }: AnnouncerProps): JSX.Element {
  const spoken = entries.findLast((entry) => entry.kind === "agent" && entry.timing?.outcome !== undefined);
  const text = spoken?.kind === "agent" ? `Agent: ${spoken.heard}${spoken.unheard === "" ? "" : " (cut off)"}` : "";
  return (
    <p class="hidden" aria-live="polite">
      {isQuiet ? "" : text}
    </p>
  );
}
