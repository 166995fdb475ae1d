/** What a log may tell of an error. */
import type { LogFields } from "./log.ts";

/**
 * The error's name and the innermost place in the user's own code.
 * @param withMessage also its message, which may quote what was said in a call.
 */
export function describeError(error: unknown, withMessage: boolean): LogFields {
  if (!(error instanceof Error)) return { error: withMessage ? String(error) : typeof error };
  const place = findPlace(error.stack ?? "");
  return {
    error: withMessage ? `${error.name}: ${error.message}` : error.name,
    ...(place === undefined ? {} : { at: place }),
  };
}

/** `file:line:column` of the first frame outside of packages and Node itself; the frames quote no message. */
function findPlace(stack: string): string | undefined {
  for (const line of stack.split("\n")) {
    const place = /^\s+at (?:.*\()?((?:file:|\/|[A-Z]:\\).*:\d+:\d+)\)?$/.exec(line)?.[1];
    if (place !== undefined && !/[\\/]node_modules[\\/]/.test(place)) return place;
  }
  return undefined;
}
