/** The head of an HTTP answer, read from bytes. */

export interface HttpHead {
  readonly status: number;
  /** By names in lower case; what comes several times is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A head that is longer is none. */
const maxHeadBytes = 64 * 1024;

/**
 * @returns the head and the bytes behind it; undefined when it is not all there yet.
 * @throws Error when the bytes are no HTTP.
 */
export function readHttpHead(bytes: Buffer): { readonly head: HttpHead; readonly rest: Buffer } | undefined {
  const start = bytes.subarray(0, 5).toString("latin1");
  if (!"HTTP/".startsWith(start)) throw new Error("it answered with bytes that are no HTTP");
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) {
    if (bytes.length > maxHeadBytes) throw new Error(`it answered with more than ${maxHeadBytes} bytes of headers`);
    return undefined;
  }
  const [statusLine = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const status = Number(/^HTTP\/\d(?:\.\d)? (\d{3})/.exec(statusLine)?.[1]);
  if (Number.isNaN(status)) throw new Error("it answered with bytes that are no HTTP");
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name = "", value = ""] = /^([^:]+):\s*(.*?)\s*$/.exec(line) ?? [];
    const key = name.toLowerCase();
    if (key !== "") headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  return { head: { status, headers }, rest: bytes.subarray(end + 4) };
}
