/** The dashboard's page, built once for all tests that need it: from `dist/web` when that is as new as its sources. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** @returns a folder of its own, so that a build meanwhile takes nothing away. */
export function buildPage(): Disposable & { readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), "repartee-page-"));
  if (isCurrent()) {
    cpSync(join(root, "dist/web"), folder, { recursive: true });
  } else {
    // In a process of its own, because Vite builds another page where it finds a test's environment.
    const { NODE_ENV: _, VITEST: __, ...environment } = process.env;
    const { status, stderr } = spawnSync(process.execPath, ["scripts/build-web.mjs", folder], {
      cwd: root,
      env: environment,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`the page cannot be built: ${stderr}`);
  }
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

function isCurrent(): boolean {
  const built = join(root, "dist/web/viewer.html");
  if (!existsSync(built)) return false;
  const builtMs = statSync(built).mtimeMs;
  const sources = readdirSync(join(root, "web"), { recursive: true, encoding: "utf8" });
  return sources.every((name) => statSync(join(root, "web", name)).mtimeMs < builtMs);
}
