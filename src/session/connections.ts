/** The connections of a call, one after the other: taken, lost, broken off, and waited for. */
import type { Clock, Timer } from "../internal/index.ts";
import { closeCodes } from "../protocol/index.ts";
import { createKeepAlive } from "./keep-alive.ts";
import type { ResolvedSessionOptions } from "./options.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import type { Reporter } from "./problems.ts";
import type { SessionSocket } from "./socket.ts";

export interface Connections {
  /** What the call sends, on whichever connection. */
  readonly outbox: Outbox;
  /** How many there were so far, the present one included. */
  readonly count: number;
  readonly socket: SessionSocket | undefined;
  /** The platform dialled: the new connection takes the place of one that may still be there. */
  attach(socket: SessionSocket): void;
  /** A keep-alive came in. */
  alive(): void;
  /** The socket is closed. */
  closed(code: number): void;
  /** Lets go of the socket without closing it, and waits for no other. */
  release(): void;
}

export interface ConnectionsTask {
  readonly clock: Clock;
  readonly options: ResolvedSessionOptions;
  readonly reporter: Reporter;
  /** No other connection will come: the platform has closed the last one, or did not dial again in time. */
  readonly onGone: (reason: "platform-closed" | "connection-lost") => void;
}

export function createConnections({ clock, options, reporter, onGone }: ConnectionsTask): Connections {
  const outbox = createOutbox(options, reporter, () => breakOff("slow-reader", "the peer does not read"));
  const keepAlive = createKeepAlive(clock, options.keepAliveTimeoutMs, () =>
    breakOff("keep-alive-lost", `no keep-alive for ${options.keepAliveTimeoutMs} ms`),
  );
  let socket: SessionSocket | undefined;
  let count = 0;
  let grace: Timer | undefined;

  const letGo = (): void => {
    socket = undefined;
    outbox.detach();
    keepAlive.stop();
  };

  const closed = (code: number): void => {
    letGo();
    reporter.event({ type: "socket-lost", code });
    // Only after a broken connection does the platform dial again; any other close is the end of the call.
    if (code !== closeCodes.broken) onGone("platform-closed");
    else grace = clock.setTimeout(() => onGone("connection-lost"), options.reconnectGraceMs);
  };

  const breakOff = (code: "slow-reader" | "keep-alive-lost", message: string): void => {
    const broken = socket;
    if (broken === undefined) return;
    reporter.problem(code, `${message}; the connection is broken so that the platform dials again`);
    closed(closeCodes.broken);
    broken.terminate();
  };

  return {
    outbox,
    get count() {
      return count;
    },
    get socket() {
      return socket;
    },
    attach(next) {
      count += 1;
      const previous = socket;
      socket = next;
      previous?.terminate();
      clock.clearTimeout(grace);
      keepAlive.stop();
      outbox.attach(next);
    },
    alive: () => keepAlive.seen(),
    closed,
    release() {
      letGo();
      clock.clearTimeout(grace);
    },
  };
}
