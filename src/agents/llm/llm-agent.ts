/** An agent that thinks: a language model with tools, behind the platform's voice. */
import type { Agent, Call, Turn } from "../../session/index.ts";
import { endCall } from "../actions.ts";
import { defineAgent } from "../define-agent.ts";
import { createAccount } from "./account.ts";
import { toModel } from "./ai-sdk.ts";
import { answerTurn } from "./answer-turn.ts";
import { type CallMemory, createCallMemories } from "./memory.ts";
import { nowIn } from "./now.ts";
import type { FromContext, LlmAgentOptions, LlmContext } from "./options.ts";
import { resolveLlmOptions } from "./resolve-options.ts";

/**
 * @throws ReparteeError `bad-option` for an option that cannot be used.
 *
 * @example
 * export default llmAgent({
 *   model: openai("gpt-5-mini"),
 *   instructions: "You are Ava, who books visits for a dental practice. Speak in short sentences.",
 *   greeting: ({ variables }) => `Hi ${variables.customer_name ?? "there"}, how may I help you?`,
 *   tools: { end_call: endCall() },
 * });
 */
export function llmAgent<State = Record<string, unknown>>(options: LlmAgentOptions<State>): Agent {
  const resolved = resolveLlmOptions(options, toModel);
  const memoryOf = createCallMemories<State>(options.state ?? (() => ({}) as State));
  const contextOf = (call: Call): LlmContext<State> => ({
    call,
    variables: call.variables,
    state: memoryOf(call).state,
    now: nowIn(resolved.clock.now(), options.timeZone),
  });
  const resolve = <Value>(value: FromContext<Value, State>, call: Call): Value =>
    typeof value === "function" ? (value as (context: LlmContext<State>) => Value)(contextOf(call)) : value;

  const answer = (turn: Turn, memory: CallMemory<State>, added = "") =>
    answerTurn({
      turn,
      memory,
      options: resolved,
      instructions: () => `${resolve(options.instructions, turn.call)}${added === "" ? "" : `\n\n${added}`}`,
      tools: () => resolve(options.tools ?? {}, turn.call),
      onGeneration: (generation) =>
        createAccount(turn.call, memory, resolved.prices).add(generation, turn.responseId, "answer"),
    });

  return defineAgent({
    config: { auto_reconnect: true, call_details: true },
    greeting: (call) => resolve(options.greeting ?? null, call),
    respond(turn) {
      const memory = memoryOf(turn.call);
      memory.reminderCount = 0;
      return answer(turn, memory);
    },
    async *remind(turn) {
      const memory = memoryOf(turn.call);
      memory.reminderCount += 1;
      yield* answer(turn, memory, resolved.reminderInstructions);
      if (memory.reminderCount === resolved.endCallAfterReminders) yield endCall();
    },
  });
}
