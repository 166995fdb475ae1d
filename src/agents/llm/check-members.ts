/** Rules for the members of an options object, and the refusal that names the first one broken. */
import { ReparteeError } from "../../errors.ts";

export interface Rule {
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}
/** One rule for each member; `undefined` always stands for the default. */
export type Rules<Options> = Readonly<Record<keyof Options, Rule>>;

export const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
export const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
export const isFunction = (value: unknown): boolean => typeof value === "function";
export const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const text: Rule = { expected: "a text that is not empty", fits: isText };
export const trueOrFalse: Rule = { expected: "true or false", fits: (value) => typeof value === "boolean" };

export interface CheckedMembers<Options extends object> {
  /** What the options belong to, such as "llmAgent". */
  readonly of: string;
  /** Stands before each name, such as "ladder.". @default "" */
  readonly prefix?: string;
  readonly options: Options;
  readonly rules: Rules<Required<Options>>;
  /** @default none */
  readonly required?: readonly (keyof Options)[];
}

/** @throws ReparteeError `bad-option` for a member that there is not, and for the first that breaks its rule. */
export function checkMembers<Options extends object>(checked: CheckedMembers<Options>): void {
  const { of, prefix = "", options, rules, required = [] } = checked;
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(rules, name)) continue;
    const known = Object.keys(rules).join(", ");
    throw new ReparteeError("bad-option", `${of}: there is no option "${prefix}${name}"; known are ${known}`);
  }
  for (const [name, { expected, fits }] of Object.entries<Rule>(rules)) {
    const value = options[name as keyof Options];
    const mayBeLeftOut = !required.includes(name as keyof Options);
    if (value === undefined ? !mayBeLeftOut : !fits(value)) refuse(of, `${prefix}${name}`, expected);
  }
}

/** @throws ReparteeError `bad-option`, always. */
export function refuse(of: string, name: string, expected: string): never {
  throw new ReparteeError("bad-option", `${of}: ${name} must be ${expected}`);
}
