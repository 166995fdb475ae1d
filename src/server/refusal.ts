/** Every way to be turned away: an HTTP status and one line that says why, and nothing about this server. */
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

/** What the log says. */
export type RefusalName =
  | "path-too-long"
  | "path-unknown"
  | "address-refused"
  | "secret-refused"
  | "call-id-unusable"
  | "address-full"
  | "calls-full"
  | "server-stopping"
  | "handshake-broken"
  | "upgrade-required"
  | "method-refused";

/** What strangers read. */
export const refusals: Readonly<Record<RefusalName, Refusal>> = {
  "path-too-long": { status: 414, reason: "The path is too long." },
  "path-unknown": { status: 404, reason: "There is nothing here." },
  "address-refused": { status: 403, reason: "This address may not connect." },
  "secret-refused": { status: 403, reason: "The secret is missing or wrong." },
  "call-id-unusable": { status: 400, reason: "The path must end in one call id." },
  "address-full": { status: 429, reason: "This address has as many calls as it may have." },
  "calls-full": { status: 503, reason: "This server has as many calls as it takes." },
  "server-stopping": { status: 503, reason: "This server is stopping." },
  "handshake-broken": { status: 400, reason: "This is no WebSocket handshake." },
  "upgrade-required": { status: 426, reason: "This is a WebSocket address: connect with ws:// or wss://." },
  "method-refused": { status: 405, reason: "Only GET and HEAD are answered." },
};

/** Headers that every answer in plain text carries. */
export const plainTextHeaders: Readonly<Record<string, string>> = {
  "content-type": "text/plain; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};

/** Answers on a socket that never became a WebSocket, and lets go of it. */
export function refuse(socket: Duplex, refusal: Refusal): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = `${refusal.reason}\n`;
  const headers = {
    ...plainTextHeaders,
    connection: "close",
    "content-length": String(Buffer.byteLength(body)),
    // RFC 6455, 4.4: a version that is not spoken here is answered with the one that is.
    "sec-websocket-version": "13",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join("")}\r\n${body}`);
}
