/** Servers that do not expect a call to come back. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { asksForMuch, type Parts, type Peer, response, soundParts, startModelServer, story } from "../model-server.ts";
import { broken, type Exhibit } from "./exhibit.ts";

const refused = (socket: Duplex): true => {
  socket.end("HTTP/1.1 409 Conflict\r\nConnection: close\r\n\r\n");
  return true;
};

/** A server that refuses handshakes by what it remembers of the path. */
function remembering(makeParts: () => Partial<Parts>): Exhibit {
  return { start: () => startModelServer(makeParts()) };
}

const pathOf = ({ url }: IncomingMessage): string => (url ?? "").replace(/\/+/g, "/");

/** Tells the story on whichever connection the call has: only on its own is it withdrawn. */
function tellOnAnyConnection(peer: Peer, responseId: number, part: number): void {
  const isWithdrawn = peer.newestId > responseId;
  if (isWithdrawn) return;
  const current = peer.memory.current as Peer;
  const isLast = part === story.length - 1;
  current.send(response(responseId, story[part] as string, { content_complete: isLast }));
  if (!isLast) setTimeout(() => tellOnAnyConnection(peer, responseId, part + 1), 40);
}

export const reconnectionExhibits: Readonly<Record<string, Exhibit>> = {
  "reconnection-accepted": remembering(() => {
    const known = new Set<string>();
    return {
      refuse(request, socket) {
        const path = pathOf(request);
        if (known.has(path)) return refused(socket);
        known.add(path);
        return false;
      },
    };
  }),
  "reconnection-goes-on": broken({
    answer(peer, request) {
      if (peer.connectionIndex === 0) soundParts.answer(peer, request);
    },
  }),
  "reconnection-greets-once": broken({ greet: (peer) => peer.send(response(0, "How may I help you?")) }),
  "reconnection-leaves-answer": broken({
    greet(peer) {
      peer.memory.current = peer;
      soundParts.greet(peer);
    },
    answer(peer, request) {
      const isFirst = peer.memory.isTelling === undefined;
      if (!asksForMuch(request) || !isFirst) {
        soundParts.answer(peer, request);
        return;
      }
      peer.memory.isTelling = true;
      tellOnAnyConnection(peer, request.response_id, 0);
    },
  }),
  "reconnection-config": broken({
    config: undefined,
    greet(peer) {
      if (peer.connectionIndex === 0) peer.send({ response_type: "config", config: soundParts.config });
      soundParts.greet(peer);
    },
  }),
  "reconnection-half-open": remembering(() => {
    const open = new Set<string>();
    return {
      refuse: (request, socket) => open.has(pathOf(request)) && refused(socket),
      greet(peer) {
        open.add(pathOf(peer.request));
        soundParts.greet(peer);
      },
      disconnected: (peer) => open.delete(pathOf(peer.request)),
    };
  }),
  "reconnection-all-four": remembering(() => {
    const counts = new Map<string, number>();
    return {
      refuse(request, socket) {
        const count = (counts.get(pathOf(request)) ?? 0) + 1;
        counts.set(pathOf(request), count);
        return count > 3 && refused(socket);
      },
    };
  }),
};
