/** What is left of a call: the platform's call object, the times of its turns, its messages, and what went wrong. */
import type { CallDetails, TranscriptItem, Utterance } from "../protocol/index.ts";
import { type DisconnectionReason, isErrorReason } from "./disconnection.ts";
import type { ServerNote } from "./events.ts";
import type { FindingCode } from "./finding-codes.ts";
import type { Finding, FindingLog } from "./findings.ts";
import type { FrameLog, FrameRecord } from "./frame-log.ts";
import type { CallLatency } from "./latency.ts";
import type { NoteTotals } from "./note-totals.ts";
import type { Transcript } from "./transcript.ts";
import type { TurnTiming } from "./turn-timing.ts";

/** The platform's call object, under the platform's names. */
export interface CallObject extends CallDetails {
  call_status: "ended" | "error";
  /** Milliseconds since the Unix epoch; of the first open connection, or of the dial when none opened. */
  start_timestamp: number;
  end_timestamp: number;
  duration_ms: number;
  /** A line for each utterance. */
  transcript: string;
  transcript_object: Utterance[];
  transcript_with_tool_calls: TranscriptItem[];
  latency: CallLatency;
  disconnection_reason: DisconnectionReason;
}

/** A line of the platform's detail log. */
export interface LogLine {
  /** Milliseconds since the call was placed. */
  readonly atMs: number;
  readonly text: string;
}

/** What the server's agent told of its own work. */
export interface NoteRecord extends ServerNote {
  /** When it told, in milliseconds since the call was placed. */
  readonly atMs: number;
}

export interface CallReport {
  readonly call: CallObject;
  /** The URL that was dialled, call id included. */
  readonly url: string;
  /** Each turn of the agent, withdrawn ones included, up to {@link keptTurns}. */
  readonly turns: readonly TurnTiming[];
  /** What would have gone wrong unnoticed, in order of time; of each code at most 50. */
  readonly findings: readonly Finding[];
  /** How often each code was found. */
  readonly findingCounts: Readonly<Partial<Record<FindingCode, number>>>;
  readonly log: readonly LogLine[];
  /** The messages in both directions, transcripts cut to two utterances; the oldest go first in a long call. */
  readonly frames: readonly FrameRecord[];
  /** Messages that are not in `frames` any more. */
  readonly forgottenFrames: number;
  /** Connections that were opened. */
  readonly connections: number;
  /** Models that were asked, tools that were called, and the like; empty unless the agent is known from within. */
  readonly notes: readonly NoteRecord[];
  /** The sums of the notes; absent when there are none. */
  readonly noteTotals?: NoteTotals;
}

/** Turns kept for the report; further ones are left out. */
export const keptTurns = 10_000;
/** Log lines kept for the report; further ones are left out. */
export const keptLogLines = 2_000;

export interface ReportParts {
  readonly details: CallDetails;
  readonly url: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly reason: DisconnectionReason;
  readonly transcript: Transcript;
  readonly latency: CallLatency;
  readonly turns: readonly TurnTiming[];
  readonly findings: FindingLog;
  readonly log: readonly LogLine[];
  readonly frames: FrameLog;
  readonly connections: number;
}

export function toReport(parts: ReportParts): CallReport {
  const { transcript, findings, frames } = parts;
  return {
    call: {
      ...parts.details,
      call_status: isErrorReason(parts.reason) ? "error" : "ended",
      start_timestamp: parts.startMs,
      end_timestamp: parts.endMs,
      duration_ms: parts.endMs - parts.startMs,
      transcript: transcript.toText(),
      transcript_object: structuredClone(transcript.utterances),
      transcript_with_tool_calls: structuredClone(transcript.woven),
      latency: parts.latency,
      disconnection_reason: parts.reason,
    },
    url: parts.url,
    turns: parts.turns,
    findings: findings.kept,
    findingCounts: findings.counts(),
    log: parts.log,
    frames: frames.kept,
    forgottenFrames: frames.forgottenCount,
    connections: parts.connections,
    notes: [],
  };
}
