/** The URL that a call is dialled under: the configured base with the call id appended to its path. */
import { ReparteeError } from "../errors.ts";

const schemes: Readonly<Record<string, string>> = { "http:": "ws:", "https:": "wss:", "ws:": "ws:", "wss:": "wss:" };

/**
 * Appends the call id to the path, before a query, whatever number of slashes the base ends with.
 *
 * @param base ws, wss, http or https; `{{name}}` is replaced from `variables`, and stays where there is none.
 * @throws ReparteeError `bad-option` when it is no such URL.
 */
export function callUrl(base: string, callId: string, variables: Readonly<Record<string, string>> = {}): string {
  const filled = base.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (whole, name: string) => {
    const value = variables[name];
    return value === undefined ? whole : encodeURIComponent(value);
  });
  let url: URL;
  try {
    url = new URL(filled);
  } catch {
    throw new ReparteeError("bad-option", "url must be a URL such as ws://localhost:3000/llm-websocket");
  }
  const scheme = schemes[url.protocol];
  if (scheme === undefined) {
    throw new ReparteeError("bad-option", `url must start with ws, wss, http or https, not ${url.protocol}`);
  }
  url.protocol = scheme;
  url.hash = "";
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/${encodeURIComponent(callId)}`;
  return url.href;
}
