/**
 * Takes calls inside a plain `node:http` or `node:https` server.
 * @module
 */
import type { Server } from "node:http";
import type { ReparteeServer } from "../server.ts";
import { attachUpgrade } from "./attach-upgrade.ts";

/**
 * Upgrade requests of other paths are left to the server's other listeners; its own requests stay as they are. To stop,
 * `await repartee.drain()` before `server.close()`, which waits for connections that are open.
 * @returns the same server.
 * @example
 * const repartee = createServer({ agent });
 * mountNode(http.createServer(onRequest), repartee).listen(3000);
 */
export function mountNode<Host extends Server>(server: Host, repartee: ReparteeServer): Host {
  attachUpgrade(server, repartee);
  return server;
}
