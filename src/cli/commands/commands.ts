/** Every command of `repartee` by its name. */
import type { AnyCommand } from "../command.ts";
import { callCommand } from "./call.ts";
import { checkCommand } from "./check.ts";
import { consoleCommand } from "./console.ts";
import { devCommand } from "./dev.ts";
import { explainCommand } from "./explain.ts";
import { startCommand } from "./start.ts";

export const commands: Readonly<Record<string, AnyCommand>> = {
  dev: devCommand,
  start: startCommand,
  call: callCommand,
  check: checkCommand,
  explain: explainCommand,
  console: consoleCommand,
};
