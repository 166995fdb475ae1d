/**
 * Reads the short top-level fields of a JSON object straight from its bytes, for any order of keys and any white
 * space, without parsing the transcript in its middle.
 *
 * From the front, fields are read up to the first array or object. From the back, JSON can be read as safely: outside
 * a string a quote always ends one, and inside a string every quote has a backslash before it. What
 * neither end shows (a field between two arrays, an escaped key, a value of half a kilobyte) is "not sure": the caller
 * parses all.
 *
 * For JSON without duplicate keys an answer always equals what `JSON.parse` gives. Two things may go unseen:
 * - A key that stands twice: the one nearest to the front counts, for `JSON.parse` the last. JSON leaves the case open.
 * - Text that is no JSON: only the bytes up to the wanted fields are looked at, from either end. Cut or broken text may
 *   so get an answer, even one taken from inside the transcript when it was cut right after a `}`. Whoever reads the
 *   transcript learns of it from the parse.
 */

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** No field name and no value of interest is longer; a longer one is somebody's payload. */
const longestScalarBytes = 512;
/** More fields than any event has: past that the text is somebody's payload too. */
const mostFields = 32;

/** A byte order mark inside a key or a value is part of it, so none may be swallowed. */
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * @param bytes the text of one frame, as UTF-8.
 * @param wanted the keys whose values the caller needs; reading stops as soon as all are found.
 * @returns the value of every wanted key, perhaps with others that stood in the way; undefined when not sure of all of
 * them: parse the text to know.
 */
export function readHead(bytes: Uint8Array, wanted: readonly string[]): ReadonlyMap<string, unknown> | undefined {
  const start = skipSpace(bytes, 0);
  const last = skipSpaceBack(bytes, bytes.length - 1);
  if (last <= start || bytes[start] !== openBrace || bytes[last] !== closeBrace) return undefined;
  const fields = new Map<string, unknown>();
  const stop = readForward(bytes, start + 1, last, fields, wanted);
  if (stop === undefined) return undefined;
  if (hasAll(fields, wanted) || readBackward(bytes, last - 1, stop, fields, wanted)) return fields;
  return undefined;
}

/** @returns where it stopped: the first container, or all that was wanted; undefined when the text is broken or odd. */
function readForward(
  bytes: Uint8Array,
  from: number,
  end: number,
  fields: Map<string, unknown>,
  wanted: readonly string[],
): number | undefined {
  let at = skipSpace(bytes, from);
  if (at === end) return end;
  for (let count = 0; count < mostFields; count += 1) {
    if (bytes[at] !== quote) return undefined;
    const keyEnd = stringEnd(bytes, at, end);
    if (keyEnd === -1) return undefined;
    const key = text(bytes, at + 1, keyEnd);
    at = skipSpace(bytes, keyEnd + 1);
    if (key === undefined || bytes[at] !== colon) return undefined;
    at = skipSpace(bytes, at + 1);
    const first = bytes[at];
    if (first === openBrace || first === openBracket) return at;
    const valueEnd = first === quote ? stringEnd(bytes, at, end) + 1 : scalarEnd(bytes, at, end);
    if (valueEnd <= at) return undefined;
    const value = scalar(bytes, at, valueEnd);
    if (value === undefined) return undefined;
    if (!fields.has(key)) fields.set(key, value);
    if (hasAll(fields, wanted)) return at;
    at = skipSpace(bytes, valueEnd);
    if (at === end) return end;
    if (bytes[at] !== comma) return undefined;
    at = skipSpace(bytes, at + 1);
  }
  return undefined;
}

/** @returns whether all wanted fields were found between the last container and the closing brace. */
function readBackward(
  bytes: Uint8Array,
  from: number,
  stop: number,
  fields: Map<string, unknown>,
  wanted: readonly string[],
): boolean {
  let at = skipSpaceBack(bytes, from);
  for (let count = 0; count < mostFields && at > stop; count += 1) {
    const lastByte = bytes[at];
    if (lastByte === closeBrace || lastByte === closeBracket) return false;
    const valueStart = lastByte === quote ? stringStart(bytes, at, stop) : scalarStart(bytes, at, stop);
    if (valueStart === -1) return false;
    const value = scalar(bytes, valueStart, at + 1);
    at = skipSpaceBack(bytes, valueStart - 1);
    if (value === undefined || bytes[at] !== colon) return false;
    at = skipSpaceBack(bytes, at - 1);
    if (bytes[at] !== quote) return false;
    const keyStart = stringStart(bytes, at, stop);
    const key = keyStart === -1 ? undefined : text(bytes, keyStart + 1, at);
    if (key === undefined) return false;
    if (!fields.has(key)) fields.set(key, value);
    if (hasAll(fields, wanted)) return true;
    at = skipSpaceBack(bytes, keyStart - 1);
    if (bytes[at] !== comma) return false;
    at = skipSpaceBack(bytes, at - 1);
  }
  return false;
}

function hasAll(fields: ReadonlyMap<string, unknown>, wanted: readonly string[]): boolean {
  for (const key of wanted) if (!fields.has(key)) return false;
  return true;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at += 1;
  return at;
}

function skipSpaceBack(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at >= 0 && isSpace(bytes[at])) at -= 1;
  return at;
}

/**
 * Any quote ends the search: one that is escaped has its backslash in front of it, and {@link text} refuses that.
 *
 * @returns where the string that opens at `open` closes, or -1.
 */
function stringEnd(bytes: Uint8Array, open: number, end: number): number {
  const limit = Math.min(end, open + longestScalarBytes);
  for (let at = open + 1; at < limit; at += 1) if (bytes[at] === quote) return at;
  return -1;
}

/** @returns where the string that closes at `close` opens, or -1, also when it holds an escaped quote. */
function stringStart(bytes: Uint8Array, close: number, stop: number): number {
  const limit = Math.max(stop, close - longestScalarBytes);
  for (let at = close - 1; at > limit; at -= 1) {
    if (bytes[at] === quote) return bytes[at - 1] === backslash ? -1 : at;
  }
  return -1;
}

/** @returns just past the number or literal that starts at `from`. */
function scalarEnd(bytes: Uint8Array, from: number, end: number): number {
  const limit = Math.min(end, from + longestScalarBytes);
  let at = from;
  while (at < limit && bytes[at] !== comma && bytes[at] !== closeBrace && !isSpace(bytes[at])) at += 1;
  return at;
}

/** @returns just past the colon before the number or literal that ends at `last`, or -1. */
function scalarStart(bytes: Uint8Array, last: number, stop: number): number {
  const limit = Math.max(stop, last - longestScalarBytes);
  for (let at = last; at > limit; at -= 1) if (bytes[at - 1] === colon) return at;
  return -1;
}

/** A key or string without escapes; undefined with one, because then only a parser knows what it says. */
function text(bytes: Uint8Array, from: number, to: number): string | undefined {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte === backslash || byte < 0x20) return undefined;
  }
  return utf8.decode(bytes.subarray(from, to));
}

/** The value of a string, number or literal; undefined when a parser should look. */
function scalar(bytes: Uint8Array, from: number, to: number): unknown {
  if (bytes[from] === quote) return text(bytes, from + 1, to - 1);
  try {
    return JSON.parse(utf8.decode(bytes.subarray(from, to)));
  } catch {
    // Not JSON: the full parse that follows says what is wrong.
    return undefined;
  }
}
