/** A clock for real sockets: time stands still until it is moved by hand, while what is ready runs on as always. */
import { createVirtualClock, type VirtualClock } from "repartee/testing";

export function createHandClock(): VirtualClock {
  const clock = createVirtualClock();
  return Object.defineProperties(
    { ...clock, defer: (callback: () => void) => void setImmediate(callback) },
    { pendingTimers: { get: () => clock.pendingTimers } },
  ) as VirtualClock;
}
