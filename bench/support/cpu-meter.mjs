/** CPU time that a server spends on some work, without what it spends doing nothing. */
import { performance } from "node:perf_hooks";

const idleSampleMs = 500;
/** @type {WeakMap<object, number>} CPU microseconds per millisecond, measured once for each process. */
const idleRates = new WeakMap();

/**
 * @param {import("./server-process.mjs").ServerProcess} server with no calls open, the first time.
 */
export async function createCpuMeter(server) {
  const idleRate = idleRates.get(server) ?? (await measureIdle(server));
  idleRates.set(server, idleRate);
  let startedAt = 0;
  let before = 0;
  return {
    async start() {
      startedAt = performance.now();
      before = await server.cpuMicros();
    },
    /** @returns {Promise<number>} microseconds since the start. */
    async stop() {
      const spent = (await server.cpuMicros()) - before;
      return spent - idleRate * (performance.now() - startedAt);
    },
  };
}

/** @param {import("./server-process.mjs").ServerProcess} server */
async function measureIdle(server) {
  const before = await server.cpuMicros();
  await new Promise((resolve) => {
    setTimeout(resolve, idleSampleMs);
  });
  return ((await server.cpuMicros()) - before) / idleSampleMs;
}
