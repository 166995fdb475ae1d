/**
 * Watch calls: log, metrics, redaction.
 * @module
 */

// Log
export type { Log, LogFields, LogLevel } from "./log.ts";
