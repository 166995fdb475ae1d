/** An ordinary HTTP request to the server that is checked, and all that it answers. */
import type { CheckContext } from "../context.ts";
import { type HttpHead, readHttpHead } from "./http-head.ts";
import { openRawSocket } from "./raw-socket.ts";

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
 * @throws CouldNotTell when no connection could be opened.
 */
export async function fetchPage(context: CheckContext, url: string): Promise<Page | undefined> {
  const { clock, settings, signal } = context;
  const { host, pathname, search } = new URL(url);
  const socket = await openRawSocket(context, url);
  let bytes = Buffer.alloc(0);
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clock.clearTimeout(timer);
      signal.removeEventListener("abort", end);
      socket.destroy();
      resolve();
    };
    const timer = clock.setTimeout(end, settings.connectTimeoutMs);
    signal.addEventListener("abort", end);
    socket.once("close", end);
    socket.on("data", (more: Buffer) => {
      bytes = Buffer.concat([bytes, more]);
      if (bytes.length > maxPageBytes || isWhole(bytes)) end();
    });
    socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nAccept: */*\r\nConnection: close\r\n\r\n`);
  });
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
