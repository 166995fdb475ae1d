/** The kinds of values that options take. */
import type { OptionKind } from "./option.ts";

/** Any text that is not blank. */
export function text(placeholder: string): OptionKind<string> {
  return {
    placeholder,
    repeatable: false,
    expected: "some text",
    parse: (raw) => (typeof raw === "string" && raw.trim() !== "" ? raw : undefined),
    show: (value) => value,
  };
}

/** A whole number within limits. */
export function integer(low: number, high: number = Number.MAX_SAFE_INTEGER): OptionKind<number> {
  const range = high === Number.MAX_SAFE_INTEGER ? `${low} or more` : `from ${low} to ${high}`;
  return {
    placeholder: "number",
    repeatable: false,
    expected: `a whole number, ${range}`,
    parse: (raw) => {
      const value = typeof raw === "string" && /^\d{1,15}$/.test(raw) ? Number(raw) : raw;
      return typeof value === "number" && Number.isInteger(value) && value >= low && value <= high ? value : undefined;
    },
    show: String,
  };
}

/** A number within limits, whole or not. */
export function decimal(low: number, high: number): OptionKind<number> {
  return {
    placeholder: "number",
    repeatable: false,
    expected: `a number from ${low} to ${high}`,
    parse: (raw) => {
      const value = typeof raw === "string" && /^\d{1,15}(?:\.\d{1,15})?$/.test(raw) ? Number(raw) : raw;
      return typeof value === "number" && value >= low && value <= high ? value : undefined;
    },
    show: String,
  };
}

/** One of a few words. */
export function choice<Word extends string>(words: readonly Word[]): OptionKind<Word> {
  return {
    placeholder: words.join("|"),
    repeatable: false,
    expected: `one of ${words.join(", ")}`,
    parse: (raw) => words.find((word) => word === raw),
    show: (value) => value,
  };
}

/** A list: a repeated flag, text with commas, or an array in a config file. */
export function list(placeholder: string): OptionKind<readonly string[]> {
  return {
    placeholder,
    repeatable: true,
    expected: "a list with commas between its items",
    parse: (raw) =>
      textsOf(raw)
        ?.flatMap((part) => part.split(","))
        .map((item) => item.trim())
        .filter((item) => item !== ""),
    show: (value) => value.join(","),
  };
}

/** Lines of text that may hold commas: a repeated flag, or an array in a config file. */
export function lines(placeholder: string): OptionKind<readonly string[]> {
  return {
    placeholder,
    repeatable: true,
    expected: "some text; repeat it for more",
    parse: (raw) => {
      const items = textsOf(raw);
      return items?.every((item) => item.trim() !== "") ? items : undefined;
    },
    show: (value) => value.map((item) => JSON.stringify(item)).join(" "),
  };
}

/** What may be given once or repeatedly; undefined when anything else is among it. */
function textsOf(raw: unknown): readonly string[] | undefined {
  const texts = typeof raw === "string" ? [raw] : raw;
  return Array.isArray(texts) && texts.every((text) => typeof text === "string") ? texts : undefined;
}

/** Names with a text each: a repeated `name=value`, or an object in a config file. */
export const pairs: OptionKind<Readonly<Record<string, string>>> = {
  placeholder: "name=value",
  repeatable: true,
  expected: "name=value; repeat it for more",
  parse: (raw) => {
    if (Array.isArray(raw)) {
      const entries = raw.map((item) => (typeof item === "string" ? /^\s*([^=\s]+)\s*=(.*)$/s.exec(item) : null));
      if (entries.some((entry) => entry === null)) return undefined;
      return Object.fromEntries(entries.map((entry) => [entry?.[1] ?? "", entry?.[2] ?? ""]));
    }
    if (typeof raw !== "object" || raw === null) return undefined;
    return Object.values(raw).every((value) => typeof value === "string") ? (raw as Record<string, string>) : undefined;
  },
  show: (value) =>
    Object.entries(value)
      .map((pair) => pair.join("="))
      .join(" "),
};

const truths: Readonly<Record<string, boolean>> = {
  "1": true,
  true: true,
  yes: true,
  on: true,
  "0": false,
  false: false,
  no: false,
  off: false,
};

/** On or off; the flag takes no value, and `--no-…` switches off. */
export const onOff: OptionKind<boolean> = {
  placeholder: undefined,
  repeatable: false,
  expected: "true or false",
  parse: (raw) => {
    if (typeof raw === "boolean") return raw;
    return typeof raw === "string" && Object.hasOwn(truths, raw.toLowerCase()) ? truths[raw.toLowerCase()] : undefined;
  },
  show: String,
};

const unitsInMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A time with its unit, such as `60s`; in milliseconds. A bare number is refused, because nobody can see its unit. */
export const duration: OptionKind<number> = {
  placeholder: "time",
  repeatable: false,
  expected: "a time with its unit, such as 500ms, 60s or 2m",
  parse: (raw) => {
    if (raw === "0" || raw === 0) return 0;
    const match = typeof raw === "string" ? /^(\d{1,9}(?:\.\d+)?)(ms|s|m|h)$/.exec(raw) : null;
    return match === null ? undefined : Math.round(Number(match[1]) * (unitsInMs[match[2] as string] as number));
  },
  show: (value) => (value % 1_000 === 0 ? `${value / 1_000}s` : `${value}ms`),
};

/** A structured value, which only a config file can hold. */
export function record<Value extends object>(placeholder: string): OptionKind<Value> {
  return {
    placeholder,
    repeatable: false,
    expected: "an object",
    // What is inside is checked by the part that takes it, which knows its names.
    parse: (raw) => (typeof raw === "object" && raw !== null && !Array.isArray(raw) ? (raw as Value) : undefined),
    show: (value) => JSON.stringify(value),
  };
}
