/** What else may answer on a server's port, such as a dashboard. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** Asked before the server itself; what it leaves alone is the server's to answer. */
export interface ServerPages {
  /** Answers and returns true, or returns false with the request untouched. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  /** The same for a request that wants to become a WebSocket. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** The server closes: whatever is connected must be let go at once. */
  close(): void;
}
