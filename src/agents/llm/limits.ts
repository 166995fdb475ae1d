/** What one call may take at most. */
import type { CallMemory } from "./memory.ts";
import type { CallLimits } from "./options.ts";

export const defaultEnding = "I am afraid we have to stop here. Goodbye.";

/** Whether the call has reached one of its limits. */
export function hasReachedLimit<State>(
  { tokens, costUsd, minutes }: CallLimits,
  memory: CallMemory<State>,
  nowMs: number,
): boolean {
  if (tokens !== undefined && memory.tokens >= tokens) return true;
  if (costUsd !== undefined && memory.costUsd >= costUsd) return true;
  return minutes !== undefined && nowMs - memory.startedAtMs >= minutes * 60_000;
}
