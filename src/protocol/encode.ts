/** Turns an event into the text of its frame. */
import type { PlatformEvent } from "./platform-events.ts";
import type { ServerEvent } from "./server-events.ts";

/** One text frame holds one event, as one JSON object. */
export function encodeEvent(event: ServerEvent | PlatformEvent): string {
  return JSON.stringify(event);
}
