/** Runs what a model called in one step: side by side, each by the rules of its effect. */
import { setMaxListeners } from "node:events";
import type { Action } from "../../session/index.ts";
import { checkInput } from "./check-input.ts";
import type { ConfirmationInput } from "./confirmation.ts";
import type { ModelToolCall, ModelToolResult } from "./model.ts";
import { runFunction } from "./run-function.ts";
import type { ActionTool, AgentTools } from "./tool.ts";
import type { ToolLedger } from "./tool-ledger.ts";
import { failure, reasonOf } from "./tool-text.ts";
import { untilAborted } from "./until-aborted.ts";
import type { Voice } from "./voice.ts";

/** What confirms the turn, and what its tools share. */
export interface RunToolsInput extends ConfirmationInput {
  readonly calls: readonly ModelToolCall[];
  readonly tools: AgentTools;
  readonly state: unknown;
  readonly ledger: ToolLedger;
  readonly voice: Voice;
  /** The caller's utterances so far: where the records belong. */
  readonly callerTurn: number;
}

/** What ends the turn. */
export interface TurnEnding {
  readonly action: Action;
  readonly say: string | undefined;
  readonly tool: ActionTool;
  readonly call: ModelToolCall;
  readonly result: string;
}

export interface ToolsOutcome {
  /** One for each call, in their order. */
  readonly results: readonly ModelToolResult[];
  readonly ending: TurnEnding | undefined;
}

/** The model wrote an input that the tool's schema does not take. */
class ToolInputRefused extends Error {
  override readonly name = "ToolInputRefused";
}

const leftOutNote = "Only one action can end a turn; this one was left out.";

/**
 * What a tool throws is a result that the model can speak about.
 * @throws the signal's reason when the turn is withdrawn or has taken too long; tools that are to be finished go on.
 */
export async function runTools(input: RunToolsInput): Promise<ToolsOutcome> {
  // Any number of tools may wait for these, without Node's warning on the console.
  setMaxListeners(0, input.signal, input.turn.call.signal);
  const found: { ending?: TurnEnding } = {};
  const act = (tool: ActionTool, call: ModelToolCall, value: unknown): ModelToolResult => {
    if (found.ending !== undefined) return failure(call, leftOutNote);
    try {
      const { action, say, result = "done" } = tool.act(value, input.turn.call);
      if (action !== undefined) found.ending = { action, say, tool, call, result };
      return { callId: call.callId, name: call.name, content: result, successful: true };
    } catch (error) {
      return failure(call, `It failed: ${reasonOf(error)}.`);
    }
  };
  const runOne = async (call: ModelToolCall): Promise<ModelToolResult> => {
    // By its own name alone: "constructor" is no tool.
    const tool = Object.hasOwn(input.tools, call.name) ? input.tools[call.name] : undefined;
    if (tool === undefined) return failure(call, `There is no tool "${call.name}". ${namesOf(input.tools)}`);
    const checked = await checkInput(tool.input, call.input);
    if (checked.problem !== undefined) {
      noteRefusal(input, call.name, checked.problem);
      return failure(call, `The input cannot be used: ${checked.problem}`);
    }
    return tool.kind === "function" ? runFunction(input, tool, call, checked.value) : act(tool, call, checked.value);
  };
  const results = await untilAborted(Promise.all(input.calls.map(runOne)), input.signal);
  const { ending } = found;
  const hasFailed = results.some(({ successful, content }) => !successful && content !== leftOutNote);
  if (ending === undefined || !hasFailed) return { results, ending };
  // What the model wanted to say with the action did not reckon with the failure.
  const notDone = failure(ending.call, "Not done, because something else failed: tell the caller first.");
  return {
    results: results.map((result, at) => (input.calls[at] === ending.call ? notDone : result)),
    ending: undefined,
  };
}

/** Which tool it was is known then; a name that no tool has may be any words, and is not told. */
function noteRefusal({ turn }: RunToolsInput, name: string, problem: string): void {
  const error = new ToolInputRefused(problem);
  const { responseId } = turn;
  turn.call.note({ kind: "tool", responseId, name, outcome: "failed", durationMs: 0, confirmWaitMs: 0, error });
}

function namesOf(tools: AgentTools): string {
  const names = Object.keys(tools);
  return names.length === 0 ? "There is none at all: answer in words." : `There are: ${names.join(", ")}.`;
}
