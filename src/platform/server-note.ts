/** What a server's agent tells of its own work, as an event, a recording and a report can hold it. */
import { errorLabel } from "../internal/index.ts";
import type { ServerNote } from "./events.ts";

/** What an agent told, of whatever kind. */
interface ToldNote {
  readonly kind: string;
  /** What was thrown. */
  readonly error?: unknown;
}

/**
 * Only plain values go along. Of what was thrown it is the name and the status: its message may quote the conversation,
 * or a key.
 */
export function toServerNote(note: ToldNote): ServerNote {
  const facts = Object.entries(note).filter(([name, value]) => name !== "error" && isPlain(value));
  const { error } = note;
  return {
    ...Object.fromEntries(facts),
    kind: note.kind,
    ...(error === undefined ? {} : { error: errorLabel(error) }),
  };
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}
