/** Options as data, and how their values are found. */

// Groups
export { type CommonOptionValues, commonOptions } from "./common-options.ts";
// Kinds
export { choice, duration, integer, list, onOff, record, text } from "./kinds.ts";
// Option
export {
  type AnyOptionTable,
  type Option,
  type OptionKind,
  type OptionTable,
  toFlagName,
  withDefaults,
} from "./option.ts";
// Parsing
export { type ParsedArguments, parseArguments } from "./parse-arguments.ts";
export { type OptionSources, resolveOptions } from "./resolve-options.ts";
export { type ServeOptionValues, serveOptions } from "./serve-options.ts";
