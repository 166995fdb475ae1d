/**
 * Takes calls beside the routes of a Fastify app.
 * @module
 */
import type { ReparteeServer } from "../server.ts";
import { attachUpgrade, type UpgradeHost } from "./attach-upgrade.ts";

/** What is needed of a Fastify app. */
export interface FastifyApp {
  readonly server: UpgradeHost;
  addHook(name: "preClose", hook: (done: () => void) => void): unknown;
}

/**
 * The app's routes stay as they are. `app.close()` breaks off the calls that are up; `await repartee.drain()` before it
 * lets them finish.
 * @returns the same app.
 * @example
 * const repartee = createServer({ agent });
 * await mountFastify(app, repartee).listen({ port: 3000 });
 */
export function mountFastify<App extends FastifyApp>(app: App, repartee: ReparteeServer): App {
  attachUpgrade(app.server, repartee);
  // Before the app closes its server, which would wait for every open connection.
  app.addHook("preClose", (done) => {
    void repartee.close().then(done);
  });
  return app;
}
