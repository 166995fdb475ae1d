/** `repartee console`: the dashboard alone, for a server that runs elsewhere or is written in another language. */
import type { Command } from "../command.ts";
import { type CommonOptionValues, type ConsoleOptionValues, commonOptions, consoleOptions } from "../options/index.ts";
import { serveConsole } from "../serve-console.ts";

export const consoleCommand: Command<CommonOptionValues & ConsoleOptionValues> = {
  summary: "Serve the dashboard alone: a page on this machine that calls a server in any language",
  description:
    "Serves a page that makes web calls to the server as the platform would, by voice or by keyboard, and shows each " +
    "message with what the platform would make of it. Only this machine can open it.",
  arguments: [
    {
      name: "url",
      description: "The server's URL without a call id, to fill in on the page: ws, wss, http or https",
      required: false,
    },
  ],
  options: { ...commonOptions, ...consoleOptions },
  run: serveConsole,
};
