/** A log of one line per fact: JSON for machines, readable for people. */
import { styleText } from "node:util";
import { type Clock, escapeControls, realClock } from "../internal/index.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** Fields say what happened in numbers, ids and codes; never what was said. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export interface LogOptions {
  /** `json`: one object a line, with `time`, `level`, `message` and the fields. `pretty`: for people. @default "json" */
  format?: "json" | "pretty";
  /** The least important level that is written. @default "info" */
  level?: LogLevel;
  /** Takes each line, without its line end. @default standard output */
  write?: (line: string) => void;
  /** Whether pretty lines have colours. @default when standard output is a terminal and NO_COLOR is not set */
  colours?: boolean;
  /** Where the time comes from. @default the machine's own clock */
  clock?: Clock;
}

const ranks: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** Fields named `time`, `level` or `message` are left out: those names are the line's own. */
export function createLog(options: LogOptions = {}): Log {
  const write = options.write ?? ((line: string) => process.stdout.write(`${line}\n`));
  const colours = options.colours ?? (process.stdout.isTTY === true && !process.env.NO_COLOR);
  const clock = options.clock ?? realClock;
  const lowest = ranks[options.level ?? "info"];
  const format = options.format === "pretty" ? (line: Line) => formatPretty(line, colours) : formatJson;
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      if (ranks[level] < lowest) return;
      write(format({ time: new Date(clock.now()), level, message, fields }));
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** Writes nothing. */
export const silentLog: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};

interface Line {
  readonly time: Date;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}

function formatJson({ time, level, message, fields }: Line): string {
  const line: Record<string, unknown> = { time: time.toISOString(), level, message };
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(line, name)) line[name] = toPlain(value);
  }
  return JSON.stringify(line);
}

function formatPretty({ time, level, message, fields }: Line, colours: boolean): string {
  const paint = (style: Style, text: string): string =>
    colours ? styleText(style, text, { validateStream: false }) : text;
  const words = [paint("dim", time.toTimeString().slice(0, 8))];
  if (level !== "info") words.push(paint(levelStyles[level], level));
  words.push(escapeControls(message));
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) words.push(`${paint("dim", `${name}=`)}${showValue(value)}`);
  }
  return words.join(" ");
}

type Style = Parameters<typeof styleText>[0];
const levelStyles: Readonly<Record<LogLevel, Style>> = { debug: "dim", info: "dim", warn: "yellow", error: "red" };

function showValue(value: unknown): string {
  const plain = toPlain(value);
  const text = typeof plain === "string" && /^[^\s"=]+$/.test(plain) ? plain : JSON.stringify(plain);
  // Values may come from strangers: without this they could move the cursor or forge lines.
  return escapeControls(text);
}

/** Whatever it is, as something that JSON can hold: a log must never be what fails. */
function toPlain(value: unknown): unknown {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  try {
    JSON.stringify(value);
    return value;
  } catch {
    return "(not serialisable)";
  }
}
