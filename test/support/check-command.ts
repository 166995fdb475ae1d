/** Runs `repartee check` within the test, with short waits and the machine's clock. */
import { type CheckOptions, runCheck } from "../../src/check/index.ts";
import { runCheckCommand } from "../../src/cli/check/index.ts";
import { checkCommand } from "../../src/cli/commands/check.ts";
import type { CliContext } from "../../src/cli/context.ts";
import { parseArguments, resolveOptions } from "../../src/cli/options/index.ts";
import { realClock } from "../../src/internal/index.ts";
import { testSettings } from "../check/settings.ts";

/**
 * @param words what would stand behind `repartee check`.
 * @param check replaces the check itself.
 * @returns the exit code; what would be one line and exit code 2 is thrown.
 */
export function runCheckIn(
  context: CliContext,
  words: readonly string[],
  check: typeof runCheck = runQuickly,
): Promise<number> {
  const { flags, positionals } = parseArguments(words, checkCommand.options);
  const options = resolveOptions(checkCommand.options, {
    flags,
    environment: context.environment,
    configFile: undefined,
  });
  return runCheckCommand({ options, positionals, context }, check);
}

function runQuickly(options: CheckOptions): ReturnType<typeof runCheck> {
  return runCheck({ ...options, clock: realClock, settings: { ...options.settings, ...testSettings } });
}
