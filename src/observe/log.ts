/** A log of one line per fact: JSON for machines, readable for people. */

export type LogLevel = "debug" | "info" | "warn" | "error";

/** Fields say what happened in numbers, ids and codes; never what was said. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
