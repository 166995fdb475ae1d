/**
 * What tests are made of: a disposable server, a client that never misses a frame, a scripted socket, a virtual clock.
 * @module
 */

// Clock
export { createVirtualClock, type VirtualClock } from "../internal/index.ts";
// Socket
export { createScriptedSocket, type ScriptedSocket } from "./scripted-socket.ts";
// Client
export {
  type ClientClose,
  connectTestClient,
  HandshakeRefused,
  type ReceivedMessage,
  type TestClient,
  type TestClientOptions,
} from "./test-client.ts";
// Server
export { startTestServer, type TestServer } from "./test-server.ts";
