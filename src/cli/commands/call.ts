/** `repartee call`: the platform's half of a call, from a terminal. */
import { callTargetArgument, runCall } from "../call/index.ts";
import type { Command } from "../command.ts";
import { type CallOptionValues, type CommonOptionValues, callOptions, commonOptions } from "../options/index.ts";

export const callCommand: Command<CommonOptionValues & CallOptionValues> = {
  summary: "Call a server, in any language, as the platform would, and talk to its agent",
  description:
    "Calls a server as the platform would: the agent's words appear as they are spoken, with the time to the first " +
    "word and to the first sentence of each answer, and with whatever the platform would drop without a word. Type to " +
    "speak; typing while the agent speaks cuts it off; /help lists what else can be done; Ctrl-C hangs up. With --say, " +
    "or with lines piped in, each line waits for its turn. The exit code is 1 when the call ended in an error.",
  arguments: [callTargetArgument],
  options: { ...commonOptions, ...callOptions },
  run: (input) => runCall(input),
};
