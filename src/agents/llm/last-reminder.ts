/** The last reminder in a row: the agent says goodbye, and the call ends whatever the model does. */
import type { AgentOutput, Turn } from "../../session/index.ts";
import { endCall } from "../actions.ts";
import type { CallMemory } from "./memory.ts";
import type { ResolvedLlmOptions } from "./resolve-options.ts";

/** Who is told goodbye is not asked to wait, to say it again, or to speak with somebody else. */
export function goodbyeOptions(options: ResolvedLlmOptions): ResolvedLlmOptions {
  const ladder = { ...options.ladder, holdAfterMs: 0, apology: options.lastReminderGoodbye, transferTo: undefined };
  return { ...options, ladder };
}

/** @param answer by {@link goodbyeOptions}. */
export async function* sayGoodbye<State>(
  { responseId }: Turn,
  memory: CallMemory<State>,
  answer: AsyncIterable<AgentOutput>,
  goodbye: string,
): AsyncGenerator<AgentOutput> {
  yield* answer;
  // The model itself may have ended the call, or transferred it.
  if (memory.pendingAction !== undefined) return;
  if (memory.sent.get(responseId) === "") {
    memory.sent.set(responseId, goodbye);
    yield goodbye;
  }
  yield endCall();
}
