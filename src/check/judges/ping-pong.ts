/** The keep-alives of a call, read from its messages. */
import type { FrameRecord } from "../../platform/index.ts";

export interface Ping {
  readonly timestamp: number;
  readonly frame: FrameRecord;
}

/** The platform's keep-alives. */
export function pingsOf(frames: readonly FrameRecord[]): Ping[] {
  return keepAlivesOf(frames, "to-server");
}

/** The server's keep-alives that the platform takes notice of. */
export function acceptedPongs(frames: readonly FrameRecord[]): Ping[] {
  return keepAlivesOf(frames, "from-server").filter(({ frame }) => frame.verdict === "accepted");
}

/** As the platform sees it, any keep-alive of the server on this connection is a sign of life. */
export function nextSignOfLife(frames: readonly FrameRecord[], { frame: ping }: Ping): FrameRecord | undefined {
  return acceptedPongs(frames).find(({ frame }) => frame.index > ping.index && frame.socketIndex === ping.socketIndex)
    ?.frame;
}

function keepAlivesOf(frames: readonly FrameRecord[], direction: FrameRecord["direction"]): Ping[] {
  return frames
    .filter((frame) => frame.type === "ping_pong" && frame.direction === direction)
    .map((frame) => ({ frame, timestamp: timestampOf(frame.text) }));
}

/** NaN for what has none. */
function timestampOf(text: string): number {
  try {
    return Number((JSON.parse(text) as { timestamp?: unknown } | null)?.timestamp ?? Number.NaN);
  } catch {
    return Number.NaN;
  }
}
