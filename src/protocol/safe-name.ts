/** Names that a peer chose, made fit for a log line: a message may carry them, but never text in their place. */

/** @returns the name when it looks like one, else only what kind of value it is. */
export function safeName(name: unknown): string {
  return typeof name === "string" && /^[\w.-]{1,40}$/.test(name) ? name : `(${typeof name})`;
}
