/** `repartee check`: every rule of the protocol, put to a server. */
import { callTargetArgument } from "../call/index.ts";
import { runCheckCommand } from "../check/index.ts";
import type { Command } from "../command.ts";
import { type CheckOptionValues, type CommonOptionValues, checkOptions, commonOptions } from "../options/index.ts";

export const checkCommand: Command<CommonOptionValues & CheckOptionValues> = {
  summary: "Check a server, in any language, against every rule of the protocol, and say what to change",
  description:
    "Talks to a server as the platform would, and tries what goes wrong on real calls: interruptions, silence, " +
    "broken connections, load, bad input. Each failure comes with what was sent, what came back, what the platform " +
    "would have made of it, and what to change. The exit code is 0 when no MUST fails, 1 when one does, and 2 when " +
    "the server could not be checked. A server on another machine is only put under load after a yes.",
  arguments: [callTargetArgument],
  options: { ...commonOptions, ...checkOptions },
  run: (input) => runCheckCommand(input),
};
