/**
 * Watch calls: log, metrics, redaction.
 * @module
 */

// Metrics
export type { AgentMetricsSnapshot } from "./agent-metrics.ts";
// Observers
export { combineObservers } from "./combine-observers.ts";
// Log
export { createConversationLog } from "./conversation-log.ts";
// Errors
export { type DescribeErrorOptions, describeError, type ErrorDescription } from "./describe-error.ts";
export type { HistogramSnapshot } from "./histogram.ts";
export { createLog, type Log, type LogFields, type LogLevel, type LogOptions, silentLog } from "./log.ts";
export { createMetrics, type Metrics, type MetricsSnapshot } from "./metrics.ts";
// Redaction
export { redactEmailAddresses, redactNumbers, redactText } from "./redact.ts";
export { createSessionLog, type SessionLogOptions } from "./session-log.ts";
