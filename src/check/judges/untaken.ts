/** Messages that the platform could not take: why an answer that seems to be missing may be there, but mistyped. */
import type { FindingCode, FrameRecord } from "../../platform/index.ts";
import { CouldNotTell } from "../audit.ts";
import type { Answer } from "../calls/answer.ts";
import type { ProbeCall } from "../calls/probe-call.ts";

/** What the judge says of a message whose form alone makes the platform drop it. */
const formFaults: ReadonlySet<FindingCode> = new Set([
  "binary-frame",
  "bad-json",
  "not-an-object",
  "unknown-type",
  "bad-event",
]);

/** The messages of the server that are of a form that the platform drops, whatever the state of the call. */
export function untakenFrames(frames: readonly FrameRecord[]): FrameRecord[] {
  return frames.filter(({ findings }) => findings.some((code) => formFaults.has(code)));
}

/** The messages of a turn, in both directions: from its request up to the next one; of id 0, from the first one on. */
export function framesOfTurn(frames: readonly FrameRecord[], responseId: number): readonly FrameRecord[] {
  const isRequest = ({ direction, responseId: id }: FrameRecord): boolean =>
    direction === "to-server" && id !== undefined;
  const from = responseId === 0 ? 0 : frames.findIndex((frame) => isRequest(frame) && frame.responseId === responseId);
  if (from < 0) return [];
  const next = frames.findIndex((frame, index) => index > from && isRequest(frame));
  return frames.slice(from, next < 0 ? undefined : next);
}

/** What other fault keeps an answer from being there or complete; undefined when the fault is the answer's own. */
export function obstacleToAnswer(call: ProbeCall, responseId: number): string | undefined {
  const frames = framesOfTurn(call.frames, responseId);
  if (untakenFrames(frames).length > 0) {
    return `its answer under id ${responseId} came in messages that the platform cannot take, such as mistyped ones`;
  }
  const isLast = frames.at(-1) === call.frames.at(-1);
  if (call.closed !== undefined && isLast) return `it closed the connection with ${call.closed.code}`;
  return undefined;
}

/** @throws CouldNotTell when an answer is not complete, which the group "turns" tells. */
export function requireComplete(call: ProbeCall, { responseId, isComplete }: Answer): void {
  if (isComplete) return;
  throw new CouldNotTell(
    obstacleToAnswer(call, responseId) ?? `its answer under id ${responseId} was not completed in time`,
  );
}
