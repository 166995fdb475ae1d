/** Starts a server of the benchmark in a process, and where possible on a core, of its own. */
import { spawn, spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const answerTimeoutMs = 30_000;
const serverCore = "0";
const generatorCore = "1";

/** What `npm i ws` gives, without its optional native helper. */
const withoutHelper = { WS_NO_BUFFER_UTIL: "1" };

/** Every server by the name that the table shows; ratios are to the first. */
export const subjects = {
  bare: { file: "bare.mjs", environment: withoutHelper },
  repartee: { file: "ours.mjs", environment: {} },
  "repartee, no bufferutil": { file: "ours.mjs", environment: withoutHelper },
  "bare + bufferutil": { file: "bare.mjs", environment: {} },
  guide: { file: "guide.mjs", environment: withoutHelper },
};

/** @typedef {keyof typeof subjects} SubjectName */

/** Whether processes can be bound to cores: then the generator's work never counts as the server's waiting. */
export const canPin = availableParallelism() > 1 && spawnSync("taskset", ["--version"]).status === 0;

/** Binds this process, the load generator, to its core. */
export function pinGenerator() {
  if (canPin) spawnSync("taskset", ["-a", "-cp", generatorCore, String(process.pid)]);
}

/**
 * @param {SubjectName} name
 * @returns {Promise<ServerProcess>}
 * @typedef {object} ServerProcess
 * @property {number} port
 * @property {number} pid
 * @property {() => Promise<number>} cpuMicros CPU time so far, all threads, user and system.
 * @property {() => Promise<{ rss: number, used: number }>} memoryBytes after a garbage collection.
 * @property {() => Promise<void>} stop
 * @property {Promise<unknown>} exited
 */
export async function startServer(name) {
  const { file, environment } = subjects[name];
  const script = fileURLToPath(new URL(`../servers/${file}`, import.meta.url));
  const node = [process.execPath, "--expose-gc", script];
  const [command, ...rest] = canPin ? ["taskset", "-c", serverCore, ...node] : node;
  const { WS_NO_BUFFER_UTIL: _, ...inherited } = process.env;
  const child = spawn(command, rest, {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...inherited, ...environment },
  });
  const exited = new Promise((resolve) => {
    child.once("exit", resolve);
  });
  const killWithUs = () => child.kill("SIGKILL");
  process.once("exit", killWithUs);

  let questions = 0;
  /** @param {(message: any) => boolean} isAnswer */
  const answer = (isAnswer) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(reject, new Error(`${name} does not answer`)), answerTimeoutMs);
      const onMessage = (message) => isAnswer(message) && finish(resolve, message);
      const onExit = () => finish(reject, new Error(`${name} ended`));
      const finish = (settle, value) => {
        clearTimeout(timer);
        child.off("message", onMessage);
        child.off("exit", onExit);
        settle(value);
      };
      child.on("message", onMessage);
      child.on("exit", onExit);
    });
  const ask = async (question) => {
    questions += 1;
    const id = questions;
    child.send({ id, ask: question });
    return (await answer((message) => message.id === id)).answer;
  };

  const { port } = await answer((message) => message.port !== undefined);
  return {
    port,
    pid: child.pid,
    exited,
    cpuMicros: () => ask("cpu"),
    memoryBytes: () => ask("memory"),
    async stop() {
      process.off("exit", killWithUs);
      child.kill("SIGKILL");
      await exited;
    },
  };
}
