/** Which fields of a message have a type that the platform does not take: named, with what is there instead. */
import type { FrameRecord } from "../../platform/index.ts";
import { type ResponseType, serverEventSchemas } from "../../protocol/index.ts";

export interface FieldFault {
  readonly frame: FrameRecord;
  readonly responseType: ResponseType;
  /** Such as "content", or "config.auto_reconnect". */
  readonly field: string;
  /** What is there, such as "a string" or "missing"; nothing of the text itself. */
  readonly found: string;
}

/** A message that is one JSON object. */
export interface ObjectFrame {
  readonly frame: FrameRecord;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The messages of the server that are JSON objects; the others have no fields that could be wrong. */
export function objectFrames(frames: readonly FrameRecord[]): ObjectFrame[] {
  return frames.flatMap((frame) => {
    if (frame.direction !== "from-server") return [];
    const value = parse(frame.text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? [{ frame, value: value as Record<string, unknown> }]
      : [];
  });
}

/** The known type that a message has; without any it is a response. */
export function responseTypeOf({ value }: ObjectFrame): ResponseType | undefined {
  const type = value.response_type ?? "response";
  return typeof type === "string" && Object.hasOwn(serverEventSchemas, type) ? (type as ResponseType) : undefined;
}

export function fieldFaults(object: ObjectFrame): FieldFault[] {
  const responseType = responseTypeOf(object);
  if (responseType === undefined) return [];
  const result = serverEventSchemas[responseType].safeParse(object.value);
  if (result.success) return [];
  return result.error.issues.map(({ path }) => ({
    frame: object.frame,
    responseType,
    field: path.map(String).join("."),
    found: describe(
      path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown>)?.[step], object.value),
    ),
  }));
}

function describe(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "number") return Number.isSafeInteger(value) ? `the integer ${value}` : `the number ${value}`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
