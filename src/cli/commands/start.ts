/** `repartee start`: an agent in production. */
import type { Command } from "../command.ts";
import { type CommonOptionValues, commonOptions, type ServeOptionValues, serveOptions } from "../options/index.ts";
import { serve } from "../serve.ts";

export const startCommand: Command<CommonOptionValues & ServeOptionValues> = {
  summary: "Run an agent in production: all addresses, only the platform may connect, JSON logs",
  description:
    "Runs the agent for the platform. Without a file, the model of --model answers, or else the guide's dummy agent.",
  arguments: [{ name: "agent.ts", description: "File whose default export is the agent", required: false }],
  options: { ...commonOptions, ...serveOptions },
  run: (input) => serve(input, { forAuthor: false }),
};
