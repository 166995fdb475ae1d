import { describe, expect, test } from "vitest";
import { commands } from "./commands/index.ts";
import { renderCommandHelp, renderHelp } from "./help.ts";
import { toFlagName } from "./options/index.ts";
import { renderReferencePage } from "./reference-page.ts";

test("the help names every command with its summary", () => {
  const help = renderHelp(commands);
  for (const [name, command] of Object.entries(commands)) {
    expect(help).toMatch(new RegExp(`^  ${name} +${command.summary.slice(0, 20)}`, "m"));
  }
});

describe.each(Object.entries(commands))("the help of %s", (name, command) => {
  const help = renderCommandHelp(name, command);

  test("has every flag of the table, and no other", () => {
    const shown = [...help.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, flag]) => flag);
    const flags = Object.entries(command.options).filter(([, option]) => option.configFileOnly !== true);
    expect(shown).toEqual(flags.map(([key]) => toFlagName(key)));
  });

  test("tells the environment variable and the default of each", () => {
    const text = help.replaceAll(/\n\s+/g, " ");
    for (const option of Object.values(command.options)) {
      expect(text).toContain(option.description);
      if (option.environment !== undefined) expect(text).toContain(option.environment);
      if (option.default !== undefined && option.default !== false && String(option.default) !== "") {
        expect(text).toContain(`default ${option.kind.show(option.default)}`);
      }
    }
  });

  test("fits a terminal of a hundred columns", () => {
    for (const line of help.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });

  test("says the same as the reference page", () => {
    const page = renderReferencePage();
    const section = page.slice(page.indexOf(`## repartee ${name}`)).split("\n## ")[0] ?? "";
    for (const [key, option] of Object.entries(command.options)) {
      expect(section).toContain(option.description);
      expect(section).toContain(option.configFileOnly === true ? `\`${key}\`` : `\`--${toFlagName(key)}`);
    }
  });
});

/** What is printed as JSON is another thing in each command, and its description says so. */
const tellsWhat: ReadonlySet<string> = new Set(["json"]);

test("an option that two commands share is the same in both, but for its default", () => {
  const seen = new Map<string, object>();
  for (const command of Object.values(commands)) {
    for (const [name, option] of Object.entries(command.options)) {
      const same = { ...option, default: undefined, ...(tellsWhat.has(name) && { description: undefined }) };
      expect(seen.get(name) ?? same).toEqual(same);
      seen.set(name, same);
    }
  }
});

test("every environment variable belongs to one option only", () => {
  const owners = new Map<string, string>();
  for (const command of Object.values(commands)) {
    for (const [name, { environment }] of Object.entries(command.options)) {
      if (environment === undefined) continue;
      expect(owners.get(environment) ?? name).toBe(name);
      owners.set(environment, name);
    }
  }
});
