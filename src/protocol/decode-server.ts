/** Turns a text frame of a server into an event or a coded problem, as strictly as the platform reads it. */
import { type ProblemFrame, problemFrame } from "./problem.ts";
import { safeName } from "./safe-name.ts";
import { type ResponseType, type ServerEvent, serverEventSchemas } from "./server-events.ts";
import { describeIssues } from "./zod-issues.ts";

export type ServerFrame =
  | { readonly type: "event"; readonly event: ServerEvent; readonly responseType: ResponseType }
  | ProblemFrame;

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
    return problemFrame("bad-json", "the frame is no JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return problemFrame("not-an-object", "the frame is JSON, but no object");
  }
  const type = (value as Record<string, unknown>).response_type ?? "response";
  if (typeof type !== "string" || !Object.hasOwn(serverEventSchemas, type)) {
    return problemFrame("unknown-type", "the response_type is not known", safeName(type));
  }
  const responseType = type as ResponseType;
  const result = serverEventSchemas[responseType].safeParse(value);
  if (result.success) return { type: "event", event: value as ServerEvent, responseType };
  return problemFrame("bad-event", describeIssues(result.error), type);
}
