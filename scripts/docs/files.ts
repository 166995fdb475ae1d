/** Generated files: compared with, and written to, the working tree. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface GeneratedFile {
  /** From the root of the project, with slashes. */
  readonly path: string;
  readonly content: string;
}

/** Folders in which every file is generated, so that one which no generator makes any more is left over. */
const ownedFolders = ["docs/schema"];

/** @returns the paths of files that are missing, differ, or are left over. */
export function findStaleFiles(root: string, files: readonly GeneratedFile[]): string[] {
  const changed = files.filter(({ path, content }) => readIfThere(join(root, path)) !== content);
  return [...changed.map(({ path }) => path), ...findLeftovers(root, files)].sort();
}

export function writeFiles(root: string, files: readonly GeneratedFile[]): void {
  for (const path of findLeftovers(root, files)) rmSync(join(root, path));
  for (const { path, content } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** JSON with sorted keys and a last line break, so that a change of the text is a change of what it says. */
export function toStableJson(value: unknown): string {
  return `${JSON.stringify(sortKeys(value), undefined, 2)}\n`;
}

function findLeftovers(root: string, files: readonly GeneratedFile[]): string[] {
  const made = new Set(files.map(({ path }) => path));
  return ownedFolders
    .flatMap((folder) => listIfThere(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((path) => !made.has(path));
}

function listIfThere(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const sorted = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  // An example reads best in the order in which its fields are sent.
  return Object.fromEntries(sorted.map(([key, inner]) => [key, key === "examples" ? inner : sortKeys(inner)]));
}
