/** Runs what a model called in one step: side by side, each by the rules of its effect. */
import type { Clock } from "../../internal/index.ts";
import type { Action, Turn } from "../../session/index.ts";
import type { ModelToolCall, ModelToolResult } from "./model.ts";
import type { AgentTools } from "./tool.ts";
import type { ToolLedger } from "./tool-ledger.ts";
import type { Voice } from "./voice.ts";

export interface RunToolsInput {
  readonly calls: readonly ModelToolCall[];
  readonly tools: AgentTools;
  readonly turn: Turn;
  readonly state: unknown;
  readonly ledger: ToolLedger;
  readonly voice: Voice;
  readonly clock: Clock;
  /** The turn counts as confirmed from then on, in ms of the clock. */
  readonly confirmedAtMs: number;
  /** The caller's utterances so far: where the records belong. */
  readonly callerTurn: number;
}

export interface ToolsOutcome {
  /** One for each call, in their order. */
  readonly results: readonly ModelToolResult[];
  /** Ends the turn. */
  readonly action: { readonly action: Action; readonly say: string | undefined } | undefined;
}

/** Never throws: what a tool throws is a result that the model can speak about. */
export function runTools(_input: RunToolsInput): Promise<ToolsOutcome> {
  throw new Error("written next");
}
