/** Everything that can be followed while a call runs, for terminals, dashboards, recordings and tests. */
import type { AgentConfig, TranscriptItem } from "../protocol/index.ts";
import type { DisconnectionReason } from "./disconnection.ts";
import type { Finding } from "./findings.ts";
import type { FrameRecord } from "./frame-log.ts";
import type { AgentAction, TurnKind } from "./turn.ts";
import type { TurnTiming } from "./turn-timing.ts";

/** `live` is with an open connection. */
export type CallState = "connecting" | "live" | "reconnecting" | "ended";

/** What happened, without its time. */
export type CallEventBody =
  | { readonly type: "state-changed"; readonly state: CallState; readonly reason?: DisconnectionReason }
  /** A line of the platform's own detail log, in its wording. */
  | { readonly type: "line-logged"; readonly text: string }
  /** A message in either direction, and what became of it. */
  | { readonly type: "frame-passed"; readonly frame: FrameRecord }
  | { readonly type: "finding-made"; readonly finding: Finding }
  /** `early`: the caller may go on, and nothing is spoken before that is clear. */
  | { readonly type: "request-made"; readonly responseId: number; readonly kind: TurnKind; readonly early: boolean }
  /** The caller went on before the answer was heard. */
  | { readonly type: "request-withdrawn"; readonly responseId: number }
  /** Text that is about to be spoken, sentence by sentence: what a real voice would be given. */
  | { readonly type: "speech-queued"; readonly turnId: number; readonly text: string }
  | { readonly type: "agent-started"; readonly turnId: number; readonly kind: TurnKind; readonly timing: TurnTiming }
  /** A word was heard. `text` has the white space around it; times are ms since the call was placed. */
  | {
      readonly type: "agent-word";
      readonly turnId: number;
      readonly text: string;
      readonly startMs: number;
      readonly endMs: number;
    }
  /** All that has come was spoken; `mayContinue` while the response is not complete. */
  | { readonly type: "agent-stopped"; readonly turnId: number; readonly mayContinue: boolean }
  /** The agent was cut off; `unheard` is what the caller did not hear. */
  | {
      readonly type: "agent-interrupted";
      readonly turnId: number;
      readonly by: InterruptedBy;
      readonly unheard: string;
    }
  /** A turn of the agent is over, spoken or not. */
  | { readonly type: "turn-finished"; readonly timing: TurnTiming }
  | { readonly type: "backchannel-spoken"; readonly word: string }
  /** What the caller's utterance is understood to be so far; `open` until their turn is over. */
  | { readonly type: "caller-heard"; readonly text: string; readonly open: boolean }
  | { readonly type: "key-pressed"; readonly digit: string; readonly taken: boolean }
  | { readonly type: "action-run"; readonly turnId: number; readonly action: AgentAction }
  | { readonly type: "action-discarded"; readonly turnId: number; readonly action: AgentAction }
  | { readonly type: "tool-reported"; readonly item: TranscriptItem }
  | { readonly type: "agent-updated"; readonly config: AgentConfig }
  | { readonly type: "metadata-received"; readonly metadata: Readonly<Record<string, unknown>> }
  /** The server told of its agent's own work: only where it is known from within. No words of the conversation. */
  | { readonly type: "agent-noted"; readonly note: ServerNote }
  /** The round trip of a keep-alive. */
  | { readonly type: "round-trip-measured"; readonly ms: number };

/** Numbers and names by the server's own names; times in ms. */
export interface ServerNote {
  /** Such as `generation`, `tool` or `rung`. */
  readonly kind: string;
  readonly [name: string]: string | number | boolean | undefined;
}

export type InterruptedBy = "caller" | "key" | "agent_interrupt";

/** `atMs` counts from the moment the call was placed. */
export type CallEvent = CallEventBody & { readonly atMs: number };
