/** A server of whatever kind on a port of its own, gone at the end of the block. */
import type { AddressInfo, Server } from "node:net";

export interface ListeningServer extends AsyncDisposable {
  /** Such as "127.0.0.1:49152". */
  readonly host: string;
}

export async function listen(server: Server): Promise<ListeningServer> {
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
