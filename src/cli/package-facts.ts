/** What the package says of itself, read from its own package.json. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface PackageFacts {
  readonly version: string;
  /** The package's folder. */
  readonly directory: string;
  /** For each subpath, such as `./express`, the file of each condition, relative to the folder. */
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

export function readPackageFacts(): PackageFacts {
  // Two folders up from here, both in src/cli and in dist/cli.
  const directory = fileURLToPath(new URL("../../", import.meta.url));
  const content = JSON.parse(readFileSync(`${directory}package.json`, "utf8")) as Omit<PackageFacts, "directory">;
  return { version: content.version, exports: content.exports, directory };
}
