import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { layers, layersAsText, mostLines, printers, socketFiles } from "./layers.ts";
import { findCycle, layerOf, parseSourceFile, readSourceFiles, type SourceFile } from "./support/source-files.ts";

const files = readSourceFiles();
const architecture = new URL("../ARCHITECTURE.md", import.meta.url);

describe("the table of layers", () => {
  test("names only layers that stand above in it, so that there is no ring of layers", () => {
    const known = new Set<string>();
    for (const [layer, allowed] of Object.entries(layers)) {
      expect(allowed.filter((other) => !known.has(other))).toEqual([]);
      known.add(layer);
    }
  });

  test("keeps the other side of the wire apart from ours", () => {
    for (const ours of ["server", "session", "agents"]) expect(layers.platform).not.toContain(ours);
  });

  test("is quoted by ARCHITECTURE.md", () => {
    expect(readFileSync(architecture, "utf8")).toContain(`\`\`\`text\n${layersAsText()}\n\`\`\``);
  });
});

describe("every source file", () => {
  test("belongs to a layer of the table", () => {
    expect(files.filter(({ layer }) => !Object.hasOwn(layers, layer)).map(({ path }) => path)).toEqual([]);
  });

  test("imports only layers that its own may know", () => {
    expect(files.flatMap(forbiddenLayers)).toEqual([]);
  });

  test("goes through the front door of another folder", () => {
    expect(files.flatMap(backDoors)).toEqual([]);
  });

  test("imports no other file in a ring", () => {
    expect(findCycle(files)).toBeUndefined();
  });

  test("leaves printing to the two files that print", () => {
    const printing = files.filter(({ path, prints }) => prints.length > 0 && !printers.includes(path));
    expect(printing.map(({ path, prints }) => `${path}: ${prints.join(", ")}`)).toEqual([]);
  });

  test("leaves the socket library to the files at the edge", () => {
    const knowing = files.filter(({ imports }) => imports.some(({ specifier }) => specifier === "ws"));
    const inside = knowing.filter(({ path, layer }) => !socketFiles.includes(path) && layer !== "testing");
    expect(inside.map(({ path }) => path)).toEqual([]);
  });

  test(`has at most ${mostLines} lines`, () => {
    const long = files.filter(({ lineCount }) => lineCount > mostLines);
    expect(long.map(({ path, lineCount }) => `${path}: ${lineCount}`)).toEqual([]);
  });

  test("exports by name", () => {
    expect(files.filter(({ exportsAll }) => exportsAll).map(({ path }) => path)).toEqual([]);
  });
});

describe("these checks find a breach", () => {
  test("in any form of import", () => {
    const text = `
      import { a } from "../server/index.ts";
      import type { B } from "../session/socket.ts";
      import "../agents/index.ts";
      export { c } from "../cli/main.ts";
      export * from "./events.ts";
      type D = import("../console/index.ts").D;
      const e = await import("../testing/index.ts");
    `;
    const file = parseSourceFile("platform/line.ts", text);
    expect(forbiddenLayers(file)).toHaveLength(6);
    expect(backDoors(file)).toEqual([
      "platform/line.ts imports session/socket.ts",
      "platform/line.ts imports cli/main.ts",
    ]);
    expect(file.exportsAll).toBe(true);
  });

  test("in the ways to the terminal, but not in comments and texts", () => {
    const text = '// console.log\nconst a = "console.log"; console.error(a); process.stdout.write(a);';
    expect(parseSourceFile("a.ts", text).prints).toEqual(["console.error", "process.stdout"]);
  });

  test("in a ring of files, but not in one of types alone", () => {
    const ring = (kind: string) => [
      parseSourceFile("a/one.ts", 'import { two } from "./two.ts";'),
      parseSourceFile("a/two.ts", `import ${kind}{ one } from "./one.ts";`),
    ];
    expect(findCycle(ring(""))).toEqual(["a/one.ts", "a/two.ts", "a/one.ts"]);
    expect(findCycle(ring("type "))).toBeUndefined();
  });
});

function forbiddenLayers({ path, layer, imports }: SourceFile): string[] {
  return imports
    .flatMap(({ target }) => target ?? [])
    .filter((target) => layerOf(target) !== layer && !layers[layer]?.includes(layerOf(target)))
    .map((target) => `${path} imports ${target}`);
}

function backDoors({ path, layer, imports }: SourceFile): string[] {
  return imports
    .flatMap(({ target }) => target ?? [])
    .filter((target) => layerOf(target) !== layer && target !== "errors.ts" && !/^[^/]+\/index\.ts$/.test(target))
    .map((target) => `${path} imports ${target}`);
}
