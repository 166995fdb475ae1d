import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { mostLines } from "./layers.ts";

const web = fileURLToPath(new URL("../web/src/", import.meta.url));
const sources = readdirSync(web, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(web, name), "utf8") }));

/** But for the protocol, files and not their folder's index: a browser need not know all that stands beside them. */
const forPages = new Set([
  "protocol/index.ts",
  "internal/format-duration.ts",
  "internal/indent-json.ts",
  "platform/frame-verdicts.ts",
]);

/** What a file of the page takes from the library, statement by statement. */
function importsOfLibrary(text: string): RegExpMatchArray[] {
  return [...text.matchAll(/^import( type)? [^;]*? from "(?:\.\.\/)+src\/([^"]+)";$/gm)];
}

test("the page knows of the library only the protocol, how facts are written, and the types of the feed and of what it carries", () => {
  const breaches = sources
    .filter(({ name }) => !/\.test\.tsx?$/.test(name))
    .flatMap(({ name, text }) =>
      importsOfLibrary(text)
        .filter(([, type, target]) => {
          const isOfFeed = target === "console/feed.ts" || target === "platform/index.ts";
          return !(forPages.has(target ?? "") || (isOfFeed && type !== undefined));
        })
        .map(([statement]) => `${name}: ${statement}`),
    );
  expect(breaches).toEqual([]);
  expect(sources.some(({ text }) => importsOfLibrary(text).length > 0)).toBe(true);
});

test("no file of the page is longer than a file may be", () => {
  expect(sources.filter(({ text }) => text.split("\n").length > mostLines).map(({ name }) => name)).toEqual([]);
});
