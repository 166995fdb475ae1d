/** What a log may tell of an error. */
import { errorLabel, nameWithCode } from "../internal/index.ts";
import { findErrorPlace } from "./error-place.ts";

/** A type rather than an interface, so that it fits as fields of a log. */
export type ErrorDescription = {
  /** The error's name, with an HTTP status or a system's code if it has one, and its message if that is wanted. */
  readonly error: string;
  /** `file:line` in the user's own code; missing when it was thrown nowhere there. */
  readonly at?: string;
};

export interface DescribeErrorOptions {
  /** Also its message, which may quote what was said in a call. @default false */
  readonly withMessage?: boolean;
  /** Tells of files, besides packages and Node itself, that are not the user's. @default none are */
  readonly isForeign?: (file: string) => boolean;
}

/** What was thrown and where; never its message, unless that is asked for. */
export function describeError(error: unknown, options: DescribeErrorOptions = {}): ErrorDescription {
  const { withMessage = false, isForeign } = options;
  if (!(error instanceof Error)) return { error: withMessage ? String(error) : errorLabel(error) };
  const place = findErrorPlace(error, isForeign);
  return {
    error: withMessage ? `${nameWithCode(error)}: ${error.message}` : errorLabel(error),
    ...(place === undefined ? {} : { at: place }),
  };
}
