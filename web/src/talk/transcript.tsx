/** The conversation: grows at its end, and stays where it is while somebody reads further up. */
import type { JSX } from "preact";
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { TalkEntry } from "../model/talk-log.ts";
import { TalkEntryRow } from "./talk-entry.tsx";

export interface TranscriptProps {
  readonly entries: readonly TalkEntry[];
  /** What was chosen elsewhere is marked and brought into view. */
  readonly chosen: TalkEntry | undefined;
  onChoose(entry: TalkEntry): void;
}

/** Entries that are drawn; older ones wait behind a button. */
const shownCount = 200;

export function Transcript({ entries, chosen, onChoose }: TranscriptProps): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [limit, setLimit] = useState(shownCount);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  const onEntry = useCallback((entry: TalkEntry) => choose.current(entry), []);

  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null && atEnd.current && chosen === undefined) element.scrollTop = element.scrollHeight;
  });

  useLayoutEffect(() => {
    if (chosen !== undefined) list.current?.querySelector(".chosen")?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const first = Math.max(0, entries.length - limit);
  return (
    <section
      ref={list}
      class="transcript"
      aria-label="Conversation"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard.
      tabIndex={0}
      onScroll={({ currentTarget }) => {
        atEnd.current = currentTarget.scrollTop + currentTarget.clientHeight >= currentTarget.scrollHeight - 40;
      }}
    >
      {first === 0 ? null : (
        <button type="button" class="button small" onClick={() => setLimit(limit + shownCount)}>
          Show {Math.min(first, shownCount)} earlier entries
        </button>
      )}
      <ol>
        {entries.slice(first).map((entry) => (
          <TalkEntryRow
            key={entry.key}
            entry={entry}
            revision={entry.revision}
            isChosen={entry === chosen}
            onChoose={onEntry}
          />
        ))}
      </ol>
    </section>
  );
}
