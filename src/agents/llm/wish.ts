/** Tells whether two calls of a tool ask for the same thing. */

/**
 * Keys of what a call asks for: two calls that share one ask for the same thing. The same tool with the same input does,
 * in whatever order its members came.
 * @param input as the tool's schema made it, with its defaults filled in.
 * @param written as the model wrote it: a schema may make something else of the same words each time, such as a default
 * that is a new id.
 */
export function wishesOf(name: string, input: unknown, written: unknown): readonly string[] {
  const asWritten = keyOf([name, "written", written]);
  return isJson(input) ? [keyOf([name, "made", input]), asWritten] : [asWritten];
}

function keyOf(parts: readonly [name: string, ...unknown[]]): string {
  try {
    return JSON.stringify(parts, (_key, value: unknown) => {
      if (typeof value === "bigint") return `${value}n`;
      return isPlainObject(value) ? sorted(value) : value;
    });
  } catch {
    // No telling what it asks for: rather once too few than once too often.
    return JSON.stringify([parts[0]]);
  }
}

/** Whether JSON shows everything of it. */
function isJson(value: unknown, depth = 0): boolean {
  if (depth > 100) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
  if (isPlainObject(value)) return Object.values(value).every((item) => isJson(item, depth + 1));
  return value === null || value instanceof Date || !["object", "function", "symbol"].includes(typeof value);
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
