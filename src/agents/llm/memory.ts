/** What an LLM agent keeps of one call, over all of its turns and connections. */
import type { Clock } from "../../internal/index.ts";
import type { Call } from "../../session/index.ts";
import { Ahead } from "./ahead.ts";
import { mainPart } from "./hand-over.ts";
import { notAtOnce } from "./not-at-once.ts";
import type { PendingAction } from "./pending-action.ts";
import { createToolLedger, type ToolLedger } from "./tool-ledger.ts";

export interface CallMemory<State> {
  readonly state: State;
  /** The part of the agent that the call was handed over to. */
  activePart: string;
  /** When the agent was first asked for anything: the greeting. By the clock. */
  readonly startedAtMs: number;
  /** Every tool call of the call, of withdrawn turns too. */
  readonly tools: ToolLedger;
  /** What the newest answer asked the platform to do, as long as it is not known whether it was done. */
  pendingAction: PendingAction | undefined;
  /** Holding lines that were said. */
  readonly saidHoldLines: Set<string>;
  /** What was sent for each request, and as the greeting under 0, to tell where the caller interrupted. */
  readonly sent: Map<number, string>;
  /** Notes what the turn that runs has sent so far as all that there will be: for when the caller speaks over it. */
  breakOff: (() => void) | undefined;
  /** Reminders since the caller last spoke. */
  reminderCount: number;
  /** What is generated before it is asked for. */
  readonly ahead: Ahead;
  /** Tokens of kept, withdrawn and early generations. */
  tokens: number;
  costUsd: number;
}

export type CallMemories<State> = (call: Call) => CallMemory<State>;

/** The memory goes with the call: nothing is kept of calls that nobody holds any more. */
export function createCallMemories<State>(makeState: () => State, clock: Clock): CallMemories<State> {
  const memories = new WeakMap<Call, CallMemory<State>>();
  return (call) => {
    let memory = memories.get(call);
    if (memory === undefined) {
      memory = {
        state: checkedState(makeState()),
        activePart: mainPart,
        startedAtMs: clock.now(),
        tools: createToolLedger(),
        pendingAction: undefined,
        saidHoldLines: new Set(),
        sent: new Map(),
        breakOff: undefined,
        reminderCount: 0,
        ahead: new Ahead(),
        tokens: 0,
        costUsd: 0,
      };
      memories.set(call, memory);
    }
    return memory;
  };
}

function checkedState<State>(state: State): State {
  if (typeof state === "object" && state !== null && !(state instanceof Promise)) return state;
  throw notAtOnce("state", "an object", state);
}
