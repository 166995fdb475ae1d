/** A dialer whose connections take their time to open. */
import type { Clock } from "../../src/internal/index.ts";
import type { Dialer, LineSocket } from "../../src/platform/index.ts";

/** A handshake takes its time, and meanwhile the agent has nobody to talk to. */
export function dialLate(dial: Dialer, clock: Clock, lateMs: number): Dialer {
  if (lateMs === 0) return dial;
  return (url, handlers) => {
    let socket: LineSocket | undefined;
    const timer = clock.setTimeout(() => {
      socket = dial(url, handlers);
    }, lateMs);
    return {
      send: (text) => socket?.send(text),
      close(code, reason) {
        clock.clearTimeout(timer);
        socket?.close(code, reason);
      },
      terminate() {
        clock.clearTimeout(timer);
        socket?.terminate();
      },
    };
  };
}
