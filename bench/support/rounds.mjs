/** Repeated alternating rounds: what else the machine does then falls on all servers alike. */
import { startServer } from "./server-process.mjs";

/**
 * @param {object} options
 * @param {readonly import("./server-process.mjs").SubjectName[]} options.names
 * @param {number} options.rounds
 * @param {boolean} options.fresh a process of its own for every measurement, instead of one for all rounds.
 * @param {(server: import("./server-process.mjs").ServerProcess) => Promise<number>} options.measure
 * @param {(text: string) => void} options.onProgress
 * @returns {Promise<Map<string, number[]>>} by server, one figure a round.
 */
export async function runRounds({ names, rounds, fresh, measure, onProgress }) {
  const figures = new Map(names.map((name) => [name, /** @type {number[]} */ ([])]));
  const servers = new Map();
  try {
    for (const name of fresh ? [] : names) {
      onProgress(`warming up ${name}`);
      servers.set(name, await startServer(name));
      await measure(servers.get(name));
    }
    for (let round = 1; round <= rounds; round += 1) {
      for (const name of names) {
        onProgress(`round ${round} of ${rounds}, ${name}`);
        const server = servers.get(name) ?? (await startServer(name));
        if (fresh) servers.set(name, server);
        figures.get(name)?.push(await measure(server));
        if (!fresh) continue;
        servers.delete(name);
        await server.stop();
      }
    }
  } finally {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  }
  return figures;
}
