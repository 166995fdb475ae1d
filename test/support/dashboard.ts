/** A server with the dashboard on it, on a port of its own. */

import { type Agent, createServer } from "repartee";
import { type Console, type ConsoleOptions, createConsole } from "../../src/console/index.ts";
import { buildPage } from "./built-page.ts";

export interface Dashboard extends AsyncDisposable {
  /** Of the page. */
  readonly url: string;
  /** Of the calls. */
  readonly callUrl: string;
}

export interface DashboardOptions extends Partial<ConsoleOptions> {
  readonly agent: Agent;
  /** @default any that is free */
  readonly port?: number;
}

export async function startDashboard({ agent, port = 0, ...options }: DashboardOptions): Promise<Dashboard> {
  const built = buildPage();
  let callUrl = "";
  const pages: Console = createConsole({
    version: "0.0.0",
    ownServer: { url: () => callUrl },
    pageFolder: built.folder,
    ...options,
  });
  const server = createServer({
    agent,
    host: "127.0.0.1",
    port,
    admitLoopback: true,
    pages,
    observer: pages.observer,
  });
  const address = await server.listen();
  const base = `127.0.0.1:${address.port}`;
  callUrl = `ws://${base}/llm-websocket/`;
  return {
    url: `http://${base}/`,
    callUrl,
    async [Symbol.asyncDispose]() {
      await server.close();
      built[Symbol.dispose]();
    },
  };
}
