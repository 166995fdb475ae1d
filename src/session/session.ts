/** One call, across every connection that the platform makes for it: dispatch only. */
import type { Clock } from "../internal/index.ts";
import type { Agent } from "./agent.ts";
import type { SessionObserver } from "./events.ts";
import type { ResolvedSessionOptions } from "./options.ts";
import type { SessionSocket } from "./socket.ts";

export interface SessionDependencies {
  readonly callId: string;
  /** Asked anew at every greeting, turn and update, so that a reloaded agent takes over at the next one. */
  readonly agent: () => Agent;
  readonly clock: Clock;
  readonly options: ResolvedSessionOptions;
  readonly observer: SessionObserver;
  /** Called once, when the call is over and nothing of it runs any more. */
  readonly onEnded: () => void;
}

/** One connection of the call: feed it what its socket receives. */
export interface Connection {
  /** A frame came in. The bytes must not change afterwards: they may be kept until they are read. */
  receive(bytes: Uint8Array, isBinary: boolean): void;
  /** The socket is closed; `code` is what this side saw (1005, 1006 and the like included). */
  closed(code: number): void;
}

export interface Session {
  readonly callId: string;
  readonly ended: boolean;
  /** The platform dialled: greets on the first connection, goes on with the call on later ones. */
  attach(socket: SessionSocket): Connection;
  /**
   * Lets go of the call because this server stops: breaks the connection (1006), so that the platform dials again
   * elsewhere, and ends everything here.
   */
  release(): void;
}

export declare function createSession(dependencies: SessionDependencies): Session;
