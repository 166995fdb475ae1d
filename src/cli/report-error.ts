/** Turns what a command threw into one line that says what to do next, and an exit code. */
import { isReparteeError } from "../errors.ts";
import type { Screen } from "./screen.ts";

/** The user can mend it: a wrong option, a missing file, a port in use. */
const userErrorExitCode = 2;
/** Nobody foresaw it. */
const unexpectedExitCode = 1;

/** @param options.stack also show where it was thrown. */
export function reportError(error: unknown, screen: Screen, options: { stack: boolean }): number {
  const expected = isReparteeError(error);
  const message = error instanceof Error ? error.message : String(error);
  const line = message.replaceAll(/\s*\n\s*/g, " ");
  screen.printError(expected ? `repartee: ${line}` : `repartee: unexpected error: ${line}`);
  if (options.stack) screen.printError(describeStack(error));
  else if (!expected) screen.printError("Run it again with --log-level debug to see where it was thrown.");
  return expected ? userErrorExitCode : unexpectedExitCode;
}

function describeStack(error: unknown): string {
  if (!(error instanceof Error)) return "(what was thrown is no Error, so nothing tells where)";
  const cause = error.cause === undefined ? "" : `\nCaused by: ${describeStack(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
