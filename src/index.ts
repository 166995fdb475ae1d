/**
 * The door most people use: a server, agents, and the errors that both may throw.
 * @module
 */

// Agents
export {
  defineAgent,
  dummyAgent,
  echoAgent,
  endCall,
  type FlakyAgentOptions,
  type FlakyMood,
  flakyAgent,
  pressDigits,
  type Script,
  type ScriptReply,
  type SlowAgentOptions,
  say,
  scriptedAgent,
  slowAgent,
  transfer,
} from "./agents/index.ts";
// Errors
export { type ErrorCode, errorCodes, isReparteeError, ReparteeError } from "./errors.ts";
// Server
export {
  createServer,
  type DrainOptions,
  defaultServerOptions,
  type ListeningAddress,
  type ReparteeServer,
  type ServerOptions,
  type TlsFiles,
  toDashboardUrl,
  uponAiAddress,
} from "./server/index.ts";
// Session
export type {
  Action,
  Agent,
  AgentOutput,
  AgentReply,
  Call,
  EndCallAction,
  InterruptOptions,
  PressDigitsAction,
  Say,
  SessionEvent,
  SessionObserver,
  SessionOptions,
  TransferAction,
  Turn,
  Update,
} from "./session/index.ts";
