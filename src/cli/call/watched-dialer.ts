/** Wraps a dialer so that a failure says why in words, and so that the last goodbye can be waited for. */
import { withResolver } from "../../internal/index.ts";
import type { Dialer } from "../../platform/index.ts";

export interface WatchedDialerOptions {
  readonly dial: Dialer;
  /** Why a connection could not be made, in one line that says what to do. */
  explain(url: string, message: string): Promise<string>;
  /** A connection could not be made. */
  onFailed(explanation: string): void;
}

export interface WatchedDialer {
  readonly dial: Dialer;
  /** Resolves when no connection is open or opening. */
  settled(): Promise<void>;
}

export function watchDialer({ dial, explain, onFailed }: WatchedDialerOptions): WatchedDialer {
  const connections = new Set<Promise<void>>();
  // Three attempts fail for one reason; the server need not be asked three times.
  const explained = new Map<string, Promise<string>>();

  const whyFailed = (url: string, message: string): Promise<string> => {
    const known = explained.get(message) ?? explain(url, message);
    explained.set(message, known);
    return known;
  };

  return {
    dial(url, handlers) {
      let hasOpened = false;
      let wasGivenUp = false;
      let failure = "";
      const { promise: connection, resolve: over } = withResolver();
      connections.add(connection);
      const socket = dial(url, {
        onOpen() {
          hasOpened = true;
          handlers.onOpen();
        },
        onText: (text) => handlers.onText(text),
        onBinary: (byteCount) => handlers.onBinary(byteCount),
        onError(message) {
          if (hasOpened) handlers.onError(message);
          else failure = message;
        },
        onClose(code, reason) {
          connections.delete(connection);
          over();
          if (hasOpened || wasGivenUp) {
            handlers.onClose(code, reason);
            return;
          }
          void whyFailed(url, failure).then((explanation) => {
            handlers.onError(explanation);
            onFailed(explanation);
            handlers.onClose(code, reason);
          });
        },
      });
      return {
        send: (text) => socket.send(text),
        close(code, reason) {
          // Whoever hangs up before it opened need not be told why it did not.
          wasGivenUp = true;
          socket.close(code, reason);
        },
        terminate: () => socket.terminate(),
      };
    },
    async settled() {
      await Promise.all(connections);
    },
  };
}
