/** Builds the dashboard's page and the one-file viewer into `dist/web` or a folder that is given, and nothing else. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const web = fileURLToPath(new URL("../web/", import.meta.url));
const distWeb = fileURLToPath(new URL("../dist/web/", import.meta.url));

/** @returns one line that says how large the page is. */
export async function buildWeb(outDir = distWeb) {
  const configFile = join(web, "vite.config.ts");
  await build({ configFile, build: { outDir, emptyOutDir: true } });
  await build({ configFile, mode: "viewer", build: { outDir, emptyOutDir: false } });
  const assets = readdirSync(join(outDir, "assets")).map((name) => join("assets", name));
  const page = ["index.html", ...assets].map((name) => zippedBytes(join(outDir, name)));
  const pageBytes = page.reduce((sum, bytes) => sum + bytes, 0);
  const viewerBytes = zippedBytes(join(outDir, "viewer.html"));
  return `dist/web: ${kilobytes(pageBytes)} for the page, ${kilobytes(viewerBytes)} for a call in one file (gzip)`;
}

function zippedBytes(file) {
  return gzipSync(readFileSync(file)).length;
}

function kilobytes(bytes) {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await buildWeb(process.argv[2]));
