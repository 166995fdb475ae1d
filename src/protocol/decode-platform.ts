/** Turns a text frame of the platform into an event or a coded problem, without ever throwing. */
import { type Body, deferredBody, parsedBody } from "./body.ts";
import type { CallDetails } from "./call-details.ts";
import { readHead } from "./head.ts";
import { callDetailsEventSchema } from "./platform-events.ts";
import { type FrameProblem, type ProblemFrame, problemFrame } from "./problem.ts";
import { safeName } from "./safe-name.ts";
import { salvageCall } from "./salvage-call.ts";
import { describeIssues } from "./zod-issues.ts";

/** A frame of the platform, as far as it was looked at. */
export type PlatformFrame =
  | { readonly type: "ping_pong"; readonly timestamp: number }
  /** `problem` names fields that were left out of the call. */
  | { readonly type: "call_details"; readonly call: CallDetails; readonly problem?: FrameProblem }
  | { readonly type: "update_only"; readonly body: Body }
  | { readonly type: "response_required" | "reminder_required"; readonly responseId: number; readonly body: Body }
  | ProblemFrame;

/**
 * Frames up to this size are parsed whole: looking at their head would cost as much, and a small frame that is kept
 * as bytes pins the whole read buffer that it lies in.
 */
export const parseWholeBelowBytes = 2_048;

/** A byte order mark stays, and is no JSON: the bytes and the string of a frame must get the same answer. */
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const typeOnly = ["interaction_type"] as const;
const typeAndId = ["interaction_type", "response_id"] as const;

/**
 * @param frame the text frame, as UTF-8 bytes (kept until the body is read) or as a string.
 * @returns an event, or `{ type: "problem" }` with a stable code. Unknown fields pass; unknown types are a problem
 * that the caller may survive.
 */
export function decodePlatformFrame(frame: Uint8Array | string): PlatformFrame {
  if (typeof frame === "string" || frame.length <= parseWholeBelowBytes) return decodeWhole(frame);
  return decodeHead(frame) ?? decodeWhole(frame);
}

/** Undefined when the head does not tell: then the whole text must be parsed. */
function decodeHead(bytes: Uint8Array): PlatformFrame | undefined {
  const type = readHead(bytes, typeOnly)?.get("interaction_type");
  if (type === "update_only") return { type, body: deferredBody(type, bytes) };
  if (type !== "response_required" && type !== "reminder_required") return undefined;
  const responseId = readHead(bytes, typeAndId)?.get("response_id");
  if (!Number.isSafeInteger(responseId)) return undefined;
  return { type, responseId: responseId as number, body: deferredBody(type, bytes) };
}

function decodeWhole(frame: Uint8Array | string): PlatformFrame {
  let value: unknown;
  try {
    value = JSON.parse(typeof frame === "string" ? frame : utf8.decode(frame));
  } catch {
    return problemFrame("bad-json", "the frame is no JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return problemFrame("not-an-object", "the frame is JSON, but no object");
  }
  const event = value as Record<string, unknown>;
  const type: unknown = event.interaction_type;
  if (type === undefined) return problemFrame("missing-type", "the frame has no interaction_type");
  switch (type) {
    case "ping_pong":
      return decodePing(event);
    case "call_details":
      return decodeCallDetails(event);
    case "update_only":
      return { type: "update_only", body: parsedBody("update_only", event) };
    case "response_required":
      return decodeRequest("response_required", event);
    case "reminder_required":
      return decodeRequest("reminder_required", event);
    default:
      return problemFrame("unknown-type", "the interaction_type is not known", safeName(type));
  }
}

function decodePing(event: Record<string, unknown>): PlatformFrame {
  const { timestamp } = event;
  if (Number.isSafeInteger(timestamp)) return { type: "ping_pong", timestamp: timestamp as number };
  return problemFrame("bad-event", "timestamp must be an integer", "ping_pong");
}

function decodeRequest(type: "response_required" | "reminder_required", event: Record<string, unknown>): PlatformFrame {
  const { response_id: responseId } = event;
  if (Number.isSafeInteger(responseId))
    return { type, responseId: responseId as number, body: parsedBody(type, event) };
  return problemFrame("bad-event", "response_id must be an integer: a request without one cannot be answered", type);
}

function decodeCallDetails(event: Record<string, unknown>): PlatformFrame {
  const result = callDetailsEventSchema.safeParse(event);
  // The object that came in, not the schema's copy: unknown fields and their order stay as they were.
  if (result.success) return { type: "call_details", call: event.call as CallDetails };
  const { type, problem } = problemFrame("bad-event", describeIssues(result.error), "call_details");
  const call = salvageCall(event.call, result.error);
  return call === undefined ? { type, problem } : { type: "call_details", call, problem };
}
