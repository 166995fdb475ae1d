import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { documentedEvents } from "../scripts/docs/events.ts";
import { findStaleFiles, type GeneratedFile, toStableJson, writeFiles } from "../scripts/docs/files.ts";
import { generateFiles } from "../scripts/docs/generators.ts";
import { errorCodes } from "../src/errors.ts";
import { decodePlatformFrame, decodeServerFrame } from "../src/protocol/index.ts";
import { platformEvents, serverEvents, spoiled } from "./support/events.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = await generateFiles();
const read = (path: string): string => readFileSync(join(root, path), "utf8");

test('the generated documents are current (else: "npm run docs", and commit what it writes)', () => {
  expect(findStaleFiles(root, files)).toEqual([]);
});

describe("writing and comparing", () => {
  const folder = mkdtempSync(join(tmpdir(), "repartee-docs-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const made: GeneratedFile[] = [
    { path: "docs/schema/a.json", content: "{}\n" },
    { path: "docs/reference/b.md", content: "# B\n" },
  ];

  test("name what is missing, what was changed and what is left over, and mend all three", () => {
    expect(findStaleFiles(folder, made)).toEqual(["docs/reference/b.md", "docs/schema/a.json"]);
    writeFiles(folder, made);
    expect(findStaleFiles(folder, made)).toEqual([]);
    writeFileSync(join(folder, "docs/schema/old.json"), "{}\n");
    writeFileSync(join(folder, "docs/reference/b.md"), "# C\n");
    writeFileSync(join(folder, "docs/reference/by-hand.md"), "# Ours\n");
    expect(findStaleFiles(folder, made)).toEqual(["docs/reference/b.md", "docs/schema/old.json"]);
    writeFiles(folder, made);
    expect(findStaleFiles(folder, made)).toEqual([]);
    expect(readFileSync(join(folder, "docs/reference/by-hand.md"), "utf8")).toBe("# Ours\n");
  });

  test("JSON comes out sorted but for its examples, with a last line break", () => {
    expect(toStableJson({ b: [{ d: 1, c: 2 }], a: { examples: [{ z: 1, y: 2 }] } }).replaceAll(/\s/g, "")).toBe(
      '{"a":{"examples":[{"z":1,"y":2}]},"b":[{"c":2,"d":1}]}',
    );
    expect(toStableJson({})).toBe("{}\n");
  });
});

test("the page of errors explains every code", () => {
  const headings = [...read("docs/reference/errors.md").matchAll(/^## (.*)$/gm)].map(([, code]) => code);
  expect(headings).toEqual(Object.keys(errorCodes));
});

test.each(documentedEvents)("the example of the $direction's $type is sound", ({ direction, type, example }) => {
  const text = JSON.stringify(example);
  if (direction === "server") {
    expect(decodeServerFrame(text)).toMatchObject({ type: "event", responseType: type });
    return;
  }
  const frame = decodePlatformFrame(text);
  expect(frame.type).toBe(type);
  if ("body" in frame) expect(frame.body.read().problem).toBeUndefined();
});

test.each(documentedEvents)("the schema of the $direction's $type accepts what the codec accepts", (event) => {
  const { direction, type, schema } = event;
  const published = z.fromJSONSchema(JSON.parse(read(`docs/schema/${direction}-${type}.json`)));
  const events = direction === "server" ? serverEvents : platformEvents;
  fc.assert(
    fc.property(
      spoiled((events as Readonly<Record<string, fc.Arbitrary<unknown>>>)[type] ?? fc.constant({})),
      (value) => {
        expect(published.safeParse(value).success).toBe(schema.safeParse(value).success);
      },
    ),
    { seed: 20_260_106, numRuns: 200 },
  );
});
