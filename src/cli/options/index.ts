/** Options as data, and how their values are found. */

// Groups
export { type CallOptionValues, callOptions } from "./call-options.ts";
export { type CheckOptionValues, checkOptions } from "./check-options.ts";
export { type CommonOptionValues, commonOptions } from "./common-options.ts";
export { type ConsoleOptionValues, consoleOptions } from "./console-options.ts";
// Option
export {
  type AnyOptionTable,
  type Option,
  type OptionTable,
  toFlagName,
  withDefaults,
} from "./option.ts";
// Parsing
export { parseArguments } from "./parse-arguments.ts";
export { type OptionSources, resolveOptions } from "./resolve-options.ts";
export { type ServeOptionValues, serveOptions } from "./serve-options.ts";
