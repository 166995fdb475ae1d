/** Options that every command takes. */
import type { LogLevel } from "../../observe/index.ts";
import { choice, text } from "./kinds.ts";
import type { OptionTable } from "./option.ts";

export interface CommonOptionValues {
  readonly config: string | undefined;
  readonly logLevel: LogLevel;
}

export const commonOptions: OptionTable<CommonOptionValues> = {
  config: {
    kind: text("file"),
    description: "Config file; without this, repartee.config.{ts,mts,js,mjs,json} of the working directory if there",
    default: undefined,
    environment: "REPARTEE_CONFIG",
  },
  logLevel: {
    kind: choice<LogLevel>(["debug", "info", "warn", "error"]),
    description: "The least important messages to log; debug also shows where errors come from",
    default: "info",
    environment: "REPARTEE_LOG_LEVEL",
  },
};
