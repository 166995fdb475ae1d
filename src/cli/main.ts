/** Finds the command, reads its options, runs it, and answers with the exit code. */
import { ReparteeError } from "../errors.ts";
import type { AnyCommand } from "./command.ts";
import { commands } from "./commands/index.ts";
import { loadConfigFile } from "./config-file.ts";
import type { CliContext } from "./context.ts";
import { renderCommandHelp, renderHelp, renderUsage } from "./help.ts";
import { didYouMean } from "./nearest.ts";
import { commonOptions, parseArguments, resolveOptions } from "./options/index.ts";
import { readPackageFacts } from "./package-facts.ts";
import { reportError } from "./report-error.ts";

/** @param words what came after `repartee`. */
export async function main(words: readonly string[], context: CliContext): Promise<number> {
  try {
    return await dispatch(words, context);
  } catch (error) {
    return reportError(error, context.screen, { stack: wantsDebug(words, context) });
  }
}

async function dispatch(words: readonly string[], context: CliContext): Promise<number> {
  const [first, ...rest] = words;
  if (first === "--version" || first === "-v") {
    context.screen.print(readPackageFacts().version);
    return 0;
  }
  if (first === undefined || first === "--help" || first === "-h") return help([], context);
  if (first === "help") return help(rest, context);
  const command = findCommand(first);
  if (asksForHelp(rest)) return help([first], context);

  const parsed = parseArguments(rest, command.options);
  checkPositionals(first, command, parsed.positionals);
  const given = { flags: parsed.flags, environment: context.environment };
  // Which config file to read is an option too: one that a config file cannot set.
  const { config } = resolveOptions(commonOptions, { ...given, configFile: undefined });
  const configFile = await loadConfigFile({
    named: config,
    workingDirectory: context.workingDirectory,
    optionNames: Object.values(commands).flatMap((it) => Object.keys(it.options)),
  });
  const options = resolveOptions(command.options, { ...given, configFile });
  return command.run({ options, positionals: parsed.positionals, context });
}

function help([name]: readonly string[], context: CliContext): number {
  context.screen.print(name === undefined ? renderHelp(commands) : renderCommandHelp(name, findCommand(name)));
  return 0;
}

function findCommand(name: string): AnyCommand {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command;
  if (name.startsWith("-")) throw new ReparteeError("bad-option", "give a command first; repartee --help lists them");
  const names = Object.keys(commands);
  const hint = /\.[cm]?[jt]s$/.test(name) ? ` Did you mean "repartee dev ${name}"?` : didYouMean(name, names);
  throw new ReparteeError("bad-option", `"${name}" is no command.${hint || ` There are ${names.join(", ")}`}`);
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf("--");
  return words.slice(0, end === -1 ? undefined : end).some((word) => word === "--help" || word === "-h");
}

function checkPositionals(name: string, command: AnyCommand, positionals: readonly string[]): void {
  const required = command.arguments.filter((argument) => argument.required).length;
  const usage = renderUsage(name, command);
  const surplus = positionals[command.arguments.length];
  if (surplus !== undefined) {
    throw new ReparteeError("bad-option", `"${surplus}" is one argument too many. Usage: ${usage}`);
  }
  const missing = command.arguments[positionals.length];
  if (missing !== undefined && positionals.length < required) {
    throw new ReparteeError("bad-option", `<${missing.name}> is missing. Usage: ${usage}`);
  }
}

/** Looked up by hand, because options may be what is wrong. */
function wantsDebug(words: readonly string[], context: CliContext): boolean {
  const flag = words.indexOf("--log-level");
  return (
    words.includes("--log-level=debug") ||
    (flag !== -1 && words[flag + 1] === "debug") ||
    context.environment.REPARTEE_LOG_LEVEL === "debug"
  );
}
