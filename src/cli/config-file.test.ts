import { expect, test } from "vitest";
import { createScriptedContext } from "../../test/support/cli-context.ts";
import { loadConfigFile } from "./config-file.ts";

const optionNames = ["port", "allow", "maxCalls"];

test("there need not be a config file", async () => {
  using world = createScriptedContext();
  expect(await loadConfigFile({ named: undefined, workingDirectory: world.folder, optionNames })).toBeUndefined();
});

test.each([
  ["repartee.config.ts", "const port: number = 1; export default { port };"],
  ["repartee.config.mts", "const port: number = 1; export default { port };"],
  ["repartee.config.js", "module.exports = { port: 1 };"],
  ["repartee.config.mjs", "export default { port: 1 };"],
  ["repartee.config.json", '{ "port": 1 }'],
])("%s is found in the working directory", async (name, content) => {
  using world = createScriptedContext();
  world.writeFile(name, content);
  const found = await loadConfigFile({ named: undefined, workingDirectory: world.folder, optionNames });
  expect(found).toEqual({ name, values: { port: 1 } });
});

test("a named file is read instead of the one that would be found", async () => {
  using world = createScriptedContext();
  world.writeFile("repartee.config.json", '{ "port": 1 }');
  world.writeFile("other/settings.json", '{ "port": 2 }');
  const found = await loadConfigFile({ named: "other/settings.json", workingDirectory: world.folder, optionNames });
  expect(found).toEqual({ name: "other/settings.json", values: { port: 2 } });
});

test.each([
  [
    "an unknown name",
    { "repartee.config.json": '{ "maxCals": 1 }' },
    'has "maxCals", which is no option. Did you mean "maxCalls"?',
  ],
  ["no object", { "repartee.config.json": "[1]" }, "must hold an object of options"],
  ["no default export", { "repartee.config.ts": "export const port = 1;" }, "must hold an object of options"],
  ["no JSON", { "repartee.config.json": "{ port: 1 }" }, "repartee.config.json is no JSON"],
  [
    "code that does not compile",
    { "repartee.config.ts": "\nexport default {{" },
    "repartee.config.ts:2 does not compile",
  ],
  ["code that throws", { "repartee.config.ts": "\n\nthrow new Error('no');" }, "repartee.config.ts:3 throws: no"],
  [
    "a second file",
    { "repartee.config.ts": "export default {};", "repartee.config.json": "{}" },
    "several config files: repartee.config.ts, repartee.config.json",
  ],
])("%s is refused", async (_name, files, message) => {
  using world = createScriptedContext();
  for (const [name, content] of Object.entries(files)) world.writeFile(name, content);
  const loading = loadConfigFile({ named: undefined, workingDirectory: world.folder, optionNames });
  await expect(loading).rejects.toMatchObject({ code: "bad-option", message: expect.stringContaining(message) });
});

test("a named file that is missing is refused with the name that was probably meant", async () => {
  using world = createScriptedContext();
  world.writeFile("settings.json", "{}");
  const loading = loadConfigFile({ named: "setings.json", workingDirectory: world.folder, optionNames });
  await expect(loading).rejects.toMatchObject({
    code: "file-not-found",
    message: 'there is no config file setings.json. Did you mean "settings.json"?',
  });
});
