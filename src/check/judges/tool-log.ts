/** What a server told of its tools in one call: which it called, and which results it told of. */
import type { FrameRecord } from "../../platform/index.ts";
import { decodeServerFrame, type ToolCallInvocation } from "../../protocol/index.ts";
import { type Answer, answerFrom } from "../calls/answer.ts";

export interface ToolCall {
  readonly event: ToolCallInvocation;
  readonly frame: FrameRecord;
  /** The answer that was asked for when the tool was called. */
  readonly answer: Answer;
}

export interface ToolLog {
  readonly calls: readonly ToolCall[];
  readonly results: readonly { readonly id: string; readonly frame: FrameRecord }[];
  /** Messages about tools that the platform cannot take, with what is wrong about them. */
  readonly misfits: readonly { readonly problem: string; readonly frame: FrameRecord }[];
  /** The ids in whatever was sent as an invocation, misfits among them, each with the index of its first message. */
  readonly announced: ReadonlyMap<string, number>;
}

export function toolLog(frames: readonly FrameRecord[]): ToolLog {
  const calls: ToolCall[] = [];
  const results: { id: string; frame: FrameRecord }[] = [];
  const misfits: { problem: string; frame: FrameRecord }[] = [];
  const announced = new Map<string, number>();
  let askedId = 0;
  for (const frame of frames) {
    if (frame.direction === "to-server") askedId = frame.responseId ?? askedId;
    else if (frame.type === "tool_call_invocation" || frame.type === "tool_call_result") {
      const id = idIn(frame.text);
      if (frame.type === "tool_call_invocation" && !announced.has(id)) announced.set(id, frame.index);
      const decoded = decodeServerFrame(frame.text);
      if (decoded.type === "problem") misfits.push({ problem: decoded.problem.message, frame });
      else if (frame.type === "tool_call_result") results.push({ id, frame });
      else calls.push({ event: decoded.event as ToolCallInvocation, frame, answer: answerFrom(frames, askedId, 0) });
    }
  }
  return { calls, results, misfits, announced };
}

/** The id as it came, which need not be of the right type. */
function idIn(text: string): string {
  return String((JSON.parse(text) as { readonly tool_call_id?: unknown }).tool_call_id);
}
