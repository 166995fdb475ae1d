/** `repartee explain`: what an audit of a check, or a finding of a call, is about. */
import { runExplain } from "../check/index.ts";
import type { Command } from "../command.ts";
import { type CommonOptionValues, commonOptions } from "../options/index.ts";

export const explainCommand: Command<CommonOptionValues> = {
  summary: "Tell what an audit of a check, or a finding of a call, is about, and what to change",
  description:
    "Prints what an audit asks of a server, what the platform does with one that fails it, and what to change; for the " +
    "code of a finding of a call, what to change. Without an id, all audits are listed.",
  arguments: [{ name: "id", description: "An audit's id or a finding's code, as a report shows it", required: false }],
  options: commonOptions,
  run: runExplain,
};
