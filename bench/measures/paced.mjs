/** What calls cost, and how long turns take, at the pace of life. */
import { createCpuMeter } from "../support/cpu-meter.mjs";
import { pacedFrames, runPaced } from "../support/pacing.mjs";
import { createRandom } from "../support/random.mjs";
import { quantile } from "../support/statistics.mjs";

/** The same arrivals for every server and every round: what differs is then the server. */
const seed = 1;

/**
 * CPU time per call and second, idle CPU of the process taken off.
 * @param {{ calls: number, seconds: number, bytes: number }} size
 */
export function pacedCpu(size) {
  const frames = pacedFrames(size.bytes);
  return async (/** @type {import("../support/server-process.mjs").ServerProcess} */ server) => {
    const meter = await createCpuMeter(server);
    const { endCalls } = await runPaced(server.port, { ...size, frames, random: createRandom(seed) }, meter.start);
    const spent = await meter.stop();
    await endCalls();
    return spent / (size.calls * size.seconds);
  };
}

/**
 * The 99th percentile of the time from a request to the last frame of its answer, as the generator sees it.
 * @param {{ calls: number, seconds: number, bytes: number }} size
 */
export function turnLatency(size) {
  const frames = pacedFrames(size.bytes);
  return async (/** @type {import("../support/server-process.mjs").ServerProcess} */ server) => {
    const { latenciesMs, endCalls } = await runPaced(
      server.port,
      { ...size, frames, random: createRandom(seed) },
      async () => {},
    );
    await endCalls();
    return quantile(latenciesMs, 0.99);
  };
}
