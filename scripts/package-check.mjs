/** Packs the package, lints the tarball, installs it as a stranger would, and tries every door of it. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "repartee-package-"));

/** Subpaths that need optional packages. */
const thinkingDoors = ["./llm"];
const thinkingPackages = ["ai", "@ai-sdk/openai-compatible"];
const someModel = "openai-compatible:http://127.0.0.1:9/v1#any";

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

/** Runs a command that may well fail. */
function attempt(command, args, cwd) {
  return spawnSync(command, args, { cwd, encoding: "utf8" });
}

/** Imports these subpaths of the package in a process of a stranger's. */
function openDoors(doors, name, home) {
  const imports = doors.map((door) => `await import(${JSON.stringify(join(name, door))});`).join("\n");
  writeFileSync(join(home, "doors.mjs"), imports);
  run("node", ["doors.mjs"], home);
}

try {
  run("npm", ["pack", "--pack-destination", folder], root);
  const { name, version, exports, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const tarball = join(folder, `${name}-${version}.tgz`);

  run("npx", ["--no", "publint", "--", tarball, "--strict"], root);
  run("npx", ["--no", "attw", "--", tarball, "--profile", "esm-only"], root);

  const home = join(folder, "stranger");
  execFileSync("mkdir", [home]);
  writeFileSync(join(home, "package.json"), JSON.stringify({ name: "stranger", private: true, type: "module" }));
  run("npm", ["install", "--no-audit", "--no-fund", tarball], home);
  const doors = Object.keys(exports).filter((door) => door !== "./package.json");
  openDoors(
    doors.filter((door) => !thinkingDoors.includes(door)),
    name,
    home,
  );
  const printed = run("npx", ["--no", "repartee", "--", "--version"], home).trim();
  if (!printed.includes(version))
    throw new Error(`repartee --version printed ${JSON.stringify(printed)}, not ${version}`);

  // The packages that only agents with a model need: named when they are missing, enough when they are there.
  const without = attempt("npx", ["--no", "repartee", "--", "start", "--model", someModel], home);
  const advice = `npm install ${thinkingPackages.join(" ")}`;
  if (without.status !== 2 || !without.stderr.includes(advice))
    throw new Error(`repartee start --model without its packages printed ${without.stderr}, not ${advice}`);
  const packages = thinkingPackages.map((one) => `${one}@${devDependencies[one]}`);
  run("npm", ["install", "--no-audit", "--no-fund", ...packages], home);
  openDoors(thinkingDoors, name, home);
  process.stdout.write(`package check: ${doors.length} doors open, the command line answers\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
