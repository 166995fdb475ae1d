/**
 * Measures how long a newcomer waits from `npm start` to a page that a call can be made on, and what the page weighs.
 * The baseline is a bare `node:http` server with a page of one button, opened by the same browser.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { median } from "./support/statistics.mjs";

/**
 * @typedef {{ median: number, lowest: number, highest: number }} Spread
 * @typedef {{ ms: number, bytes: number, requests: number }} Opening
 * @typedef {{ name: "page", missing: string } | { name: "page", ratioToBare: Spread, seconds: Spread, kilobytes: number, requests: number }} PageResult
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

const bareServer = `
  const page = "<!doctype html><title>Bare</title><button>Make a web call</button>";
  const server = require("node:http").createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(page);
  });
  server.listen(0, "127.0.0.1", () => console.log("page http://127.0.0.1:" + server.address().port + "/"));
`;

/**
 * @param {{ rounds: number, onProgress: (text: string) => void }} options
 * @returns {Promise<PageResult>}
 */
export async function measurePage({ rounds, onProgress }) {
  if (!existsSync(executablePath)) {
    return { name: "page", missing: `no Chromium at ${executablePath}: apt-get install chromium, or set CHROMIUM` };
  }
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
  const browser = await chromium.launch({ executablePath, args });
  /** @type {Opening[]} */
  const ours = [];
  /** @type {Opening[]} */
  const bare = [];
  try {
    for (let round = 1; round <= rounds; round += 1) {
      onProgress(`page: round ${round} of ${rounds}`);
      ours.push(await open(browser, "npm", ["start", "--silent", "--", "--port", "0"]));
      bare.push(await open(browser, process.execPath, ["-e", bareServer]));
    }
  } finally {
    await browser.close();
  }
  const [{ bytes, requests }] = ours;
  return {
    name: "page",
    ratioToBare: spread(ours.map(({ ms }, index) => ms / bare[index].ms)),
    seconds: spread(ours.map(({ ms }) => ms / 1_000)),
    kilobytes: bytes / 1_000,
    requests,
  };
}

/** @param {PageResult} result */
export function pageTable(result) {
  if ("missing" in result) return `the dashboard's page was not measured: ${result.missing}`;
  return [
    'from "npm start" to a page that a call can be made on:',
    `  ${show(result.ratioToBare)} times a bare server with a page of one button; here ${show(result.seconds)} s`,
    `  transferred for the page: ${result.kilobytes.toFixed(1)} kB in ${result.requests} requests`,
  ].join("\n");
}

/**
 * Starts a server, opens its page, and waits for the button that makes a call.
 * @param {import("playwright-core").Browser} browser
 * @param {string} command
 * @param {string[]} words
 * @returns {Promise<Opening>}
 */
async function open(browser, command, words) {
  const startedMs = performance.now();
  // A group of its own: npm passes no signal on to what it started.
  const server = spawn(command, words, { cwd: root, detached: true, stdio: ["ignore", "pipe", "inherit"] });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(await readUrl(server));
    await page.locator("button:enabled", { hasText: "Make a web call" }).waitFor();
    const ms = performance.now() - startedMs;
    const sizes = await page.evaluate(() =>
      [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map((entry) =>
        "transferSize" in entry ? Number(entry.transferSize) : 0,
      ),
    );
    return { ms, bytes: sizes.reduce((sum, size) => sum + size, 0), requests: sizes.length };
  } finally {
    await context.close();
    if (server.pid !== undefined) process.kill(-server.pid);
  }
}

/**
 * @param {import("node:child_process").ChildProcess} server
 * @returns {Promise<string>}
 */
function readUrl(server) {
  return new Promise((resolve, reject) => {
    let printed = "";
    server.stdout?.on("data", (data) => {
      printed += data;
      const url = /page\s+(http\S+)/.exec(printed)?.[1];
      if (url !== undefined) resolve(url);
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code} before it had a page:\n${printed}`)));
  });
}

/**
 * @param {number[]} values
 * @returns {Spread}
 */
function spread(values) {
  return { median: median(values), lowest: Math.min(...values), highest: Math.max(...values) };
}

/** @param {Spread} figures */
function show({ median: middle, lowest, highest }) {
  return `${middle.toFixed(1)} (${lowest.toFixed(1)} to ${highest.toFixed(1)})`;
}
