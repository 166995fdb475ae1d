/** What the README shows of the examples is what runs. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

it("the README shows the example test as it is", () => {
  expect(read("README.md")).toContain(`\`\`\`ts\n${read("examples/testing/hours.test.ts")}\`\`\``);
});
