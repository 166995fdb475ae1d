/** Reads the words after a command's name: flags with their raw values, and what is left. */
import { parseArgs } from "node:util";
import { ReparteeError } from "../../errors.ts";
import { didYouMean } from "../nearest.ts";
import { type AnyOptionTable, toFlagName } from "./option.ts";

export interface ParsedArguments {
  /** Raw values by option name: text, true or false for switches, a list for flags that may repeat. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/** @throws ReparteeError `bad-option` for a flag that is unknown, lacks its value, or has one too many. */
export function parseArguments(words: readonly string[], table: AnyOptionTable): ParsedArguments {
  const namesByFlag = new Map<string, string>();
  for (const [name, option] of Object.entries(table)) {
    if (option.configFileOnly !== true) namesByFlag.set(toFlagName(name), name);
  }
  const types = [...namesByFlag].map(([flag, name]) => {
    const type = table[name]?.kind.placeholder === undefined ? ("boolean" as const) : ("string" as const);
    return [flag, { type }] as const;
  });
  // Not strict, because our own messages say which name is near and what to do.
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(types),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });

  const flags: Record<string, unknown> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const negated = token.name.startsWith("no-") && !namesByFlag.has(token.name);
    const flag = negated ? token.name.slice(3) : token.name;
    const name = namesByFlag.get(flag);
    const option = name === undefined ? undefined : table[name];
    const isSwitch = option?.kind.placeholder === undefined;
    if (name === undefined || option === undefined || (negated && !isSwitch)) {
      throw new ReparteeError(
        "bad-option",
        `${token.rawName} is no option.${didYouMeanFlag(flag, namesByFlag.keys())}`,
      );
    }
    if (isSwitch) {
      if (token.value !== undefined) {
        throw new ReparteeError("bad-option", `--${flag} takes no value: give --${flag} or --no-${flag}`);
      }
      flags[name] = !negated;
      continue;
    }
    if (token.value === undefined || (!token.inlineValue && token.value.startsWith("-"))) {
      throw new ReparteeError("bad-option", `--${flag} needs a value: --${flag} <${option.kind.placeholder}>`);
    }
    const earlier = flags[name];
    flags[name] = option.kind.repeatable && Array.isArray(earlier) ? [...earlier, token.value] : [token.value];
    if (!option.kind.repeatable) flags[name] = token.value;
  }
  return { flags, positionals };
}

function didYouMeanFlag(flag: string, known: Iterable<string>): string {
  const hint = didYouMean(
    `--${flag}`,
    [...known].map((name) => `--${name}`),
  );
  return hint === "" ? " --help lists them" : hint;
}
