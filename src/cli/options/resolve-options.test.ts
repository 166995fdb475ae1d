import { expect, test } from "vitest";
import { integer, list } from "./kinds.ts";
import { type OptionTable, withDefaults } from "./option.ts";
import { resolveOptions } from "./resolve-options.ts";

interface Values {
  readonly port: number;
  readonly allow: readonly string[];
}

const table: OptionTable<Values> = {
  port: { kind: integer(0, 65_535), description: "Port", default: 3_000, environment: "PORT" },
  allow: { kind: list("address"), description: "Who", default: ["10.0.0.1"] },
};
const nothing = { flags: {}, environment: {}, configFile: undefined };
const configFile = { name: "repartee.config.json", values: { port: 3 } };

test("a flag comes before the environment, that before the config file, that before the default", () => {
  const environment = { PORT: "2" };
  expect(resolveOptions(table, { flags: { port: "1" }, environment, configFile }).port).toBe(1);
  expect(resolveOptions(table, { flags: {}, environment, configFile }).port).toBe(2);
  expect(resolveOptions(table, { flags: {}, environment: {}, configFile }).port).toBe(3);
  expect(resolveOptions(table, nothing)).toEqual({ port: 3_000, allow: ["10.0.0.1"] });
});

test("an empty environment variable counts as unset", () => {
  expect(resolveOptions(table, { ...nothing, environment: { PORT: "" } }).port).toBe(3_000);
});

test.each([
  [{ ...nothing, flags: { port: "x" } }, '--port must be a whole number, from 0 to 65535, not "x"'],
  [{ ...nothing, environment: { PORT: "99999" } }, 'PORT must be a whole number, from 0 to 65535, not "99999"'],
  [
    { ...nothing, configFile: { name: "my.config.ts", values: { port: [] } } },
    "port in my.config.ts must be a whole number, from 0 to 65535, not []",
  ],
])("a value that cannot be used is refused by the name of the place it came from (%#)", (sources, message) => {
  expect(() => resolveOptions(table, sources)).toThrow(expect.objectContaining({ code: "bad-option", message }));
});

test("a command may have other defaults, and the table stays as it was", () => {
  const changed = withDefaults(table, { port: 0 });
  expect(resolveOptions(changed, nothing)).toEqual({ port: 0, allow: ["10.0.0.1"] });
  expect(resolveOptions(table, nothing).port).toBe(3_000);
});
