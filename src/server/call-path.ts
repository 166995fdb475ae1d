/** Finds the call id, and the secret where there is one, in the target of a request. */

export interface CallPath {
  /** The segments behind the base path, decoded; one of them undefined when it is no valid percent-encoding. */
  readonly segments: readonly (string | undefined)[];
  /** What `?secret=` says. */
  readonly querySecret: string | undefined;
}

/** Longer ids are refused: the platform's have some 40 characters. */
const maxCallIdLength = 256;

/** Control and format characters and line breaks have no place in an id, and would forge lines in a log. */
const unusable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * Undefined when the target is not below the base path. Empty segments do not count, because the dashboard's URL may
 * end in a slash to which the platform adds another.
 */
export function parseCallPath(target: string, basePath: string): CallPath | undefined {
  const [path = "", query] = splitOnce(target, "?");
  const segments = segmentsOf(path);
  const base = segmentsOf(basePath);
  if (!path.startsWith("/") || base.some((segment, index) => segment !== segments[index])) return undefined;
  return {
    segments: segments.slice(base.length).map(decodeSegment),
    querySecret: query === undefined ? undefined : (new URLSearchParams(query).get("secret") ?? undefined),
  };
}

/** The platform's ids are opaque, so nothing is asked of their shape beyond being text of a bounded length. */
export function isCallId(id: string | undefined): id is string {
  return id !== undefined && id.length <= maxCallIdLength && !unusable.test(id);
}

export function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
