/**
 * Takes calls beside the routes of an Express app.
 * @module
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { ReparteeServer } from "../server.ts";
import { attachUpgrade } from "./attach-upgrade.ts";

/** What is needed of an Express app: it answers requests. */
export type ExpressApp = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Upgrades never reach an Express app, only the HTTP server in front of it; so this makes that server, as `app.listen`
 * does. The app's routes stay as they are. With a server of your own (HTTPS, say), use `mountNode` on that.
 * @returns the HTTP server, to listen with in place of the app.
 * @example
 * const repartee = createServer({ agent });
 * mountExpress(app, repartee).listen(3000);
 */
export function mountExpress(app: ExpressApp, repartee: ReparteeServer): Server {
  const server = createServer(app);
  attachUpgrade(server, repartee);
  return server;
}
