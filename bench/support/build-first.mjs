/** Builds what is measured: an older build would give figures of something else, and a fresh clone has none. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Ends the process when the build fails. What imports the package is to be imported afterwards. Standard output is left
 * to the figures.
 */
export function buildFirst() {
  const script = fileURLToPath(new URL("../../scripts/build.mjs", import.meta.url));
  const build = spawnSync(process.execPath, [script], { stdio: ["inherit", 2, "inherit"] });
  if (build.status !== 0) process.exit(build.status ?? 1);
}
