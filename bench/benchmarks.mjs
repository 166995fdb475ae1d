/** What is measured, and what is aimed at, as data. */
import { idleMemory } from "./measures/idle-memory.mjs";
import { pacedCpu, turnLatency } from "./measures/paced.mjs";
import { keepAlive, turn, update } from "./measures/saturated.mjs";

const oneKilobyte = 1_000;

/**
 * `aim` is the highest ratio to bare `ws` that this project wants to see, undefined where it wants none.
 * `prepare` makes what is sent, once, and gives the function that measures one server.
 * @typedef {object} Benchmark
 * @property {string} name
 * @property {string} title
 * @property {number | undefined} aim
 * @property {number} rounds
 * @property {boolean} [fresh]
 * @property {(scale: number) => (server: import("./support/server-process.mjs").ServerProcess) => Promise<number>} prepare
 */

/** @type {readonly Benchmark[]} */
export const benchmarks = [
  {
    name: "keep-alive",
    title: "CPU per keep-alive",
    aim: 1.2,
    rounds: 15,
    prepare: (scale) => keepAlive({ calls: 50, sweeps: 500 * scale }),
  },
  updateOf(1, { aim: 1.2, calls: 50, sweeps: 500 }),
  updateOf(20, { aim: undefined, calls: 50, sweeps: 80 }),
  updateOf(100, { aim: 1 / 15, calls: 20, sweeps: 50 }),
  updateOf(400, { aim: 1 / 15, calls: 10, sweeps: 30 }),
  turnOf(1, { calls: 50, sweeps: 300 }),
  turnOf(100, { calls: 20, sweeps: 40 }),
  {
    name: "paced-cpu",
    title: "CPU per call and second, 100 paced calls of 100 KB",
    aim: 1 / 5,
    rounds: 5,
    prepare: (scale) => pacedCpu({ calls: 100, seconds: Math.ceil(10 * scale), bytes: 100 * oneKilobyte }),
  },
  {
    name: "idle-memory",
    title: "resident memory per idle call, 1,000 calls",
    aim: 1.2,
    rounds: 7,
    fresh: true,
    prepare: () => idleMemory({ calls: 1_000 }),
  },
  latencyOf(5, "half a minute in"),
  latencyOf(1, "just begun"),
];

/**
 * @param {number} kilobytes
 * @param {{ aim: number | undefined, calls: number, sweeps: number }} options
 * @returns {Benchmark}
 */
function updateOf(kilobytes, { aim, calls, sweeps }) {
  return {
    name: `update-${kilobytes}kb`,
    title: `CPU per update_only of ${kilobytes} KB`,
    aim,
    rounds: 15,
    prepare: (scale) => update({ calls, sweeps: Math.ceil(sweeps * scale), bytes: kilobytes * oneKilobyte }),
  };
}

/**
 * @param {number} kilobytes
 * @param {{ calls: number, sweeps: number }} options
 * @returns {Benchmark}
 */
function turnOf(kilobytes, { calls, sweeps }) {
  return {
    name: `turn-${kilobytes}kb`,
    title: `CPU per turn of ${kilobytes} KB`,
    aim: 1.1,
    rounds: 15,
    prepare: (scale) => turn({ calls, sweeps: Math.ceil(sweeps * scale), bytes: kilobytes * oneKilobyte }),
  };
}

/**
 * @param {number} kilobytes
 * @param {string} when
 * @returns {Benchmark}
 */
function latencyOf(kilobytes, when) {
  return {
    name: `latency-${kilobytes}kb`,
    title: `99th percentile of turn latency, 1,000 paced calls of ${kilobytes} KB (${when})`,
    aim: 1.5,
    rounds: 5,
    prepare: (scale) => turnLatency({ calls: 1_000, seconds: Math.ceil(10 * scale), bytes: kilobytes * oneKilobyte }),
  };
}
