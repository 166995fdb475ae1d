/** One entry of the conversation: what was said, with what was heard of it, or what happened between. */
import type { JSX } from "preact";
import { formatDuration } from "../../../src/internal/format-duration.ts";
import { formatMoment } from "../model/format.ts";
import type { AgentEntry, CallerEntry, NoteEntry, NoteTopic, TalkEntry } from "../model/talk-log.ts";
import { memo } from "../parts/memo.ts";

export interface TalkEntryProps {
  readonly entry: TalkEntry;
  /** Entries change in place; this says when. */
  readonly revision: number;
  readonly isChosen: boolean;
  onChoose(entry: TalkEntry): void;
}

export const TalkEntryRow: (props: TalkEntryProps) => JSX.Element = memo((props: TalkEntryProps) => {
  const { entry } = props;
  if (entry.kind === "note") return <Note entry={entry} />;
  return entry.kind === "caller" ? <Caller {...props} entry={entry} /> : <Agent {...props} entry={entry} />;
});

interface SpeechProps<Entry> {
  readonly entry: Entry;
  readonly isChosen: boolean;
  onChoose(entry: TalkEntry): void;
}

function Caller({ entry, isChosen, onChoose }: SpeechProps<CallerEntry>): JSX.Element {
  return (
    <li class={`entry caller${isChosen ? " chosen" : ""}`}>
      <EntryHead who="Caller" entry={entry} onChoose={onChoose} />
      <p class={entry.isOpen ? "said open" : "said"}>{entry.text}</p>
    </li>
  );
}

function Agent({ entry, isChosen, onChoose }: SpeechProps<AgentEntry>): JSX.Element {
  const isOver = entry.timing?.outcome !== undefined || entry.unheard !== "";
  // Text to come takes its place at once, so that nothing moves when its words are heard.
  const toCome = isOver ? "" : afterHeard(entry.queued, entry.heard);
  return (
    <li class={`entry agent${isChosen ? " chosen" : ""}${entry.isSpeaking ? " speaking" : ""}`}>
      <EntryHead who="Agent" entry={entry} onChoose={onChoose} />
      <p class="said">
        {entry.heard}
        {toCome === "" ? null : <span class="to-come">{toCome}</span>}
        {entry.unheard === "" ? null : <del title="Not heard by the caller">{entry.unheard}</del>}
      </p>
      <p class="entry-foot">{agentFoot(entry)}</p>
    </li>
  );
}

function EntryHead({
  who,
  entry,
  onChoose,
}: {
  readonly who: string;
  readonly entry: CallerEntry | AgentEntry;
  onChoose(entry: TalkEntry): void;
}): JSX.Element {
  const turn = entry.kind === "agent" ? `${turnNames[entry.turnKind ?? "response"]} #${entry.turnId}` : "";
  return (
    <button
      type="button"
      class="entry-head"
      title={entry.kind === "agent" ? "Show the frames of this turn" : "Show this moment"}
      onClick={() => onChoose(entry)}
    >
      <span class="who">{who}</span>
      <span class="when">{formatMoment(entry.startMs)}</span>
      <span class="turn-name">{turn}</span>
    </button>
  );
}

const turnNames = { begin: "greeting", response: "response", reminder: "reminder", interrupt: "interrupt" } as const;

const noteNames: Readonly<Record<NoteTopic, string>> = {
  key: "Keys",
  tool: "Tool",
  action: "Action",
  line: "Line",
  agent: "Agent",
  backchannel: "Agent hums",
};

function Note({ entry }: { readonly entry: NoteEntry }): JSX.Element {
  return (
    <li class={`entry note ${entry.topic}`}>
      <span class="note-name">{noteNames[entry.topic]}</span> <span class="note-text">{entry.text}</span>
    </li>
  );
}

function agentFoot({ timing, turnKind, rungs, cutBy }: AgentEntry): string {
  const parts = [
    timing?.firstTextMs === undefined ? "" : `first word ${formatDuration(timing.firstTextMs)}`,
    timing?.firstSentenceMs === undefined ? "" : `first sentence ${formatDuration(timing.firstSentenceMs)}`,
    timing?.deadAirMs === undefined ? "" : `dead air ${formatDuration(timing.deadAirMs)}`,
    // Speech that nobody asked for has numbers of its own, which may be those of a turn.
    ...(turnKind === "interrupt" ? [] : rungs),
    cutBy === undefined ? "" : cutNames[cutBy],
  ];
  return parts.filter((part) => part !== "").join(" · ") || "\u00a0";
}

const cutNames = {
  caller: "cut off by the caller",
  key: "cut off by a key",
  agent_interrupt: "cut off by the agent itself",
} as const;

/** Words are heard as they are written, but for the white space around them. */
function afterHeard(queued: string, heard: string): string {
  let left = heard.replace(/\s+/g, "").length;
  let index = 0;
  while (left > 0 && index < queued.length) {
    if (/\S/.test(queued[index] ?? "")) left -= 1;
    index += 1;
  }
  const rest = queued.slice(index);
  return /\s$/.test(heard) ? rest.trimStart() : rest;
}
