/** Notices a connection that died without a word, by the platform's keep-alives that stop coming. */
import type { Clock, Timer } from "../internal/index.ts";

export interface KeepAlive {
  /** A keep-alive came in. The first one arms the watch: a platform that sends none is never judged by it. */
  seen(): void;
  /** Forgets the connection: the next one starts unarmed. */
  stop(): void;
}

export function createKeepAlive(clock: Clock, timeoutMs: number, onLost: () => void): KeepAlive {
  let seenAtMs = 0;
  let timer: Timer | undefined;
  const check = (): void => {
    const leftMs = seenAtMs + timeoutMs - clock.now();
    if (leftMs > 0) {
      timer = clock.setTimeout(check, leftMs);
      return;
    }
    timer = undefined;
    onLost();
  };
  return {
    seen() {
      seenAtMs = clock.now();
      timer ??= clock.setTimeout(check, timeoutMs);
    },
    stop() {
      clock.clearTimeout(timer);
      timer = undefined;
    },
  };
}
