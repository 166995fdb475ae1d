/** One call without a network: a session, a virtual clock and scripted sockets. */
import { createVirtualClock, type VirtualClock } from "../../src/internal/index.ts";
import type { PlatformEvent, ServerEvent, Utterance } from "../../src/protocol/index.ts";
import {
  type Agent,
  createSession,
  resolveSessionOptions,
  type Session,
  type SessionEvent,
  type SessionOptions,
} from "../../src/session/index.ts";
import { createScriptedSocket, type ScriptedSocket } from "../../src/testing/scripted-socket.ts";

export interface ScriptedConnection {
  readonly socket: ScriptedSocket;
  readonly sent: readonly ServerEvent[];
  /** The platform sends an event, or any text. */
  receive(event: PlatformEvent | Record<string, unknown> | string): void;
  receiveBinary(): void;
  ask(responseId: number, transcript?: Utterance[]): void;
  remind(responseId: number): void;
  /** The socket closes with this code, as this side sees it. */
  closed(code: number): void;
}

export interface ScriptedCall {
  readonly session: Session;
  readonly clock: VirtualClock;
  readonly events: readonly SessionEvent[];
  readonly problems: () => string[];
  connect(): ScriptedConnection;
  /** Replaces the agent, as a reload does. */
  replaceAgent(agent: Agent): void;
}

export function scriptedCall(agent: Agent, options: SessionOptions = {}): ScriptedCall {
  const clock = createVirtualClock();
  const events: SessionEvent[] = [];
  let currentAgent = agent;
  const session = createSession({
    callId: "call-1",
    agent: () => currentAgent,
    clock,
    options: resolveSessionOptions(options),
    observer: { onEvent: (_callId, event) => events.push(event) },
    onEnded: () => undefined,
  });
  const encoder = new TextEncoder();
  return {
    session,
    clock,
    events,
    problems: () => events.flatMap((event) => (event.type === "problem" ? [event.code] : [])),
    replaceAgent(next) {
      currentAgent = next;
    },
    connect() {
      const socket = createScriptedSocket();
      const connection = session.attach(socket);
      const receive = (event: PlatformEvent | Record<string, unknown> | string): void => {
        connection.receive(encoder.encode(typeof event === "string" ? event : JSON.stringify(event)), false);
      };
      return {
        socket,
        sent: socket.sent,
        receive,
        receiveBinary: () => connection.receive(new Uint8Array([1, 2, 3]), true),
        ask: (responseId, transcript = []) =>
          receive({ interaction_type: "response_required", response_id: responseId, transcript }),
        remind: (responseId) =>
          receive({ interaction_type: "reminder_required", response_id: responseId, transcript: [] }),
        closed: (code) => connection.closed(code),
      };
    },
  };
}

/** The speech frames among what was sent, as `[response_id, content, content_complete]`. */
export function speech(sent: readonly ServerEvent[]): Array<[number, string, boolean]> {
  return sent.flatMap((event) =>
    "response_id" in event && typeof event.response_id === "number"
      ? [[event.response_id, String(event.content), event.content_complete === true] as [number, string, boolean]]
      : [],
  );
}
