/** What a log may tell of an error. */
import { findErrorPlace } from "./error-place.ts";
import type { LogFields } from "./log.ts";

/**
 * The error's name and where in the user's own code it was thrown.
 * @param withMessage also its message, which may quote what was said in a call.
 */
export function describeError(error: unknown, withMessage: boolean): LogFields {
  if (!(error instanceof Error)) return { error: withMessage ? String(error) : typeof error };
  const place = findErrorPlace(error);
  return {
    error: withMessage ? `${error.name}: ${error.message}` : error.name,
    ...(place === undefined ? {} : { at: place }),
  };
}
