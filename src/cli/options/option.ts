/** What an option is: data from which parsing, environment, config file, help and reference page all come. */

/** How a value is read, whether it comes from a flag, the environment or a config file. */
export interface OptionKind<Value> {
  /** What the help shows after the flag, such as `number`; undefined for a switch, which takes no value. */
  readonly placeholder: string | undefined;
  /** Whether the flag may be given several times. */
  readonly repeatable: boolean;
  /** Completes the sentence "--port must be …". */
  readonly expected: string;
  /** The value, or undefined when it cannot be used. Text comes as a string, a repeated flag as a list of strings. */
  parse(raw: unknown): Value | undefined;
  /** The value as a user would write it. */
  show(value: Value): string;
}

export interface Option<Value> {
  readonly kind: OptionKind<Exclude<Value, undefined>>;
  /** One sentence without a full stop. */
  readonly description: string;
  /** Undefined: nothing, unless the user says something. */
  readonly default: Value;
  /** The environment variable that sets it; an empty one counts as unset. */
  readonly environment?: string;
  /** A structured option that makes no sense on a command line. @default false */
  readonly configFileOnly?: boolean;
}

/** The options of a command by name. Names are as in a config file; flags are the same in kebab-case. */
export type OptionTable<Values extends object> = { readonly [Name in keyof Values]-?: Option<Values[Name]> };

/** Options whose values are not known by type: what help and parsing work on. */
export type AnyOptionTable = Readonly<Record<string, Option<unknown>>>;

/** `maxCallsPerAddress` as a flag: `max-calls-per-address`. */
export function toFlagName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The same options with other defaults, for a command that needs them. */
export function withDefaults<Values extends object>(
  table: OptionTable<Values>,
  defaults: Partial<Values>,
): OptionTable<Values> {
  const replaced = Object.entries(table as AnyOptionTable).map(([name, option]) => {
    const changed = Object.hasOwn(defaults, name) ? { default: defaults[name as keyof Values] } : {};
    return [name, { ...option, ...changed }];
  });
  return Object.fromEntries(replaced) as OptionTable<Values>;
}
