/** Bounds the connections that are no calls: when there are too many, the oldest give way to new ones. */
import type { Socket } from "node:net";

export interface IdleConnections {
  /** A connection was opened. */
  add(socket: Socket): void;
  /** The connection became a call, which has limits of its own. */
  remove(socket: Socket): void;
}

/**
 * Refusing new connections instead would let a few hundred idle ones keep the platform out; the platform's handshake
 * follows its connection at once, so it is never the oldest for long.
 */
export function createIdleConnections(max: number): IdleConnections {
  const sockets = new Map<string, Socket>();
  return {
    add(socket) {
      const id = identify(socket);
      sockets.set(id, socket);
      socket.once("close", () => {
        if (sockets.get(id) === socket) sockets.delete(id);
      });
      if (sockets.size <= max) return;
      for (const [oldestId, oldest] of sockets) {
        sockets.delete(oldestId);
        oldest.destroy();
        return;
      }
    },
    remove: (socket) => {
      sockets.delete(identify(socket));
    },
  };
}

/** Under TLS a request's socket is another object than the one that was opened; their addresses and ports are the same. */
function identify(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort} ${socket.localAddress} ${socket.localPort}`;
}
