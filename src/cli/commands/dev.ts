/** `repartee dev`: an agent while it is being written. */
import type { Command } from "../command.ts";
import {
  type CommonOptionValues,
  commonOptions,
  type ServeOptionValues,
  serveOptions,
  withDefaults,
} from "../options/index.ts";
import { serve } from "../serve.ts";

export const devCommand: Command<CommonOptionValues & ServeOptionValues> = {
  summary: "Run an agent on this machine only, with readable logs, and reload it when a file is saved",
  description:
    "Runs the agent for this machine: programs here connect freely, everybody else has to be allowed. A saved change " +
    "is taken over at the next turn; a turn in progress finishes on the old code, and an agent that does not load " +
    "leaves the last good one in place. Without a file, the model of --model answers, or else the guide's dummy agent.",
  arguments: [{ name: "agent.ts", description: "File whose default export is the agent", required: false }],
  options: {
    ...commonOptions,
    ...withDefaults(serveOptions, { host: "localhost", drainTimeout: 0, logFormat: "pretty" }),
  },
  run: (input) => serve(input, { forAuthor: true }),
};
