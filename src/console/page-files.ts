/** The built page on disk: which file answers a path, and under which headers. */
import { readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";

export interface PageFile {
  readonly content: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** Only plain names, none of which begins with a dot: no path leads out of the folder. */
const plainPath = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/;
/** The bundler puts a hash of the content into these names, so they never change. */
const hashedFolder = "assets/";

/** @returns undefined when the folder has no such file. */
export function readPageFile(folder: string, path: string): PageFile | undefined {
  const contentType = contentTypes[extname(path)];
  if (contentType === undefined || !plainPath.test(path)) return undefined;
  const file = join(folder, path);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const isHashed = path.startsWith(hashedFolder);
  const headers = {
    "content-type": contentType,
    "cache-control": isHashed ? "private, max-age=31536000, immutable" : "no-cache",
  };
  return { content: readFileSync(file), headers };
}
