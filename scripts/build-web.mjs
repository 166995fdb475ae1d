/** Builds the dashboard's page and the one-file viewer into `dist/web`; run by itself, it builds nothing else. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const web = fileURLToPath(new URL("../web/", import.meta.url));
const built = fileURLToPath(new URL("../dist/web/", import.meta.url));

/** @returns one line that says how large the page is. */
export async function buildWeb() {
  await build({ configFile: join(web, "vite.config.ts") });
  await build({ configFile: join(web, "vite.config.ts"), mode: "viewer" });
  const assets = readdirSync(join(built, "assets")).map((name) => join("assets", name));
  const page = ["index.html", ...assets].map(zippedBytes).reduce((sum, bytes) => sum + bytes, 0);
  return `dist/web: ${kilobytes(page)} for the page, ${kilobytes(zippedBytes("viewer.html"))} for a call in one file (gzip)`;
}

function zippedBytes(name) {
  return gzipSync(readFileSync(join(built, name))).length;
}

function kilobytes(bytes) {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await buildWeb());
