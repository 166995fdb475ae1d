/** What README and guides show of the examples is what runs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
/** Without indentation: an excerpt may stand further left than in its file. */
const lines = (text: string): string => text.replaceAll(/^ +/gm, "");

it.each(["README.md", "docs/guides/connect-your-model.md"])("%s shows the agent with a model as it is", (document) => {
  expect(read(document)).toContain(`\`\`\`ts\n${read("examples/llm/agent.ts")}\`\`\``);
});

it("excerpts, which are marked `typescript`, are parts of the example that their guide names", () => {
  let count = 0;
  for (const name of readdirSync(join(root, "docs/guides"))) {
    const guide = read(`docs/guides/${name}`);
    for (const [, excerpt] of guide.matchAll(/^```typescript\n([\s\S]*?)^```$/gm)) {
      const examples = [...guide.matchAll(/`(examples\/[\w./-]+\.ts)`/g)].map(([, path]) => lines(read(path ?? "")));
      expect(examples.some((example) => example.includes(lines(excerpt ?? "")))).toBe(true);
      count += 1;
    }
  }
  expect(count).toBeGreaterThan(1);
});
