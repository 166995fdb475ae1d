/**
 * Measures this server against bare `ws` and against the guide's own, in alternating rounds, and prints ratios.
 *
 *   npm run bench [-- --quick] [--only NAME]… [--json]
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { benchmarks } from "./benchmarks.mjs";
import { measurePage, pageTable } from "./page.mjs";
import { buildFirst } from "./support/build-first.mjs";
import { toResult, toTable } from "./support/report.mjs";
import { runRounds } from "./support/rounds.mjs";
import { canPin, pinGenerator, subjects } from "./support/server-process.mjs";

const quickRounds = 3;
const quickScale = 0.3;

const options = readOptions();
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));
buildFirst();
const { aheadTable, measureAhead } = await import("./ahead.mjs");
say(`Node ${process.version}, ${availableParallelism()} cores, ${canPin ? "each side pinned to one" : "not pinned"}`);
pinGenerator();

const results = [];
for (const benchmark of benchmarks) {
  if (options.only.length > 0 && !options.only.includes(benchmark.name)) continue;
  const figures = await runRounds({
    names: /** @type {import("./support/server-process.mjs").SubjectName[]} */ (Object.keys(subjects)),
    rounds: options.quick ? quickRounds : benchmark.rounds,
    fresh: benchmark.fresh ?? false,
    measure: benchmark.prepare(options.quick ? quickScale : 1),
    onProgress: (text) => showProgress(`${benchmark.name}: ${text}`),
  });
  showProgress("");
  const result = toResult(benchmark, figures);
  results.push(result);
  say(`\n${toTable(result)}`);
}
if (options.only.length === 0 || options.only.includes("ahead")) {
  const ahead = await measureAhead({ turns: options.quick ? 100 : 1_000, onProgress: showProgress });
  showProgress("");
  results.push(ahead);
  say(`\n${aheadTable(ahead)}`);
}
if (options.only.length === 0 || options.only.includes("page")) {
  const page = await measurePage({ rounds: options.quick ? quickRounds : 5, onProgress: showProgress });
  showProgress("");
  results.push(page);
  say(`\n${pageTable(page)}`);
}
if (options.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: "string", multiple: true, default: [] },
        quick: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
    const known = [...benchmarks.map(({ name }) => name), "ahead", "page"];
    for (const name of values.only) {
      if (!known.includes(name)) throw new Error(`--only ${name}: known are ${known.join(", ")}`);
    }
    return values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return process.exit(2);
  }
}

/**
 * With --json, standard output is for the JSON alone.
 * @param {string} text
 */
function say(text) {
  (options.json ? process.stderr : process.stdout).write(`${text}\n`);
}

/** @param {string} text one line that replaces the one before; "" clears it. */
function showProgress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
  else if (text !== "") process.stderr.write(`${text}\n`);
}
