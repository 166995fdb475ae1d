/** Finds the value of every option of a command: flags before the environment before the config file before defaults. */
import { ReparteeError } from "../../errors.ts";
import { type AnyOptionTable, type Option, type OptionTable, toFlagName } from "./option.ts";

export interface OptionSources {
  /** Raw values by option name. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the config file holds, and how messages call that file. */
  readonly configFile: { readonly name: string; readonly values: Readonly<Record<string, unknown>> } | undefined;
}

/** @throws ReparteeError `bad-option` naming where the value came from and what it must be. */
export function resolveOptions<Values extends object>(table: OptionTable<Values>, sources: OptionSources): Values;
export function resolveOptions(table: AnyOptionTable, sources: OptionSources): Record<string, unknown>;
export function resolveOptions(table: AnyOptionTable, sources: OptionSources): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(table)) {
    const given = findGiven(name, option, sources);
    values[name] = given === undefined ? option.default : parseGiven(option, given);
  }
  return values;
}

interface Given {
  readonly raw: unknown;
  /** How messages call the place it came from. */
  readonly source: string;
}

function findGiven(name: string, option: Option<unknown>, sources: OptionSources): Given | undefined {
  const flag = sources.flags[name];
  if (flag !== undefined) return { raw: flag, source: `--${toFlagName(name)}` };
  if (option.environment !== undefined) {
    const raw = sources.environment[option.environment];
    if (raw !== undefined && raw !== "") return { raw, source: option.environment };
  }
  const raw = sources.configFile?.values[name];
  return raw === undefined ? undefined : { raw, source: `${name} in ${sources.configFile?.name}` };
}

function parseGiven(option: Option<unknown>, { raw, source }: Given): unknown {
  const value = option.kind.parse(raw);
  if (value !== undefined) return value;
  throw new ReparteeError("bad-option", `${source} must be ${option.kind.expected}, not ${JSON.stringify(raw)}`);
}
