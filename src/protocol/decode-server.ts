/** Turns a text frame of a server into an event or a coded problem, as strictly as the platform reads it. */
import type { FrameProblem } from "./problem.ts";
import { type ResponseType, type ServerEvent, serverEventSchemas } from "./server-events.ts";
import { describeIssues } from "./zod-issues.ts";

export type ServerFrame =
  | { readonly type: "event"; readonly event: ServerEvent; readonly responseType: ResponseType }
  | { readonly type: "problem"; readonly problem: FrameProblem };

/**
 * @param text the frame.
 * @returns the event with every field as it came (unknown ones too), or why the platform would drop it. A message
 * without a `response_type` is a response, as it is for the platform. Never throws.
 */
export function decodeServerFrame(text: string): ServerFrame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { type: "problem", problem: { code: "bad-json", message: "the frame is no JSON" } };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { type: "problem", problem: { code: "not-an-object", message: "the frame is JSON, but no object" } };
  }
  const type = (value as Record<string, unknown>).response_type ?? "response";
  if (typeof type !== "string" || !Object.hasOwn(serverEventSchemas, type)) {
    return { type: "problem", problem: { code: "unknown-type", message: "the response_type is not known" } };
  }
  const responseType = type as ResponseType;
  const result = serverEventSchemas[responseType].safeParse(value);
  if (result.success) return { type: "event", event: value as ServerEvent, responseType };
  return { type: "problem", problem: { code: "bad-event", message: describeIssues(result.error), type } };
}
