/** Keeps what is sound of a call object: one odd field must not take the caller's name from the greeting. */
import type { z } from "zod";
import type { CallDetails } from "./call-details.ts";

/**
 * @param error what the schema of the event found; its paths start with "call".
 * @returns the call without the fields (or single variables) that were found wrong; undefined when it has no id.
 */
export function salvageCall(call: unknown, error: z.ZodError): CallDetails | undefined {
  if (typeof call !== "object" || call === null || Array.isArray(call)) return undefined;
  const kept: Record<string, unknown> = { ...call };
  for (const { path } of error.issues) {
    const [, field, entry] = path.map(String);
    if (field === undefined) return undefined;
    const value = kept[field];
    if (entry === undefined || typeof value !== "object" || value === null) {
      delete kept[field];
      continue;
    }
    const rest: Record<string, unknown> = { ...value };
    delete rest[entry];
    kept[field] = rest;
  }
  return typeof kept.call_id === "string" ? (kept as CallDetails) : undefined;
}
