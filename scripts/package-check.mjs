/** Packs the package, lints the tarball, installs it as a stranger would, and tries every door of it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "repartee-package-"));

/** Runs a command and shows what it prints only when it fails. */
function run(command, args, cwd) {
  try {
    return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    process.stderr.write(`${error.stdout ?? ""}${error.stderr ?? ""}`);
    process.stderr.write(`package check failed: ${command} ${args.join(" ")}\n`);
    process.exitCode = 1;
    throw error;
  }
}

try {
  run("npm", ["pack", "--pack-destination", folder], root);
  const { name, version, exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const tarball = join(folder, `${name}-${version}.tgz`);

  run("npx", ["--no", "publint", "--", tarball, "--strict"], root);
  run("npx", ["--no", "attw", "--", tarball, "--profile", "esm-only"], root);

  const home = join(folder, "stranger");
  execFileSync("mkdir", [home]);
  writeFileSync(join(home, "package.json"), JSON.stringify({ name: "stranger", private: true, type: "module" }));
  run("npm", ["install", "--no-audit", "--no-fund", tarball], home);
  const doors = Object.keys(exports).filter((door) => door !== "./package.json");
  const imports = doors.map((door) => `await import(${JSON.stringify(join(name, door))});`).join("\n");
  writeFileSync(join(home, "doors.mjs"), imports);
  run("node", ["doors.mjs"], home);
  const printed = run("npx", ["--no", "repartee", "--", "--version"], home).trim();
  if (!printed.includes(version))
    throw new Error(`repartee --version printed ${JSON.stringify(printed)}, not ${version}`);
  process.stdout.write(`package check: ${doors.length} doors open, the command line answers\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
