/** What every server of the benchmark tells the process that started it, over IPC: port, CPU time, memory. */

/**
 * @param {number} port
 */
export function reportTo(port) {
  process.on("message", (/** @type {{ id: number, ask: string }} */ { id, ask }) => {
    process.send?.({ id, answer: ask === "cpu" ? cpuMicros() : memoryBytes() });
  });
  // The parent is gone: nobody needs this server any more.
  process.on("disconnect", () => process.exit(0));
  process.send?.({ port });
}

function cpuMicros() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function memoryBytes() {
  // Twice: the first run frees what the second one finds unreferenced (finalizers, weak references).
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, used: heapUsed + external };
}
