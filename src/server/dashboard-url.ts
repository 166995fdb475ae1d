/** The URL to paste into the platform's dashboard, from wherever this server is reached. */
import { ReparteeError } from "../errors.ts";

const webSocketSchemes: Readonly<Record<string, string>> = {
  "http:": "ws:",
  "https:": "wss:",
  "ws:": "ws:",
  "wss:": "wss:",
};

/**
 * "https://voice.example.com" becomes "wss://voice.example.com/llm-websocket/". A path is kept, and one that ends in
 * the server's own path is not doubled.
 * @throws ReparteeError `bad-option` when it is no URL of a web server.
 */
export function toDashboardUrl(publicUrl: string, path: string): string {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  const scheme = webSocketSchemes[url?.protocol ?? ""];
  if (url === undefined || scheme === undefined) {
    throw new ReparteeError("bad-option", `"${publicUrl}" is no URL; write it like https://voice.example.com`);
  }
  url.protocol = scheme;
  const prefix = url.pathname.replace(/\/+$/, "");
  const base = path === "/" ? "" : path;
  url.pathname = `${prefix.endsWith(base) ? prefix : prefix + base}/`;
  return url.href;
}
