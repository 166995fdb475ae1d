/** What a message is before any field is read: one JSON object, or something that the platform cannot take. */

export type FrameForm =
  | "object"
  /** An object with a byte order mark in front. */
  | "byte-order-mark"
  /** Well-formed JSON, but not exactly one object: an array, a bare value, or several values. */
  | "not-one-object"
  | "no-json";

/** @param text of a text message. Never throws. */
export function formOf(text: string): FrameForm {
  const value = parse(text);
  if (value !== undefined) return isObject(value.json) ? "object" : "not-one-object";
  if (text.startsWith("\uFEFF") && isObject(parse(text.slice(1))?.json)) return "byte-order-mark";
  return holdsSeveral(text) ? "not-one-object" : "no-json";
}

/** Objects behind each other, be there line breaks between them or not. */
function holdsSeveral(text: string): boolean {
  let from = 0;
  let count = 0;
  for (let end = endOfObject(text, from); end !== undefined; end = endOfObject(text, from)) {
    if (!isObject(parse(text.slice(from, end))?.json)) return false;
    count += 1;
    from = end;
  }
  return count >= 2 && text.slice(from).trim() === "";
}

/** Just behind the brace that closes the object that begins there; undefined when there is none. */
function endOfObject(text: string, from: number): number | undefined {
  let depth = 0;
  // A string as a whole, or a brace: braces within strings do not count.
  for (const { 0: token, index } of text.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === "{") depth += 1;
    if (token === "}") depth -= 1;
    if (depth < 0) return undefined;
    if (depth === 0 && token === "}") return from + index + 1;
  }
  return undefined;
}

/** Wrapped, as null is JSON, too. */
function parse(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function isObject(json: unknown): boolean {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
