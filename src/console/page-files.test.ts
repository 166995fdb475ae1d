import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPageFile } from "./page-files.ts";

let parent = "";
let folder = "";

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), "repartee-pages-"));
  folder = join(parent, "web");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(parent, "secret.js"), "secret");
  writeFileSync(join(folder, "index.html"), "<!doctype html>");
  writeFileSync(join(folder, "assets", "index-abc123.js"), "run()");
  writeFileSync(join(folder, ".hidden.js"), "hidden");
  writeFileSync(join(folder, "notes.md"), "notes");
  symlinkSync("assets", join(folder, "folder.js"));
});

afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe("a file of the page", () => {
  test("has its type, and is kept for good only under a name with a hash", () => {
    expect(readPageFile(folder, "index.html")).toMatchObject({
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" },
    });
    const script = readPageFile(folder, "assets/index-abc123.js");
    expect(script?.content.toString()).toBe("run()");
    expect(script?.headers).toEqual({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "private, max-age=31536000, immutable",
    });
  });

  test.each([
    "../secret.js",
    "assets/../../secret.js",
    "./../secret.js",
    "/secret.js",
    "//secret.js",
    "..\\secret.js",
    "%2e%2e/secret.js",
    "assets%2f..%2f..%2fsecret.js",
    "assets/./index-abc123.js",
    "index.html\0.js",
    ".hidden.js",
    "notes.md",
    "assets",
    "folder.js",
    "assets/nothing.js",
    "constructor",
    "",
  ])("is not found under %j", (path) => {
    expect(readPageFile(folder, path)).toBeUndefined();
  });
});
