/** Runs what a model called in one step: side by side, each by the rules of its effect. */
import type { Clock } from "../../internal/index.ts";
import type { Action, Turn } from "../../session/index.ts";
import { checkInput } from "./check-input.ts";
import type { ModelToolCall, ModelToolResult } from "./model.ts";
import { runFunction } from "./run-function.ts";
import type { AgentTools } from "./tool.ts";
import type { ToolLedger } from "./tool-ledger.ts";
import { untilAborted } from "./until-aborted.ts";
import type { Voice } from "./voice.ts";

export interface RunToolsInput {
  readonly calls: readonly ModelToolCall[];
  readonly tools: AgentTools;
  readonly turn: Turn;
  readonly state: unknown;
  readonly ledger: ToolLedger;
  readonly voice: Voice;
  readonly clock: Clock;
  /** When the turn counts as confirmed, in ms of the clock. */
  readonly confirmedAtMs: number;
  /** The caller's utterances so far: where the records belong. */
  readonly callerTurn: number;
  /** Whether what was said under this request was heard to its end. */
  readonly wasHeard: (responseId: number) => boolean;
}

/** What ends the turn. */
export interface TurnEnding {
  readonly action: Action;
  readonly say: string | undefined;
}

export interface ToolsOutcome {
  /** One for each call, in their order. */
  readonly results: readonly ModelToolResult[];
  readonly ending: TurnEnding | undefined;
}

/**
 * What a tool throws is a result that the model can speak about.
 * @throws the signal's reason when the turn is withdrawn; tools that are to be finished go on.
 */
export async function runTools(input: RunToolsInput): Promise<ToolsOutcome> {
  let ending: TurnEnding | undefined;
  const runOne = async (call: ModelToolCall): Promise<ModelToolResult> => {
    // By its own name alone: "constructor" is no tool.
    const tool = Object.hasOwn(input.tools, call.name) ? input.tools[call.name] : undefined;
    if (tool === undefined) return failure(call, `There is no tool "${call.name}".`);
    const checked = await checkInput(tool.input, call.input);
    if (checked.problem !== undefined) return failure(call, `The input cannot be used: ${checked.problem}`);
    if (tool.kind === "function") return runFunction(input, tool, call, checked.value);
    if (ending !== undefined) return failure(call, "Only one action can end a turn; this one was left out.");
    const { action, say, result = "done" } = tool.act(checked.value, input.turn.call);
    if (action !== undefined) ending = { action, say };
    return { callId: call.callId, name: call.name, content: result, successful: true };
  };
  const results = await untilAborted(Promise.all(input.calls.map(runOne)), input.turn.signal);
  return { results, ending };
}

export function failure({ callId, name }: ModelToolCall, content: string): ModelToolResult {
  return { callId, name, content, successful: false };
}
