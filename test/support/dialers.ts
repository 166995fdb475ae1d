/** Servers that are none: connections that never open, or close at once. */
import type { Dialer } from "repartee/platform";

/** Opens, and closes at once with the code. */
export function dialClosing(code: number): Dialer {
  return (_, handlers) => {
    queueMicrotask(() => {
      handlers.onOpen();
      handlers.onClose(code, "");
    });
    return { send: () => undefined, close: () => undefined, terminate: () => undefined };
  };
}

/** Never opens, whatever the caller waits for. */
export const dialNowhere: Dialer = (_, handlers) => ({
  send: () => undefined,
  close: (code) => handlers.onClose(code, ""),
  terminate: () => handlers.onClose(1006, ""),
});
