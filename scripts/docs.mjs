/** Writes the documents that are made from the sources; with `--check`, only says which are not current. */
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";

const root = fileURLToPath(new URL("..", import.meta.url));
const { findStaleFiles, writeFiles } = await createJiti(import.meta.url).import("./docs/files.ts");
const { generateFiles } = await createJiti(import.meta.url).import("./docs/generators.ts");

const files = await generateFiles();
if (process.argv.includes("--check")) {
  const stale = findStaleFiles(root, files);
  for (const path of stale) console.error(`${path} is not current: run "npm run docs" and commit what it writes.`);
  process.exit(stale.length === 0 ? 0 : 1);
}
writeFiles(root, files);
