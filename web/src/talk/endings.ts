/** What each end of a call means, and what to do about it. */
import type { CallSummary } from "../../../src/console/feed.ts";

export interface Ending {
  readonly title: string;
  readonly advice: string;
}

type EndReason = NonNullable<CallSummary["reason"]>;

const again = "Make another call, play this one again, or download it.";

const endings: Readonly<Record<EndReason, Ending>> = {
  user_hangup: { title: "You hung up.", advice: again },
  agent_hangup: { title: "The agent hung up.", advice: again },
  call_transfer: { title: "The agent transferred the call.", advice: again },
  inactivity: {
    title: "The call ended because the caller was silent for too long.",
    advice: "Say something, or raise the silence that ends a call in the settings.",
  },
  max_duration_reached: {
    title: "The call reached its longest duration.",
    advice: "Raise the longest duration in the settings if that was too soon.",
  },
  error_llm_websocket_open: {
    title: "The server could not be reached, or closed without a code.",
    advice: "Check that it runs, and the URL's host, port, scheme and path. The call id is appended to the path.",
  },
  error_llm_websocket_lost_connection: {
    title: "The connection was lost too often, and the platform gave up.",
    advice: "Find out what broke it: a crash, a time-out of a proxy, or keep-alives that were not answered.",
  },
  error_llm_websocket_runtime: {
    title: "The server closed the connection with an error.",
    advice: "Look at its log. Survive what can be survived: a close ends the caller's call.",
  },
  error_llm_websocket_corrupt_payload: {
    title: "The server sent something that is no text message.",
    advice: "Send each message as a text frame with one JSON object in it.",
  },
  "platform-closed": { title: "The platform ended the call.", advice: again },
  "connection-lost": {
    title: "The connection broke and the platform did not come back.",
    advice: "Look at the last frames: what was sent, and whether keep-alives were answered.",
  },
  "bad-input": {
    title: "The platform sent something that this server closes for.",
    advice: "Look at the last frame that came in.",
  },
  "server-stopped": { title: "The server was stopped.", advice: "Start it again and call once more." },
};

export function describeEnding(reason: EndReason | undefined): Ending {
  return reason === undefined ? { title: "The call is over.", advice: again } : endings[reason];
}
