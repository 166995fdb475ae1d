/**
 * One call as a state machine: no sockets, no HTTP.
 * @module
 */

// Agent
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
  ToolCall,
  ToolResult,
  TransferAction,
  Turn,
  Update,
} from "./agent.ts";
// Events
export type { CallEndReason, SessionEvent, SessionObserver, TurnOutcome, TurnTiming } from "./events.ts";
// Notes
export type { AgentNote, GenerationNote, RungNote, ToolNote } from "./notes.ts";
// Options
export {
  defaultSessionOptions,
  type ResolvedSessionOptions,
  resolveSessionOptions,
  type SessionOptions,
} from "./options.ts";
// Session
export { type Connection, createSession, type Session, type SessionDependencies } from "./session.ts";
export type { SessionSocket } from "./socket.ts";
