/**
 * The stand-in for the voice platform: places a call to any server, in any language, and reports what a real
 * platform would have made of it.
 * @module
 */

// Call
export { type PlatformCall, startCall } from "./call.ts";
export { callUrl } from "./call-url.ts";
// Callers
export type { Caller, CallerLine, Heard } from "./caller.ts";
export type { SayOptions } from "./caller-voice.ts";
export { type PlatformCallDetails, toCallDetails } from "./details.ts";
// Line
export type { Dialer, DialHandlers, LineSocket } from "./dialer.ts";
export { type DisconnectionReason, isErrorReason } from "./disconnection.ts";
// Events
export type { CallEvent, CallEventBody, CallState, InterruptedBy, ServerNote } from "./events.ts";
export { defaultFaults, type FaultRange, type Faults, type PlannedFault, randomFaults } from "./faults.ts";
// Findings
export { type FindingCode, type FindingKind, type FindingLevel, findingKinds } from "./finding-codes.ts";
export type { Finding } from "./findings.ts";
export type { FrameRecord } from "./frame-log.ts";
export { frameVerdicts } from "./frame-verdicts.ts";
export { type MarkupKind, markupIn } from "./judge-speech.ts";
export { type CallLatency, LatencyLog, type LatencyStatistics } from "./latency.ts";
export { type LiveCaller, liveCaller } from "./live-caller.ts";
export { defaultModel, type PlatformModel } from "./model.ts";
export { type GenerationTotals, type NoteTotals, withNotes } from "./note-totals.ts";
export { type ObservedCall, observeCall } from "./observed-call.ts";
export type { PlatformCallOptions } from "./options.ts";
export { type RandomCallerOptions, randomCaller } from "./random-caller.ts";
// Recording
export { type Recording, type RecordingHead, readRecording, recordCall } from "./recording.ts";
// Report
export type { CallObject, CallReport, LogLine, NoteRecord } from "./report.ts";
export {
  type CallerStep,
  hangUp,
  type InterruptionPoint,
  interrupt,
  mumble,
  pause,
  press,
  say,
  scriptedCaller,
  silence,
  waitForAgent,
} from "./scripted-caller.ts";
export { toServerNote } from "./server-note.ts";
export { defaultSettings, type PlatformSettings, type UserDtmfOptions } from "./settings.ts";
export type { SpeakingRate } from "./speech-clock.ts";
export type { AgentAction, TurnKind, TurnOutcome } from "./turn.ts";
export type { TurnTiming } from "./turn-timing.ts";
export { dialWebSocket } from "./ws-dialer.ts";
