/** Servers that shake hands wrongly, or lose what comes right behind it. */
import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import type { ServerOptions } from "ws";
import { hungUpOn } from "../../../src/check/audits/handshake/connection.ts";
import { asksFor, type Parts, type Peer, soundParts, startModelServer } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";
import { addHeader, rewriteAcceptance } from "./handshake-headers.ts";

/** Above a third of the tests' time limit, and below all of it. */
const slowMs = 800;
/** Until a server is ready for messages that only listens then. */
const readyAfterMs = 40;

/** Breaks the connection at a close frame, before the library sees it. */
function breakAtClose({ socket }: Peer): void {
  const { _socket: tcp } = socket as unknown as { _socket: Socket };
  tcp.prependListener("data", (bytes: Buffer) => {
    // A close frame with a code and no reason, and nothing else: bytes amid a long message can look like its head.
    if (bytes.length === 8 && bytes[0] === 0x88 && bytes[1] === 0x82) tcp.destroy();
  });
}

/** Greets as it should, with something in place before. */
function greetingAfter(prepare: (peer: Peer) => void): Partial<Parts> {
  return {
    greet(peer) {
      prepare(peer);
      soundParts.greet(peer);
    },
  };
}

/** Loses what came in the packet of the handshake. */
function forgetful(): Server {
  const server = createServer();
  const emit = server.emit;
  server.emit = (event: string, ...rest: unknown[]): boolean => {
    const values = event === "upgrade" ? [...rest.slice(0, 2), Buffer.alloc(0)] : rest;
    return Reflect.apply(emit, server, [event, ...values]);
  };
  return server;
}

/** Is slow until some connections have warmed it up: all that this is measured by, and few more. */
async function startCold(): ReturnType<typeof startModelServer> {
  let count = 0;
  return await startModelServer({
    webSocket: {
      verifyClient(_info, accept) {
        count += 1;
        if (count > 20) accept(true);
        else setTimeout(() => accept(true), slowMs);
      },
    },
  });
}

/** Keeps one connection for all call ids that begin alike. */
async function startForgettingIds(): ReturnType<typeof startModelServer> {
  const newest = new Map<string, Peer>();
  return await startModelServer(
    greetingAfter((peer) => {
      const key = peer.callId.slice(0, 16);
      newest.get(key)?.socket.close(1008, "replaced");
      newest.set(key, peer);
    }),
  );
}

/** Accepts nobody any more once a caller has hung up amid an answer. */
async function startFragile(): ReturnType<typeof startModelServer> {
  let isDown = false;
  return await startModelServer({
    refuse(_request, socket) {
      if (isDown) socket.destroy();
      return isDown;
    },
    answer(peer, request) {
      if (asksFor(request, hungUpOn)) {
        peer.socket.once("close", () => {
          isDown = true;
        });
      }
      soundParts.answer(peer, request);
    },
  });
}

export const handshakeExhibits: Readonly<Record<string, Exhibit>> = {
  "handshake-in-time": broken({
    refuse(_request, socket) {
      // Says nothing until the client leaves.
      socket.once("end", () => socket.destroy()).resume();
      return true;
    },
  }),
  "handshake-soon": { start: startCold },
  "handshake-answer": broken({
    refuse(_request, socket) {
      rewriteAcceptance(socket, (head) => head.replace(/(Sec-WebSocket-Accept: ).*/, "$1s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
      return false;
    },
  }),
  "handshake-nothing-unasked": broken({
    refuse({ headers }, socket) {
      if (headers["sec-websocket-protocol"] === undefined) addHeader(socket, "Sec-WebSocket-Protocol: chat");
      return false;
    },
  }),
  "handshake-no-origin": broken({ admits: ({ headers }) => headers.origin !== undefined }),
  "handshake-first-message": broken({
    greet(peer) {
      setTimeout(() => {
        peer.memory.isReady = true;
        soundParts.greet(peer);
      }, readyAfterMs);
    },
    answer(peer, request) {
      if (peer.memory.isReady) soundParts.answer(peer, request);
    },
  }),
  "handshake-same-packet": broken({ createServer: forgetful }),
  // Newer than what the library's types know.
  "handshake-fragments": broken({ webSocket: { maxFragments: 1 } as ServerOptions }),
  // Agrees to compression, and then does not know it.
  "handshake-compression": broken({
    refuse({ headers }, socket) {
      if (headers["sec-websocket-extensions"] !== undefined) {
        addHeader(socket, "Sec-WebSocket-Extensions: permessage-deflate");
      }
      return false;
    },
  }),
  "handshake-two-calls": { start: startForgettingIds },
  "handshake-ping": broken({ webSocket: { autoPong: false } }),
  "handshake-close-answered": broken(greetingAfter(breakAtClose)),
  "handshake-survives-close": { start: startFragile },
};
