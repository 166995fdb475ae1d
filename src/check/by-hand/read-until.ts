/** Reads a bare connection until enough has come. */
import type { Socket } from "node:net";
import type { CheckContext } from "../context.ts";

/**
 * Leaves the socket paused, so that nothing is lost between two who read it; destroys it when the check is given up.
 *
 * @returns why it came to its end before; undefined when enough has come.
 */
export function readUntil(
  { clock, signal }: CheckContext,
  socket: Socket,
  timeoutMs: number,
  isEnough: (bytes: Buffer) => boolean,
): Promise<"closed" | "late" | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clock.clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      socket.removeListener("data", receive);
      socket.removeListener("close", close);
      socket.pause();
    };
    const end = (problem?: "closed" | "late"): void => {
      settle();
      resolve(problem);
    };
    const close = (): void => end("closed");
    const receive = (bytes: Buffer): void => {
      if (isEnough(bytes)) end();
    };
    const giveUp = (): void => {
      settle();
      socket.destroy();
      reject(signal.reason);
    };
    const timer = clock.setTimeout(() => end("late"), timeoutMs);
    socket.on("data", receive);
    socket.once("close", close);
    signal.addEventListener("abort", giveUp);
    if (signal.aborted) giveUp();
    else socket.resume();
  });
}
