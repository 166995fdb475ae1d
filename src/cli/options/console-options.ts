/** Options of the command that serves the dashboard alone. */
import type { OptionTable } from "./option.ts";
import { type ServeOptionValues, serveOptions } from "./serve-options.ts";

export type ConsoleOptionValues = Pick<ServeOptionValues, "port">;

export const consoleOptions: OptionTable<ConsoleOptionValues> = { port: serveOptions.port };
