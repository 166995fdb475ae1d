/** Tells whether two calls of a tool ask for the same thing. */

/**
 * The same for the same tool with the same input, in whatever order its members came.
 * @param input as the tool's schema made it, with its defaults filled in.
 * @param written as the model wrote it: it counts where the schema made something that JSON does not tell apart.
 */
export function wishOf(name: string, input: unknown, written: unknown): string {
  try {
    return JSON.stringify([name, isJson(input) ? input : written], (_key, value: unknown) => {
      if (typeof value === "bigint") return `${value}n`;
      return isPlainObject(value) ? sorted(value) : value;
    });
  } catch {
    // No telling what it asks for: rather once too few than once too often.
    return JSON.stringify([name]);
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
