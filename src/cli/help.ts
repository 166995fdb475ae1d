/** Help for people, made from the tables of commands and options. */
import type { AnyCommand } from "./command.ts";
import { type Option, toFlagName } from "./options/index.ts";

const lineWidth = 100;
const indent = "  ";

/** What `repartee --help` prints. */
export function renderHelp(commands: Readonly<Record<string, AnyCommand>>): string {
  const rows = Object.entries(commands).map(([name, command]) => [name, command.summary] as const);
  return [
    "Repartee: your own LLM, or any other response system, behind a voice agent.",
    "",
    "Usage: repartee <command> [options]",
    "",
    "Commands:",
    ...renderRows(rows),
    "",
    "repartee <command> --help, or repartee help <command>, shows the options of a command.",
    "repartee --version shows the version.",
  ].join("\n");
}

/** What `repartee <name> --help` prints. */
export function renderCommandHelp(name: string, command: AnyCommand): string {
  const lines = [`Usage: ${renderUsage(name, command)}`, "", ...wrap(command.description, lineWidth)];
  if (command.arguments.length > 0) {
    const rows = command.arguments.map((argument) => [argument.name, argument.description] as const);
    lines.push("", "Arguments:", ...renderRows(rows));
  }
  const options = Object.entries(command.options);
  const flags = options.filter(([, option]) => option.configFileOnly !== true);
  lines.push("", "Options:", ...renderRows(flags.map(([key, option]) => [renderFlag(key, option), explain(option)])));
  const structured = options.filter(([, option]) => option.configFileOnly === true);
  if (structured.length > 0) {
    lines.push("", "Only in a config file:", ...renderRows(structured.map(([key, option]) => [key, explain(option)])));
  }
  return lines.join("\n");
}

/** `repartee dev [agent.ts] [options]` */
export function renderUsage(name: string, command: AnyCommand): string {
  const words = command.arguments.map((argument) => (argument.required ? `<${argument.name}>` : `[${argument.name}]`));
  return ["repartee", name, ...words, "[options]"].join(" ");
}

/** `--port <number>` */
export function renderFlag(name: string, option: Option<unknown>): string {
  const { placeholder } = option.kind;
  return placeholder === undefined ? `--${toFlagName(name)}` : `--${toFlagName(name)} <${placeholder}>`;
}

/** The default as a user would write it, or undefined when there is none worth a word. */
export function renderDefault(option: Option<unknown>): string | undefined {
  const value = option.default;
  if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) return undefined;
  return option.kind.show(value);
}

function explain(option: Option<unknown>): string {
  const shown = renderDefault(option);
  const notes = [
    ...(option.kind.repeatable ? ["repeatable"] : []),
    ...(shown === undefined ? [] : [`default ${shown}`]),
    ...(option.environment === undefined ? [] : [option.environment]),
  ];
  return notes.length === 0 ? option.description : `${option.description} (${notes.join("; ")})`;
}

function renderRows(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.flatMap(([left, right]) => {
    const [first = "", ...rest] = wrap(right, lineWidth - indent.length - width);
    return [`${indent}${left.padEnd(width)}${first}`, ...rest.map((line) => `${indent}${" ".repeat(width)}${line}`)];
  });
}

/** Breaks text at spaces. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
