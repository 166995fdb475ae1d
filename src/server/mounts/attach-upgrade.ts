/** Puts the way in for calls into a Node HTTP server that belongs to somebody else. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { refusals, refuse } from "../refusal.ts";
import type { ReparteeServer } from "../server.ts";

/** What is needed of the host: Node's HTTP, HTTPS and HTTP/2 servers have it. */
export interface UpgradeHost {
  on(event: "upgrade", listener: (request: IncomingMessage, socket: Duplex, head: Buffer) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  listenerCount(event: "upgrade"): number;
}

/** Several of our servers may share a host, each with a path of its own. */
const mounted = new WeakMap<UpgradeHost, ReparteeServer[]>();

export function attachUpgrade(host: UpgradeHost, repartee: ReparteeServer): void {
  const others = mounted.get(host);
  if (others !== undefined) {
    others.push(repartee);
    return;
  }
  const servers = [repartee];
  mounted.set(host, servers);
  host.on("upgrade", (request, socket, head) => {
    const server = servers.find((candidate) => candidate.handlesPath(request.url ?? ""));
    if (server !== undefined) {
      server.handleUpgrade(request, socket, head);
      return;
    }
    // Other paths are for the host's other listeners. Where there are none, nobody would ever answer.
    if (host.listenerCount("upgrade") > 1) return;
    socket.on("error", () => socket.destroy());
    refuse(socket, refusals["path-unknown"]);
  });
  host.on("close", () => {
    for (const server of servers) void server.close();
  });
}
