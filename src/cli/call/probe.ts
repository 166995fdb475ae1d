/** Asks a server why it refuses a WebSocket: a handshake by hand, of which the whole answer can be read. */
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Clock } from "../../internal/index.ts";

export type ProbeOutcome =
  /** It answered over HTTP. `body` is the beginning of what it said, `location` where it redirects to. */
  | { readonly type: "answered"; readonly status: number; readonly body: string; readonly location?: string }
  /** No answer; a code such as `ECONNREFUSED`. */
  | { readonly type: "failed"; readonly code: string }
  /** It did open a WebSocket this time. */
  | { readonly type: "opened" };

const timeoutMs = 3_000;
/** Reasons are one line; a page of HTML needs no more to be known as one. */
const mostBodyBytes = 2_000;

/** @param url ws or wss. Never rejects. */
export function probe(url: string, clock: Clock): Promise<ProbeOutcome> {
  return new Promise((resolve) => {
    const send = url.startsWith("wss:") ? requestHttps : requestHttp;
    const request = send(url.replace(/^ws/, "http"), {
      agent: false,
      headers: {
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        // Any 16 bytes will do: nothing is checked against them here.
        "sec-websocket-key": Buffer.from("repartee-asks-it").toString("base64"),
      },
    });
    const finish = (outcome: ProbeOutcome): void => {
      clock.clearTimeout(timer);
      request.destroy();
      resolve(outcome);
    };
    const timer = clock.setTimeout(() => finish({ type: "failed", code: "ETIMEDOUT" }), timeoutMs);
    request.on("error", (error: NodeJS.ErrnoException) => finish({ type: "failed", code: error.code ?? error.name }));
    request.on("upgrade", (_response, socket) => {
      socket.on("error", () => undefined);
      socket.destroy();
      finish({ type: "opened" });
    });
    request.on("response", (response) => {
      const { statusCode: status = 0, headers } = response;
      const location = headers.location === undefined ? {} : { location: headers.location };
      readBody(response, (body) => finish({ type: "answered", status, body, ...location }));
    });
    request.end();
  });
}

function readBody(response: IncomingMessage, done: (body: string) => void): void {
  let body = "";
  response.setEncoding("utf8");
  response.on("data", (part: string) => {
    body += part;
    if (body.length > mostBodyBytes) done(body.slice(0, mostBodyBytes));
  });
  response.on("end", () => done(body));
  // What has come of a body that breaks off says enough.
  response.on("error", () => done(body));
}
