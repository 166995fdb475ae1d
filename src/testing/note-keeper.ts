/** Keeps what an agent tells of its own work, for the report of a call. */
import type { Clock } from "../internal/index.ts";
import { type NoteRecord, toServerNote } from "../platform/index.ts";
import type { SessionObserver } from "../session/index.ts";
import { countThrown, type Thrown } from "./thrown-by-agent.ts";

export interface NoteKeeper {
  /** Watches the agent's side of the call, and passes all of it on. */
  readonly observer: SessionObserver;
  readonly notes: readonly NoteRecord[];
  readonly thrown: Thrown;
}

/** To be made when the call is placed: the notes' times count from then. */
export function keepNotes(clock: Clock, observer: SessionObserver): NoteKeeper {
  const placedMs = clock.now();
  const notes: NoteRecord[] = [];
  const thrown = new Map<string, number>();
  return {
    notes,
    thrown,
    observer: {
      onEvent(callId, event) {
        if (event.type === "agent-noted") notes.push({ ...toServerNote(event.note), atMs: clock.now() - placedMs });
        countThrown(thrown, event);
        observer.onEvent?.(callId, event);
      },
      onSent: (callId, text) => observer.onSent?.(callId, text),
      onReceived: (callId, bytes) => observer.onReceived?.(callId, bytes),
    },
  };
}
