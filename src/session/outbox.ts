/** What the call sends: straight to the socket, or held (within bounds) while the platform dials again. */
import { encodeEvent, type ServerEvent } from "../protocol/index.ts";
import type { ResolvedSessionOptions } from "./options.ts";
import type { Reporter } from "./problems.ts";
import type { SessionSocket } from "./socket.ts";

interface HeldMessage {
  readonly event: ServerEvent;
  readonly isWanted: () => boolean;
}

export interface Outbox {
  /** @param isWanted asked again before a held message leaves: an answer may have become worthless meanwhile. */
  send(event: ServerEvent, isWanted?: () => boolean): void;
  /** Sends to this socket from now on, without what was held: {@link Outbox.flush} lets that follow. */
  attach(socket: SessionSocket): void;
  /** Sends what was held and is still wanted, in order. */
  flush(): void;
  detach(): void;
  /** Settles at once while a socket is attached, else when the next one is: an agent is not asked for more meanwhile. */
  whenAttached(): Promise<void> | undefined;
}

const always = (): boolean => true;

export function createOutbox(options: ResolvedSessionOptions, reporter: Reporter, onSlowReader: () => void): Outbox {
  let socket: SessionSocket | undefined;
  let held: HeldMessage[] = [];
  let waiting: { promise: Promise<void>; resolve: () => void } | undefined;

  const write = (to: SessionSocket, event: ServerEvent): void => {
    const text = encodeEvent(event);
    to.send(text);
    reporter.sent(text);
    if (to.bufferedAmount > options.maxBufferedBytes) onSlowReader();
  };

  const send = (event: ServerEvent, isWanted: () => boolean = always): void => {
    if (socket !== undefined) {
      write(socket, event);
      return;
    }
    held.push({ event, isWanted });
    if (held.length > options.maxHeldMessages) {
      held.shift();
      reporter.problem("messages-lost", `more than ${options.maxHeldMessages} messages while the connection was down`);
    }
  };

  return {
    send,
    attach(next) {
      socket = next;
    },
    flush() {
      const messages = held;
      held = [];
      for (const { event, isWanted } of messages) if (isWanted()) send(event, isWanted);
      waiting?.resolve();
      waiting = undefined;
    },
    detach() {
      socket = undefined;
    },
    whenAttached() {
      if (socket !== undefined) return undefined;
      if (waiting === undefined) {
        let resolve = (): void => undefined;
        const promise = new Promise<void>((settle) => {
          resolve = settle;
        });
        waiting = { promise, resolve };
      }
      return waiting.promise;
    },
  };
}
