/**
 * Holds 1,000 calls for minutes while they send frames of every kind at random, break off, stall and dial again, and
 * says whether every call was answered and memory stayed flat. Exits with 1 when not.
 *
 *   node bench/soak.mjs [--minutes 10] [--calls 1000] [--seed 1]
 */
import { parseArgs } from "node:util";
import { createCaller } from "./soak/caller.mjs";
import { chart } from "./soak/chart.mjs";
import { deeds } from "./soak/deeds.mjs";
import { buildFirst } from "./support/build-first.mjs";
import { requestTemplate } from "./support/frames.mjs";
import { createRandom } from "./support/random.mjs";
import { pinGenerator, startServer } from "./support/server-process.mjs";
import { slope } from "./support/statistics.mjs";

const tickMs = 20;
const deedsPerCallAndSecond = 1.5;
const dialsPerTick = 10;
const sampleIntervalMs = 5_000;
/** The first third is warming up: code gets compiled, pools and maps grow to their size. */
const warmUpShare = 1 / 3;
const megabyte = 1_000_000;
/** A leak of 20 bytes a frame would show: there are some 90,000 frames a minute. */
const mostGrowth = { used: 1, rss: 3 };
const rollCallMs = 25_000;
const leastMinutes = 2;

const { minutes, callCount, seed } = readOptions();
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));
buildFirst();
pinGenerator();
const random = createRandom(seed);
const server = await startServer("repartee");
let serverEnded = false;
void server.exited.then(() => {
  serverEnded = true;
});
const tally = { calls: 0, frames: 0, answers: 0, unanswered: 0, closedForNothing: 0, refusals: [] };
const callers = Array.from({ length: callCount }, (_, index) => createCaller(server.port, String(index), tally));
const counts = /** @type {Record<string, number>} */ ({});
const samples = /** @type {{ minute: number, rss: number, used: number }[]} */ ([]);

const startedAt = Date.now();
const endsAt = startedAt + minutes * 60_000;
let sampledAt = startedAt;
while (Date.now() < endsAt && !serverEnded) {
  await tick();
  if (Date.now() - sampledAt < sampleIntervalMs) continue;
  sampledAt = Date.now();
  await sample();
}
if (!serverEnded) await callTheRoll();
process.exit(verdict() ? 0 : 1);

async function tick() {
  await new Promise((resolve) => {
    setTimeout(resolve, tickMs);
  });
  const now = Date.now();
  let dials = 0;
  for (const caller of callers) {
    if (caller.needsCall() && dials < dialsPerTick) {
      dials += 1;
      void caller.dialNext();
    }
    caller.tend(now);
  }
  const due = Math.round((callCount * deedsPerCallAndSecond * tickMs) / 1_000);
  for (let count = 0; count < due; count += 1) {
    const caller = callers[Math.floor(random() * callers.length)];
    if (!caller.isFree()) continue;
    const name = drawDeed();
    counts[name] = (counts[name] ?? 0) + 1;
    deeds[name].run(caller, random);
  }
}

function drawDeed() {
  const total = Object.values(deeds).reduce((sum, { weight }) => sum + weight, 0);
  let left = random() * total;
  for (const [name, { weight }] of Object.entries(deeds)) {
    left -= weight;
    if (left < 0) return name;
  }
  return "ping";
}

async function sample() {
  const { rss, used } = await server.memoryBytes();
  samples.push({ minute: (Date.now() - startedAt) / 60_000, rss: rss / megabyte, used: used / megabyte });
  const { minute } = samples[samples.length - 1];
  process.stderr.write(
    `${minute.toFixed(1)} of ${minutes} min: ${Math.round(rss / megabyte)} MB resident, ${Math.round(used / megabyte)} MB used, ` +
      `${tally.frames} frames, ${tally.unanswered} unanswered\n`,
  );
}

/** In the end every call that is up is asked once more. */
async function callTheRoll() {
  const request = requestTemplate("[]", true);
  for (const caller of callers) if (caller.isFree()) caller.ask(request);
  const until = Date.now() + rollCallMs;
  while (Date.now() < until && callers.some((caller) => caller.isWaiting())) {
    await new Promise((resolve) => {
      setTimeout(resolve, tickMs);
    });
    for (const caller of callers) caller.tend(Date.now());
  }
}

function verdict() {
  const late = samples.filter(({ minute }) => minute >= minutes * warmUpShare);
  const growth = {
    used: slope(late.map(({ minute, used }) => ({ x: minute, y: used }))),
    rss: slope(late.map(({ minute, rss }) => ({ x: minute, y: rss }))),
  };
  const isFlat = growth.used <= mostGrowth.used && growth.rss <= mostGrowth.rss;
  const faults = [
    serverEnded && "the server ended",
    tally.unanswered > 0 && `${tally.unanswered} requests went unanswered`,
    tally.closedForNothing > 0 && `${tally.closedForNothing} connections were ended without a reason`,
    tally.refusals.length > 0 && `calls were refused: ${tally.refusals.join("; ")}`,
    !isFlat && "memory grows",
  ].filter((fault) => fault !== false);
  const used = samples.map((each) => each.used);
  const rss = samples.map((each) => each.rss);
  console.log(
    [
      chart("Resident memory", rss, "MB"),
      chart("Heap and external memory in use", used, "MB"),
      `${tally.frames} frames in ${tally.calls} connections, ${tally.answers} requests answered; seed ${seed}`,
      `deeds: ${JSON.stringify(counts)}`,
      `growth over the last two thirds: resident ${growth.rss.toFixed(2)} MB a minute (limit ${mostGrowth.rss}), ` +
        `in use ${growth.used.toFixed(2)} MB a minute (limit ${mostGrowth.used})`,
      faults.length === 0 ? "PASSED" : `FAILED: ${faults.join("; ")}`,
    ].join("\n\n"),
  );
  return faults.length === 0;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        minutes: { type: "string", default: "10" },
        calls: { type: "string", default: "1000" },
        seed: { type: "string", default: "1" },
      },
    });
    const numbers = { minutes: Number(values.minutes), callCount: Number(values.calls), seed: Number(values.seed) };
    for (const [name, value] of Object.entries(numbers)) {
      if (!(value > 0)) throw new Error(`${name} must be a number above 0`);
    }
    if (numbers.minutes < leastMinutes) throw new Error(`--minutes: below ${leastMinutes}, memory cannot be judged`);
    return numbers;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return process.exit(2);
  }
}
