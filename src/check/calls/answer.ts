/** One answer of the server as it came in: its parts, its times, and whether it was completed. */
import type { FrameRecord } from "../../platform/index.ts";
import { decodeServerFrame, type ResponseEvent } from "../../protocol/index.ts";

export interface AnswerPart {
  /** Milliseconds since the request; for the greeting, since the connection opened. */
  readonly atMs: number;
  readonly event: ResponseEvent;
  readonly frame: FrameRecord;
}

export interface Answer {
  readonly responseId: number;
  /** The parts under this id whose types are right, in order, up to the completion. */
  readonly parts: readonly AnswerPart[];
  /** What came under this id after its completion. */
  readonly partsAfter: readonly AnswerPart[];
  /** The text up to the completion. */
  readonly text: string;
  readonly isComplete: boolean;
  /** Until the first part with text. */
  readonly firstTextMs: number | undefined;
  /** Until the completion. */
  readonly completeMs: number | undefined;
}

/** @param askedAtMs on the frames' own time. */
export function answerFrom(frames: readonly FrameRecord[], responseId: number, askedAtMs: number): Answer {
  const parts: AnswerPart[] = [];
  for (const frame of frames) {
    if (frame.direction !== "from-server" || frame.type !== "response" || frame.responseId !== responseId) continue;
    const decoded = decodeServerFrame(frame.text);
    if (decoded.type !== "event") continue;
    parts.push({ atMs: frame.atMs - askedAtMs, event: decoded.event as ResponseEvent, frame });
  }
  const end = parts.findIndex(({ event }) => event.content_complete);
  const upToEnd = end < 0 ? parts : parts.slice(0, end + 1);
  return {
    responseId,
    parts: upToEnd,
    partsAfter: parts.slice(upToEnd.length),
    text: upToEnd.map(({ event }) => event.content).join(""),
    isComplete: end >= 0,
    firstTextMs: upToEnd.find(({ event }) => event.content.trim() !== "")?.atMs,
    completeMs: parts[end]?.atMs,
  };
}

/** A slow speaker may still be at it when the time is up: that is no answer that was left open. */
export function isStillTold({ isComplete, parts }: Answer, timeoutMs: number): boolean {
  return !isComplete && (parts.at(-1)?.atMs ?? 0) > timeoutMs / 2;
}
