/**
 * Measures how long a newcomer waits from `npm start` to a page that a call can be made on, and what the page weighs.
 *
 *   node bench/page.mjs [--rounds 5] [--json]
 *
 * Needs Debian's Chromium, or another one named by CHROMIUM. The baseline is a bare `node:http` server with a page of one
 * button, opened by the same browser.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { median } from "./support/statistics.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const { values } = parseArgs({ options: { rounds: { type: "string", default: "5" }, json: { type: "boolean" } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) stop("--rounds must be a whole number above 0");
if (!existsSync(executablePath)) stop(`no Chromium at ${executablePath}: apt-get install chromium, or set CHROMIUM`);

const bareServer = `
  const page = "<!doctype html><title>Bare</title><button>Make a web call</button>";
  const server = require("node:http").createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(page);
  });
  server.listen(0, "127.0.0.1", () => console.log("page http://127.0.0.1:" + server.address().port + "/"));
`;
const subjects = {
  ours: ["npm", ["start", "--silent", "--", "--port", "0"]],
  bare: [process.execPath, ["-e", bareServer]],
};

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
/** @type {Record<string, { ms: number, bytes: number, requests: number }[]>} */
const figures = { ours: [], bare: [] };
try {
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, [command, words]] of Object.entries(subjects)) {
      process.stderr.write(`round ${round + 1} of ${rounds}: ${name}\n`);
      figures[name].push(await open(command, words));
    }
  }
} finally {
  await browser.close();
}

const ratios = figures.ours.map(({ ms }, index) => ms / figures.bare[index].ms);
const seconds = figures.ours.map(({ ms }) => ms / 1_000);
const { bytes, requests } = figures.ours[0];
const result = {
  startToUsablePage: { ratioToBare: spread(ratios), seconds: spread(seconds) },
  transfer: { kilobytes: bytes / 1_000, requests },
};
if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
else {
  const { ratioToBare, seconds: time } = result.startToUsablePage;
  process.stdout.write(
    `from "npm start" (which builds) to a usable page: ${show(ratioToBare)} times a bare server's page; ${show(time)} s here\n` +
      `transferred for the page: ${result.transfer.kilobytes.toFixed(1)} kB in ${requests} requests\n`,
  );
}

/** Starts a server, opens its page, and waits for the button that makes a call. */
async function open(command, words) {
  const startedMs = performance.now();
  // A group of its own: npm passes no signal on to what it started.
  const server = spawn(command, words, { cwd: root, detached: true, stdio: ["ignore", "pipe", "inherit"] });
  const context = await browser.newContext();
  try {
    const url = await readUrl(server);
    const page = await context.newPage();
    await page.goto(url);
    await page.locator("button:enabled", { hasText: "Make a web call" }).waitFor();
    const ms = performance.now() - startedMs;
    const sizes = await page.evaluate(() =>
      [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map(
        (entry) => entry.transferSize,
      ),
    );
    return { ms, bytes: sizes.reduce((sum, size) => sum + size, 0), requests: sizes.length };
  } finally {
    await context.close();
    process.kill(-server.pid);
  }
}

function readUrl(server) {
  return new Promise((resolve, reject) => {
    let printed = "";
    server.stdout.on("data", (data) => {
      printed += data;
      const url = /page\s+(http\S+)/.exec(printed)?.[1];
      if (url !== undefined) resolve(url);
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code} before it had a page:\n${printed}`)));
  });
}

function spread(values) {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

function show({ median: middle, least, most }) {
  return `${middle.toFixed(1)} (${least.toFixed(1)} to ${most.toFixed(1)})`;
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
