/**
 * Sockets and HTTP: takes the platform's calls on a port of its own or inside somebody else's server.
 * @module
 */

// Server
export { toDashboardUrl } from "./dashboard-url.ts";
export {
  defaultServerOptions,
  type ResolvedServerOptions,
  resolveServerOptions,
  type ServerOptions,
  type TlsFiles,
  uponAiAddress,
} from "./options.ts";
export { createServer, type DrainOptions, type ListeningAddress, type ReparteeServer } from "./server.ts";
