/**
 * Takes calls beside the routes of a Hono app that runs on Node.
 * @module
 */
import type { ReparteeServer } from "../server.ts";
import { attachUpgrade, type UpgradeHost } from "./attach-upgrade.ts";

/**
 * The app's routes stay as they are, its own WebSocket routes included. To stop, `await repartee.drain()` before
 * `server.close()`, which waits for connections that are open.
 * @param server what `serve` of `@hono/node-server` returns.
 * @returns the same server.
 * @example
 * const repartee = createServer({ agent });
 * mountHono(serve({ fetch: app.fetch, port: 3000 }), repartee);
 */
export function mountHono<Host extends UpgradeHost>(server: Host, repartee: ReparteeServer): Host {
  attachUpgrade(server, repartee);
  return server;
}
