/** Runs a TypeScript file of this repository against the sources, on every Node that the project supports, unbuilt. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";

const root = fileURLToPath(new URL("..", import.meta.url));
const { name, exports } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
const alias = {};
for (const [subpath, target] of Object.entries(exports)) {
  const source = target["repartee-source"];
  if (source !== undefined) alias[subpath.replace(".", name)] = resolve(root, source);
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("Give a file: node scripts/run-ts.mjs examples/express/server.ts");
  process.exitCode = 2;
} else {
  await createJiti(import.meta.url, { alias }).import(resolve(file));
}
