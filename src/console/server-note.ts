/** What a session's agent tells of its own work, as an event of the call can hold it. */
import { describeError } from "../observe/index.ts";
import type { ServerNote } from "../platform/index.ts";
import type { AgentNote } from "../session/index.ts";

/** Of what was thrown only the name goes along: its message may quote the conversation, or a key. */
export function toServerNote(note: AgentNote): ServerNote {
  const { error, ...facts } = { error: undefined, ...note };
  return error === undefined ? facts : { ...facts, error: describeError(error).error };
}
