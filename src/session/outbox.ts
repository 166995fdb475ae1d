/** What the call sends: straight to the socket, or held (within bounds) while the platform dials again. */
import { type WithResolver, withResolver } from "../internal/index.ts";
import { encodeEvent, type ServerEvent } from "../protocol/index.ts";
import type { ResolvedSessionOptions } from "./options.ts";
import type { Reporter } from "./problems.ts";
import type { SessionSocket } from "./socket.ts";

export interface Outbox {
  /** @throws TypeError when JSON cannot hold the event. */
  send(event: ServerEvent): void;
  /** Sends now or never: a keep-alive is worth nothing on another connection. */
  sendNow(text: string): void;
  /** Sends to this socket from now on, without what was held: {@link Outbox.flush} lets that follow. */
  attach(socket: SessionSocket): void;
  /** Sends what was held, in order. */
  flush(): void;
  detach(): void;
  /** Undefined while a socket is attached, else settles when the next one is: an agent is not asked for more meanwhile. */
  whenAttached(): Promise<void> | undefined;
}

export function createOutbox(options: ResolvedSessionOptions, reporter: Reporter, onSlowReader: () => void): Outbox {
  let socket: SessionSocket | undefined;
  let held: Array<{ readonly text: string; readonly isResponse: boolean }> = [];
  let waiting: WithResolver<void> | undefined;

  const hold = (text: string, isResponse: boolean): void => {
    held.push({ text, isResponse });
    if (held.length <= options.maxHeldMessages) return;
    // Responses are few, because the agent is not asked for more; losing one would leave its answer open.
    const oldest = held.findIndex((message) => !message.isResponse);
    held.splice(Math.max(0, oldest), 1);
    reporter.problem("messages-lost", `more than ${options.maxHeldMessages} messages while the connection was down`);
  };

  const sendNow = (text: string): void => {
    if (socket === undefined) return;
    const to = socket;
    to.send(text);
    reporter.sent(text);
    if (to.bufferedAmount > options.maxBufferedBytes) onSlowReader();
  };

  const sendText = (text: string, isResponse: boolean): void => {
    if (socket === undefined) hold(text, isResponse);
    else sendNow(text);
  };

  return {
    sendNow,
    send: (event) => sendText(encodeEvent(event), event.response_type === "response"),
    attach(next) {
      socket = next;
    },
    flush() {
      const messages = held;
      held = [];
      for (const { text, isResponse } of messages) sendText(text, isResponse);
      waiting?.resolve();
      waiting = undefined;
    },
    detach() {
      socket = undefined;
    },
    whenAttached() {
      if (socket !== undefined) return undefined;
      waiting ??= withResolver();
      return waiting.promise;
    },
  };
}
