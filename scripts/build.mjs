/**
 * Builds `dist/`: the library from `src/` with the TypeScript compiler, no bundler; the dashboard's page with Vite.
 *
 * With `--if-changed` it does nothing when nothing that is built was touched since the last build, so that starting
 * again does not wait for it.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Written last, so that a build which failed halfway is never taken for one. */
const stamp = join(root, "dist", ".built");
const sources = [
  "src",
  "web",
  "scripts",
  "package.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "node_modules/.package-lock.json",
];

if (!process.argv.includes("--if-changed") || isStale()) await build();

async function build() {
  // Loaded here: the page's tools alone take longer to load than a look at what has changed.
  const { buildWeb } = await import("./build-web.mjs");
  rmSync(join(root, "dist"), { recursive: true, force: true });
  const tsc = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
    cwd: root,
    stdio: "inherit",
  });
  if (tsc.status !== 0) process.exit(tsc.status ?? 1);
  chmodSync(join(root, "dist", "cli", "bin.js"), 0o755);
  console.log(await buildWeb());
  writeFileSync(stamp, "");
}

function isStale() {
  const builtMs = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs;
  return builtMs === undefined || sources.some((source) => newestMs(join(root, source)) >= builtMs);
}

/** Folders count too: a file that was removed touches only its folder. */
function newestMs(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}
