/** The reference page of the command line, made from the same tables as the help: docs/reference/cli.md. */
import { defaultSessionOptions } from "../session/index.ts";
import type { AnyCommand } from "./command.ts";
import { commands } from "./commands/index.ts";
import { renderDefault, renderFlag, renderUsage } from "./help.ts";
import type { Option } from "./options/index.ts";

const opening = `# Command line

Made from the tables in \`src/cli\` by \`npm run docs\`.

\`repartee --help\` lists the commands, \`repartee help <command>\` the options of one, \`repartee --version\` shows the
version.

## Where values come from

A flag comes before the environment, the environment before the config file, the config file before the default. An
empty environment variable counts as unset. A switch is set off with \`--no-…\`.

The config file is \`repartee.config.ts\`, \`.mts\`, \`.js\`, \`.mjs\` or \`.json\` of the working directory, or what
\`--config\` names. It holds one object (a module: as its default export) with the names of the tables below. A file may
hold options of any command; a name that no option has is refused.

\`\`\`json
{
  "maxCalls": 200,
  "drainTimeout": "5m",
  "session": { "fallbackResponse": "Pardon?" }
}
\`\`\`

Times have a unit: \`500ms\`, \`60s\`, \`2m\`, \`1h\`. Lists are flags that repeat, text with commas, or an array in the
config file.

## Exit codes

| code | meaning |
|---|---|
| 0 | it did what was asked; a server was stopped by a first signal; no MUST fails in a check |
| 1 | a call ended in an error; a MUST fails in a check (with \`--strict\` also a SHOULD); or something nobody foresaw |
| 2 | something to mend: an option, a file, an agent that does not load, a port in use; or a check that could not be made, because the server is unreachable or somebody stopped it; one line on stderr says what |
| 130, 143 | a second SIGINT or SIGTERM ended it at once |

\`--log-level debug\` adds where an error was thrown.

## Stopping

At the first SIGTERM or SIGINT a server takes no new calls, and running ones go on up to \`--drain-timeout\`. Then their
connections are broken rather than closed: the platform takes a close, with any code, for the end of the call, but dials
again after a broken connection (1006). A second signal ends at once, in the same way.
`;

export function renderReferencePage(): string {
  const sections = Object.entries(commands).map(([name, command]) => renderCommand(name, command));
  return [opening, ...sections, renderSessionOptions()].join("\n");
}

/** The one structured option, with its defaults. */
function renderSessionOptions(): string {
  const rows = Object.entries(defaultSessionOptions).map(([name, value]) => [code(name), code(JSON.stringify(value))]);
  const table = renderTable(["name", "default"], rows);
  return `## session\n\nWhat \`session\` of a config file may hold. Names that end in Ms are milliseconds.\n\n${table}\n`;
}

function renderCommand(name: string, command: AnyCommand): string {
  const parts = [`## repartee ${name}`, `\`${renderUsage(name, command)}\``, command.description];
  if (command.arguments.length > 0) {
    const rows = command.arguments.map((argument) => [code(argument.name), argument.description]);
    parts.push(renderTable(["argument", "meaning"], rows));
  }
  const rows = Object.entries(command.options).map(([key, option]) => renderOption(key, option));
  parts.push(renderTable(["flag", "environment", "config file", "default", "meaning"], rows));
  return `${parts.join("\n\n")}\n`;
}

function renderOption(name: string, option: Option<unknown>): string[] {
  const shown = renderDefault(option);
  return [
    option.configFileOnly === true ? "" : code(renderFlag(name, option)),
    option.environment === undefined ? "" : code(option.environment),
    name === "config" ? "" : code(name),
    shown === undefined ? "" : code(shown),
    option.description,
  ];
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
  return [`| ${head.join(" | ")} |`, `|${head.map(() => "---").join("|")}|`, ...lines].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}
