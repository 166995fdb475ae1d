/** An ordinary HTTP request to the server that is checked, and all that it answers. */
import type { CheckContext } from "../context.ts";
import { type HttpHead, readHttpHead } from "./http-head.ts";
import { openRawSocket } from "./raw-socket.ts";
import { readUntil } from "./read-until.ts";

export interface Page extends HttpHead {
  readonly body: string;
}

/** No page that is looked at here is longer. */
const maxPageBytes = 256 * 1024;

/**
 * Follows no redirect.
 *
 * @param url of any of the schemes ws, wss, http or https.
 * @returns undefined when no HTTP came within the settings' time.
 * @throws CouldNotTell when no connection could be opened, or the check is given up.
 */
export async function fetchPage(context: CheckContext, url: string): Promise<Page | undefined> {
  const { host, pathname, search } = new URL(url);
  const socket = await openRawSocket(context, url);
  socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nAccept: */*\r\nConnection: close\r\n\r\n`);
  let bytes = Buffer.alloc(0);
  await readUntil(context, socket, context.settings.connectTimeoutMs, (more) => {
    bytes = Buffer.concat([bytes, more]);
    return bytes.length > maxPageBytes || isWhole(bytes);
  });
  socket.destroy();
  const read = tryReading(bytes);
  return read && { ...read.head, body: read.rest.toString("utf8") };
}

function isWhole(bytes: Buffer): boolean {
  const read = tryReading(bytes);
  const length = read?.head.headers["content-length"];
  return read !== undefined && length !== undefined && read.rest.length >= Number(length);
}

function tryReading(bytes: Buffer): ReturnType<typeof readHttpHead> {
  try {
    return readHttpHead(bytes);
  } catch {
    return undefined;
  }
}
