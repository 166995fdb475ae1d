/** What a session tells its observers: facts and numbers, never words of the conversation. */
import type { ErrorCode } from "../errors.ts";
import type { AgentNote } from "./notes.ts";

/** Why a call is over. */
export type CallEndReason =
  /** The platform closed the socket: the normal end. */
  | "platform-closed"
  /** The connection broke and the platform did not dial again in time. */
  | "connection-lost"
  /** A frame that the guide closes for. */
  | "bad-input"
  /** The server was told to let go of its calls. */
  | "server-stopped";

/** How a turn ended. `withdrawn`: a newer request made it worthless, which is normal. */
export type TurnOutcome = "completed" | "withdrawn" | "failed" | "timed-out" | "call-ended";

export interface TurnTiming {
  /** From the request to the first frame with speech, in ms; undefined when nothing was said. */
  readonly firstSpeechMs: number | undefined;
  /** From the request to the last frame, in ms. */
  readonly totalMs: number;
}

export type SessionEvent =
  | { readonly type: "call-started" }
  | { readonly type: "socket-attached"; readonly connection: number }
  | { readonly type: "socket-lost"; readonly code: number }
  | { readonly type: "greeted"; readonly afterMs: number; readonly outcome: "completed" | "failed" | "timed-out" }
  | { readonly type: "turn-started"; readonly responseId: number; readonly reason: "response" | "reminder" }
  | ({
      readonly type: "turn-ended";
      readonly responseId: number;
      readonly outcome: TurnOutcome;
      /** Characters of speech that were sent. */
      readonly characters: number;
    } & TurnTiming)
  | { readonly type: "agent-noted"; readonly note: AgentNote }
  | {
      readonly type: "problem";
      readonly code: ErrorCode;
      /** What is wrong and what follows, without any of the conversation's words. */
      readonly message: string;
      /** True for the first of its code in this call: the one worth a line in the log. */
      readonly first: boolean;
      /** What was thrown, for problems of the agent. Its message may quote the conversation: log it on request only. */
      readonly error?: unknown;
    }
  | { readonly type: "call-ended"; readonly reason: CallEndReason; readonly durationMs: number };

/**
 * Watches calls. Every member is optional; what an observer throws is reported as a problem and harms nobody.
 * Frames carry the conversation: handle them as such.
 */
export interface SessionObserver {
  onEvent?(callId: string, event: SessionEvent): void;
  /** Every text frame as it is sent. */
  onSent?(callId: string, text: string): void;
  /** Every text frame as it came in; the bytes are only valid during the call. */
  onReceived?(callId: string, bytes: Uint8Array): void;
}
