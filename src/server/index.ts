/**
 * Sockets and HTTP: takes the platform's calls on a port of its own or inside somebody else's server.
 * @module
 */

// Connections
export { createSocketServer, type SocketServer } from "./connection.ts";
// Server
export { toDashboardUrl } from "./dashboard-url.ts";
export { createListener, type Listener } from "./listener.ts";
export {
  defaultServerOptions,
  type ResolvedServerOptions,
  resolveServerOptions,
  type ServerOptions,
  type TlsFiles,
  uponAiAddress,
} from "./options.ts";
export { sendRefusal } from "./pages.ts";
export { plainTextHeaders, type Refusal, refuse } from "./refusal.ts";
export { isSameSecret } from "./secret.ts";
export { createServer, type DrainOptions, type ListeningAddress, type ReparteeServer } from "./server.ts";
export type { ServerPages } from "./server-pages.ts";
export { isFromThisMachine } from "./this-machine.ts";
