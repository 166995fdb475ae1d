/**
 * What crosses the wire between a voice platform and your server: types, schemas and a codec that never throws.
 * Runs in a browser too.
 * @module
 */

// Body
export type { Body, BodyContent } from "./body.ts";
// Call
export { type CallDetails, callDetailsSchema, callVariables } from "./call-details.ts";
// Closing
export { badJsonClose, binaryMessageClose, type Close, closeCodes } from "./close-codes.ts";
// Codec
export { decodePlatformFrame, type PlatformFrame } from "./decode-platform.ts";
export { decodeServerFrame, type ServerFrame } from "./decode-server.ts";
export { encodeEvent } from "./encode.ts";
// Platform
export {
  type CallDetailsEvent,
  callDetailsEventSchema,
  type InteractionType,
  type PlatformEvent,
  type PlatformPingPong,
  platformEventSchemas,
  platformPingPongSchema,
  type ReminderRequired,
  type ResponseRequired,
  reminderRequiredSchema,
  responseRequiredSchema,
  type Turntaking,
  type UpdateOnly,
  updateOnlySchema,
} from "./platform-events.ts";
// Problems
export type { FrameProblem, FrameProblemCode, ProblemFrame } from "./problem.ts";
// Server
export {
  type AgentConfig,
  type AgentInterrupt,
  agentInterruptSchema,
  type Config,
  type ConfigEvent,
  configEventSchema,
  type MetadataEvent,
  metadataEventSchema,
  type ResponseEvent,
  type ResponseType,
  responseEventSchema,
  type ServerEvent,
  type ServerPingPong,
  type SpeechFields,
  serverEventSchemas,
  serverPingPongSchema,
  type ToolCallInvocation,
  type ToolCallResult,
  toolCallInvocationSchema,
  toolCallResultSchema,
  type UpdateAgent,
  updateAgentSchema,
} from "./server-events.ts";
// Timing
export {
  brokenReconnects,
  connectAttempts,
  connectRetryDelayMs,
  connectTimeoutMs,
  keepAliveReconnects,
  pingIntervalMs,
  pingTimeoutMs,
} from "./timing.ts";
// Transcript
export {
  type TranscriptItem,
  transcriptItemSchema,
  type Utterance,
  unintelligibleAudio,
  utteranceSchema,
  type Word,
  wordSchema,
} from "./utterance.ts";
