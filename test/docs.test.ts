/** The documents hold: every TypeScript fence compiles, and every file and page they name is there. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
// Inside the package, so that "repartee" means this package.
mkdirSync(join(root, ".cache"), { recursive: true });
const folder = mkdtempSync(join(root, ".cache", "snippets-"));
afterAll(() => rmSync(folder, { recursive: true }));

const documents = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

it("every TypeScript fence compiles against the package as it is", () => {
  let count = 0;
  for (const document of documents) {
    const fences = readFileSync(join(root, document), "utf8").matchAll(/^```ts\n([\s\S]*?)^```$/gm);
    for (const [index, [, code]] of [...fences].entries()) {
      writeFileSync(join(folder, `${document.replaceAll(/\W/g, "-")}-${index}.ts`), code ?? "");
      count += 1;
    }
  }
  expect(count).toBeGreaterThan(1);
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      extends: "../../tsconfig.json",
      compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
      include: ["*.ts"],
    }),
  );
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder, "--noEmit"], { encoding: "utf8" });
  expect(stdout).toBe("");
}, 60_000);

it("every file that is named exists", () => {
  const missing = documents.flatMap((document) => {
    const text = readFileSync(join(root, document), "utf8");
    const named = [...text.matchAll(/`((?:src|test|docs|examples|bench|scripts|web)\/[\w./-]*)`/g)].map(
      ([, path]) => path ?? "",
    );
    const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) =>
      join(dirname(document), path ?? ""),
    );
    return [...named, ...linked].filter((path) => !existsSync(join(root, path))).map((path) => `${document}: ${path}`);
  });
  expect(missing).toEqual([]);
});
