/** Resident memory per call that was greeted and then stays quiet. */
import { openCalls } from "../support/call.mjs";

const warmUpCalls = 20;

/**
 * @param {{ calls: number }} size
 * @returns {(server: import("../support/server-process.mjs").ServerProcess) => Promise<number>} bytes. The server must be fresh: what earlier
 * calls left behind would hide what these take.
 */
export function idleMemory(size) {
  return async (server) => {
    // Code that runs for the first time takes memory of its own, once; that is no call's.
    const first = await openCalls(server.port, warmUpCalls);
    await Promise.all(first.map((call) => call.end()));
    const before = await server.memoryBytes();
    const calls = await openCalls(server.port, size.calls);
    const after = await server.memoryBytes();
    await Promise.all(calls.map((call) => call.end()));
    return (after.rss - before.rss) / size.calls;
  };
}
