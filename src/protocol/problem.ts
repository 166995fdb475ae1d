/** What can be wrong with a frame: a stable code and a line for people, never an exception. */

/** Stable codes of faults in a single frame; docs/reference/errors.md explains each. */
export type FrameProblemCode =
  | "bad-json"
  | "not-an-object"
  | "missing-type"
  | "unknown-type"
  | "bad-event"
  | "bad-transcript";

export interface FrameProblem {
  readonly code: FrameProblemCode;
  /** What is wrong and where, without any of the frame's text: transcripts are private. */
  readonly message: string;
  /** The event's type, where it could be told. */
  readonly type?: string;
}

/** What both decoders answer in place of an event. */
export interface ProblemFrame {
  readonly type: "problem";
  readonly problem: FrameProblem;
}

export function problemFrame(code: FrameProblemCode, message: string, type?: string): ProblemFrame {
  return { type: "problem", problem: type === undefined ? { code, message } : { code, message, type } };
}
