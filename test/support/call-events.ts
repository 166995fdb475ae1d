/** Events of a call, written by hand for tests of what is made of them. */
import type { CallEvent } from "repartee/platform";

type FrameEvent = Extract<CallEvent, { type: "frame-passed" }>;

export function frameEvent(index: number, text: string, fields: Partial<FrameEvent["frame"]> = {}): FrameEvent {
  const frame = {
    index,
    atMs: index,
    direction: "to-server",
    socketIndex: 0,
    type: "update_only",
    byteCount: text.length,
    text,
    verdict: "sent",
    findings: [],
    ...fields,
  } as const;
  return { type: "frame-passed", frame, atMs: index };
}

export function lineEvent(text: string, atMs = 0): CallEvent {
  return { type: "line-logged", text, atMs };
}

/** An update whose transcript has so many utterances. */
export function updateText(utteranceCount: number): string {
  const transcript = Array.from({ length: utteranceCount }, (_, index) => ({ role: "user", content: `line ${index}` }));
  return JSON.stringify({ interaction_type: "update_only", transcript });
}
