/** A server for one test: on a free port of this machine, gone at the end of the block. */
import { createServer, type ReparteeServer, type ServerOptions } from "../server/index.ts";

export interface TestServer extends AsyncDisposable {
  /** The URL below which calls come in, such as "ws://127.0.0.1:49152/llm-websocket/". */
  readonly url: string;
  /** Where its pages are, such as "http://127.0.0.1:49152". */
  readonly httpUrl: string;
  readonly port: number;
  readonly server: ReparteeServer;
}

/**
 * Takes any option of a server; this machine may connect unless an option says otherwise.
 * @example
 * await using server = await startTestServer({ agent });
 * const client = await connectTestClient(`${server.url}call-1`);
 */
export async function startTestServer(options: ServerOptions): Promise<TestServer> {
  const server = createServer({ host: "127.0.0.1", port: 0, admitLoopback: options.allowAnyone !== true, ...options });
  const { url, port } = await server.listen();
  return {
    url,
    port,
    httpUrl: new URL(url.replace(/^ws/, "http")).origin,
    server,
    [Symbol.asyncDispose]: () => server.close(),
  };
}
