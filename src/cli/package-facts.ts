/** What the package says of itself, read from its own package.json. */
import { readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

export interface PackageFacts {
  readonly version: string;
  /** For each subpath, such as `./express`, the file of each condition, relative to the package's folder. */
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** The package's folder: two folders up from here, both in src/cli and in dist/cli. */
export const packageFolder: string = fileURLToPath(new URL("../../", import.meta.url));

const codeFolders = ["src", "dist"].map((name) => join(packageFolder, name, sep));

export function readPackageFacts(): PackageFacts {
  return JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as PackageFacts;
}

/** Whether a file is part of Repartee itself, rather than the user's. */
export function isOwnFile(file: string): boolean {
  return codeFolders.some((folder) => file.startsWith(folder));
}
