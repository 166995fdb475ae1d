/** Messages under an id that nobody asked for, or under an old one in answer to a newer request. */
import type { FrameRecord } from "../../platform/index.ts";
import type { Conversation } from "../exercises/conversation.ts";
import { framesOfTurn } from "./untaken.ts";

/**
 * A message that follows a late answer is none: as long as an answer is open, its last words may come after the next
 * request. Nor is what comes before the greeting, which is an audit of its own.
 */
export function misdirectedFrames({ call, greeting, answers, reminder }: Conversation): FrameRecord[] {
  const turns = [greeting, ...answers, ...(reminder === undefined ? [] : [reminder])];
  return turns.flatMap((answer, index) => {
    const previous = turns[index - 1];
    const sent = framesOfTurn(call.frames, answer.responseId).filter(isResponse);
    const isGreeted = index > 0 || answer.parts.length > 0;
    return sent.filter(({ responseId, findings }) => {
      if (findings.includes("unasked-response")) return isGreeted;
      if (answer.parts.length > 0 || previous === undefined || responseId === answer.responseId) return false;
      return previous.isComplete || responseId !== previous.responseId;
    });
  });
}

function isResponse({ direction, type, responseId }: FrameRecord): boolean {
  return direction === "from-server" && type === "response" && responseId !== undefined;
}
