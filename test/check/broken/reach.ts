/** Servers that cannot be reached, or not by every call. */
import { readFileSync } from "node:fs";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import type { Duplex } from "node:stream";
import { backAgain } from "../../../src/check/audits/reach/hosting.ts";
import { asksFor, type ModelServer, type Parts, soundParts, startModelServer } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";
import { addHeader } from "./handshake-headers.ts";

const nothing = async (): Promise<void> => undefined;
const fixture = (name: string): Buffer => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url));

/** The sound server under another scheme than its own, or in TLS. */
async function startUnder(scheme: "ws" | "wss", parts: Partial<Parts> = {}): Promise<ModelServer> {
  const server = await startModelServer(parts);
  return {
    url: server.url.replace(/^ws:/, `${scheme}:`),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** A certificate that nobody trusts. */
const inTls: Partial<Parts> = {
  createServer: () => createTlsServer({ cert: fixture("cert.pem"), key: fixture("key.pem") }),
};

/** Listens, and breaks every connection at its first byte. */
async function startDeaf(): Promise<ModelServer> {
  const server = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `wss://127.0.0.1:${(server.address() as AddressInfo).port}/llm-websocket`,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port that was free a moment ago. */
async function startNowhere(): Promise<ModelServer> {
  const { url, [Symbol.asyncDispose]: stop } = await startModelServer();
  await stop();
  return { url, [Symbol.asyncDispose]: nothing };
}

function turnAway(socket: Duplex, status: string, headers = ""): true {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n${headers}\r\n`);
  return true;
}

export const reachExhibits: Readonly<Record<string, Exhibit>> = {
  // A part of a name has 63 characters at most, so that no name server is asked for this one.
  "reach-name": {
    start: async () => ({ url: `ws://${"x".repeat(64)}.example/llm-websocket`, [Symbol.asyncDispose]: nothing }),
  },
  "reach-port": { start: startNowhere },
  "reach-scheme": { start: () => startUnder("wss") },
  "reach-tls": { start: startDeaf },
  "reach-certificate": { start: () => startUnder("wss", inTls) },
  "reach-upgrade": broken({ refuse: (_request, socket) => turnAway(socket, "502 Bad Gateway") }),
  "reach-kept": broken({ config: undefined, greet: ({ socket }) => socket.close() }),
  "reach-call-id": broken({
    refuse(request, socket) {
      if (!/^\/llm-websocket\/?$/.test(request.url ?? "")) return turnAway(socket, "404 Not Found");
      request.url = "/llm-websocket/the-only-call";
      return false;
    },
  }),
  "reach-any-call-id": broken({
    refuse: ({ url = "" }, socket) => (/\/[0-9a-f]{32}$/.test(url) ? turnAway(socket, "404 Not Found") : false),
  }),
  "reach-slashes": broken({
    refuse: ({ url = "" }, socket) => (/\/\/|\/$/.test(url) ? turnAway(socket, "404 Not Found") : false),
  }),
  "reach-query": broken({
    refuse: ({ url = "" }, socket) => (url.includes("?") ? turnAway(socket, "404 Not Found") : false),
  }),
  "reach-hosting": broken({
    refuse(_request, socket) {
      addHeader(socket, "x-vercel-id: fra1::iad1::abcde-1767225600000-0123456789ab");
      return false;
    },
  }),
  // As behind a proxy that has forgotten the connection without a word.
  "reach-idle": broken(
    {
      answer(peer, request) {
        if (!asksFor(request, backAgain)) soundParts.answer(peer, request);
      },
    },
    { settings: { idleMs: 200 } },
  ),
};
