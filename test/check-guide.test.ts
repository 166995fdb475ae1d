/** What the guide, the README and the workflow tell people to type is what the commands understand. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { reporters } from "../src/check/index.ts";
import { checkAuditNames } from "../src/cli/check/audit-names.ts";
import { chooseTargets } from "../src/cli/check/report-targets.ts";
import { commands } from "../src/cli/commands/index.ts";
import { parseArguments, resolveOptions } from "../src/cli/options/index.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

const workflow = parse(read("examples/github-actions/check.yml")) as {
  jobs: { check: { steps: { name?: string; run?: string }[] } };
};
const guide = read("docs/guides/check.md");

/** Commands behind `npx repartee` in shell text, without what the shell makes of the rest of the line. */
function commandsIn(text: string): string[][] {
  return [...text.matchAll(/^\s*npx repartee (.*?)(?:\s+#.*|\s+>.*)?$/gm)].map(([, line = ""]) => {
    return (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ""));
  });
}

const shellOfDocuments = [guide, read("README.md")].flatMap((text) =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, shell]) => shell ?? ""),
);
const shellOfWorkflow = workflow.jobs.check.steps.flatMap(({ run }) => run ?? []);
const typed = [...shellOfDocuments, ...shellOfWorkflow].flatMap(commandsIn);

test("the documents and the workflow show commands of each kind", () => {
  expect(new Set(typed.map(([name]) => name))).toEqual(new Set(["check", "explain", "dev", "start", "call"]));
});

test.each(typed.map((words) => [words.join(" "), words] as const))(
  "repartee %s is understood",
  (_, [name, ...rest]) => {
    const command = commands[name ?? ""];
    if (command === undefined) throw new Error(`there is no command ${name}`);
    const { flags, positionals } = parseArguments(rest, command.options);
    const options = resolveOptions(command.options, { flags, environment: {}, configFile: undefined });
    expect(positionals.length).toBeLessThanOrEqual(command.arguments.length);
    if (name !== "check") return;
    const { reporter, only, skip } = options as Record<"reporter" | "only" | "skip", readonly string[]>;
    expect(() => chooseTargets(reporter, "plain")).not.toThrow();
    checkAuditNames("--only", only);
    checkAuditNames("--skip", skip);
  },
);

test("the guide quotes the workflow as it is", () => {
  const [, quoted = "nothing is quoted"] = /^```yaml\n([\s\S]*?)^```$/m.exec(guide) ?? [];
  expect(read("examples/github-actions/check.yml")).toContain(quoted);
});

test("the guide names every reporter", () => {
  const [table = ""] = /^\| reporter \|[\s\S]*?\n\n/m.exec(guide) ?? [];
  const named = [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = ""]) => cell.replaceAll("`", "").split(", "));
  expect(named.sort()).toEqual(Object.keys(reporters).sort());
});
