/**
 * What tests are made of: calls that run to their end in milliseconds, matchers for what was said in them, a model
 * that follows a script, a disposable server, a client that never misses a frame, a scripted socket, a virtual clock.
 * @module
 */

// Clock
export { createVirtualClock, realClock, type VirtualClock } from "../internal/index.ts";
// Call
export { type AgentDialer, type AgentDialerOptions, createAgentDialer } from "./agent-dialer.ts";
// Matchers
export { type CallMatchers, callMatchers, type HaveSaidOptions, type MatcherResult } from "./call-matchers.ts";
export type { SpokenText } from "./call-speech.ts";
// Model server
export type {
  ModelServerApi,
  ModelServerMessage,
  ModelServerRequest,
  ReadRequest,
  RequestEnd,
  RequestedToolCall,
} from "./model-server/request.ts";
export type {
  AnswerStep,
  GarbageStep,
  ModelServerScript,
  ModelServerStep,
  RequestPattern,
  ScriptedToolCall,
  ScriptedUsage,
  StatusStep,
} from "./model-server/script.ts";
export type { ModelServerOptions } from "./model-server/scripted-provider.ts";
export { type ModelServer, startModelServer } from "./model-server/start-model-server.ts";
export { type AgentCallOptions, type PlaceCallOptions, placeCall, type UrlCallOptions } from "./place-call.ts";
// Model
export {
  createScriptedModel,
  type ModelBeat,
  type ScriptedModel,
  type ScriptedModelOptions,
} from "./scripted-model.ts";
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
