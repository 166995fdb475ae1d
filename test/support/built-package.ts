/** The package as it is published, built into a folder of its own: what its users run. */
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPage } from "./built-page.ts";

export interface BuiltPackage extends Disposable {
  /** Files in here find the project's packages. */
  readonly folder: string;
  /** The program `repartee`. */
  readonly program: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** From the sources as they are now: `dist/` may be stale, and other tests read it. */
export function buildPackage(): BuiltPackage {
  const folder = mkdtempSync(join(tmpdir(), "repartee-built-"));
  copyFileSync(join(root, "package.json"), join(folder, "package.json"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  // Whether the types are right is looked at elsewhere.
  const words = ["-p", "tsconfig.build.json", "--noCheck", "--outDir", join(folder, "dist")];
  const { stdout } = spawnSync(process.execPath, [compiler, ...words], { cwd: root, encoding: "utf8" });
  const program = join(folder, "dist/cli/bin.js");
  if (!existsSync(program)) throw new Error(`the package cannot be built: ${stdout}`);
  using page = buildPage();
  cpSync(page.folder, join(folder, "dist/web"), { recursive: true });
  return { folder, program, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
