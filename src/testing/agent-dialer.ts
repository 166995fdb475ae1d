/** Reaches an agent in the same process: the platform's line without a socket, in whatever time the clock tells. */
import type { Clock } from "../internal/index.ts";
import type { Dialer, DialHandlers, LineSocket } from "../platform/index.ts";
import { closeCodes } from "../protocol/index.ts";
import {
  type Agent,
  type Connection,
  createSession,
  resolveSessionOptions,
  type Session,
  type SessionObserver,
  type SessionOptions,
  type SessionSocket,
} from "../session/index.ts";

export interface AgentDialerOptions {
  /** Who answers. */
  readonly agent: Agent;
  /** The clock of the call that dials; the agent's own waiting must go by it too. */
  readonly clock: Clock;
  /** How the agent's side of the call behaves. */
  readonly session?: SessionOptions;
  /** Watches the agent's side. */
  readonly observer?: SessionObserver;
}

export interface AgentDialer {
  /** Makes one session for each URL; after a broken connection the same one goes on, as a server's would. */
  readonly dial: Dialer;
  /** Lets go of every call that is still up, such as one that waits to be dialled again. */
  close(): void;
}

/** @throws ReparteeError `bad-option` for session options that cannot be used. */
export function createAgentDialer({ agent, clock, session, observer = {} }: AgentDialerOptions): AgentDialer {
  const options = resolveSessionOptions(session);
  const sessions = new Map<string, Session>();
  const begin = (url: string): Session => {
    const callId = decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "");
    const created = createSession({
      callId,
      agent: () => agent,
      clock,
      options,
      observer,
      onEnded: () => sessions.delete(url),
    });
    sessions.set(url, created);
    return created;
  };
  return {
    dial: (url, handlers) => connect(clock, handlers, (socket) => (sessions.get(url) ?? begin(url)).attach(socket)),
    close() {
      for (const running of [...sessions.values()]) running.release();
    },
  };
}

/** Everything crosses at the end of a tick and in order, so that both sides see what they would see of a socket. */
function connect(clock: Clock, handlers: DialHandlers, attach: (socket: SessionSocket) => Connection): LineSocket {
  const encoder = new TextEncoder();
  let connection: Connection | undefined;
  let ended = false;

  const end = (code: number, reason: string): void => {
    if (ended) return;
    ended = true;
    // What was sent before is on its way and arrives first.
    clock.defer(() => {
      connection?.closed(code);
      handlers.onClose(code, reason);
    });
  };

  const agentSide: SessionSocket = {
    send(text) {
      if (!ended) clock.defer(() => handlers.onText(text));
    },
    close: end,
    terminate: () => end(closeCodes.broken, ""),
    bufferedAmount: 0,
  };

  clock.defer(() => {
    if (ended) return;
    clock.defer(() => handlers.onOpen());
    connection = attach(agentSide);
  });

  return {
    send(text) {
      if (!ended && connection !== undefined) clock.defer(() => connection?.receive(encoder.encode(text), false));
    },
    close: end,
    terminate: () => end(closeCodes.broken, ""),
  };
}
