/** Plain HTTP beside the calls: the page at "/", whether the process lives, and whether it takes calls. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseCallPath } from "./call-path.ts";
import { toDashboardUrl } from "./dashboard-url.ts";
import { homePage, homePageHeaders } from "./home-page.ts";
import { isLoopbackHost } from "./loopback.ts";
import { plainTextHeaders, type Refusal, refusals } from "./refusal.ts";

export interface PagesOptions {
  readonly path: string;
  readonly publicUrl: string | undefined;
  readonly isTls: boolean;
  /** A secret is asked for; the page says where it goes, never what it is. */
  readonly hasSecret: boolean;
  readonly isReady: () => boolean;
}

export interface Pages {
  /** Answers what is ours and returns true; leaves everything else alone and returns false. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

/** What a Host header may be before it is shown to anybody. */
const usableHost = /^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

export function createPages(options: PagesOptions): Pages {
  const home = (request: IncomingMessage): string => {
    const base = options.publicUrl ?? askedUnder(request, options.isTls);
    const url = toDashboardUrl(base, options.path);
    return homePage(options.hasSecret ? `${url}YOUR-SECRET/` : url, !isLoopbackHost(new URL(url).host));
  };

  return {
    handle(request, response) {
      const target = request.url ?? "";
      const [path] = target.split("?", 1);
      switch (path) {
        case "/":
          send(request, response, 200, homePageHeaders, () => home(request));
          return true;
        case "/healthz":
          send(request, response, 200, plainTextHeaders, () => "ok\n");
          return true;
        case "/readyz": {
          const isReady = options.isReady();
          send(request, response, isReady ? 200 : 503, plainTextHeaders, () => (isReady ? "ready\n" : "not ready\n"));
          return true;
        }
        default:
          if (parseCallPath(target, options.path) === undefined) return false;
          sendRefusal(request, response, refusals["upgrade-required"], { upgrade: "websocket" });
          return true;
      }
    },
  };
}

/** Answers with one line in plain text. */
export function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  headers: Readonly<Record<string, string>> = {},
): void {
  send(request, response, refusal.status, { ...plainTextHeaders, ...headers }, () => `${refusal.reason}\n`);
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: () => string,
): void {
  if (request.method !== "GET" && request.method !== "HEAD") {
    // What such a request would upload is never read, so the connection cannot go on.
    const { reason, status: refused } = refusals["method-refused"];
    response.writeHead(refused, { ...plainTextHeaders, allow: "GET, HEAD", connection: "close" });
    response.end(`${reason}\n`);
    return;
  }
  const text = body();
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) });
  // Node leaves the body out by itself when it was asked for the head only.
  response.end(text);
}

/**
 * The address under which the page was asked for. A proxy's word on the scheme is taken from anybody: it changes
 * nothing but what the asker reads.
 */
function askedUnder(request: IncomingMessage, isTls: boolean): string {
  const { host = "" } = request.headers;
  const isSecure = isTls || /^https\b/.test(String(request.headers["x-forwarded-proto"]));
  const base = `${isSecure ? "https" : "http"}://${host}`;
  return usableHost.test(host) && URL.canParse(base) ? base : "https://your-domain.example";
}
