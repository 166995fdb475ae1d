/** What of an answer the platform would speak. */
import type { FrameRecord } from "../../platform/index.ts";
import type { Answer, AnswerPart } from "../calls/answer.ts";

/** The parts of which the platform takes notice; the others are dropped, and other audits tell of them. */
export function heardParts({ parts }: Answer): AnswerPart[] {
  return parts.filter(({ frame }) => frame.verdict === "accepted");
}

export function heardText(answer: Answer): string {
  return heardParts(answer)
    .map(({ event }) => event.content)
    .join("");
}

/** The messages that an answer came in. */
export function framesOf({ parts }: Answer): FrameRecord[] {
  return parts.map(({ frame }) => frame);
}
