/** An agent that thinks: a language model with tools, behind the platform's voice. */
import type { Utterance } from "../../protocol/index.ts";
import type { Agent, AgentOutput, AgentReply, Call, Turn, Update } from "../../session/index.ts";
import { endCall } from "../actions.ts";
import { defineAgent } from "../define-agent.ts";
import { type Account, createAccount } from "./account.ts";
import { toModel } from "./ai-sdk.ts";
import { answerTurn } from "./answer-turn.ts";
import { checkToolNames } from "./check-tool-names.ts";
import { EarlyGeneration } from "./early-generation.ts";
import { bindHandOvers, mainPart, type ResolvedPart, resolveParts } from "./hand-over.ts";
import { Heard } from "./heard.ts";
import { buildHistory } from "./history.ts";
import { goodbyeOptions, sayGoodbye } from "./last-reminder.ts";
import { defaultEnding, hasReachedLimit } from "./limits.ts";
import { type CallMemory, createCallMemories } from "./memory.ts";
import { notAtOnce } from "./not-at-once.ts";
import { nowIn } from "./now.ts";
import type { FromContext, LlmAgentOptions, LlmContext } from "./options.ts";
import { resolveLlmOptions, resolveModels } from "./resolve-options.ts";
import type { AgentTools } from "./tool.ts";

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
  const parting = goodbyeOptions(resolved);
  const parts = resolveParts(options, resolved, (model) => resolveModels(model, toModel));
  const memoryOf = createCallMemories<State>(options.state ?? (() => ({}) as State), resolved.clock);
  const contextOf = (call: Call): LlmContext<State> => ({
    call,
    variables: call.variables,
    metadata: metadataOf(call),
    state: memoryOf(call).state,
    now: nowIn(resolved.clock.now(), options.timeZone),
  });
  const resolve = <Value>(value: FromContext<Value, State>, call: Call): Value =>
    typeof value === "function" ? (value as (context: LlmContext<State>) => Value)(contextOf(call)) : value;

  const partOf = ({ activePart }: CallMemory<State>): ResolvedPart<State> =>
    parts.get(activePart) ?? (parts.get(mainPart) as ResolvedPart<State>);

  const instructionsOf = (call: Call): string => {
    const instructions = resolve(partOf(memoryOf(call)).instructions, call);
    if (typeof instructions !== "string") throw notAtOnce("instructions", "a text", instructions);
    return instructions;
  };
  const toolsOf = (call: Call): AgentTools => {
    const memory = memoryOf(call);
    const tools = resolve(partOf(memory).tools, call);
    if (typeof tools !== "object" || tools === null || "then" in tools) {
      throw notAtOnce("tools", "an object of tools", tools);
    }
    checkToolNames("", tools);
    return bindHandOvers(tools, parts, memory);
  };
  const accountOf = (call: Call): Account => createAccount(call, memoryOf(call), resolved.prices);

  const farewell = ({ call, responseId }: Turn): readonly AgentOutput[] => {
    const ending = resolved.limits.ending ?? defaultEnding;
    const { ahead, sent } = memoryOf(call);
    ahead.drop();
    sent.set(responseId, ending);
    call.note({ kind: "rung", responseId, rung: "limit" });
    return [ending, endCall()];
  };
  const mustEnd = (memory: CallMemory<State>): boolean =>
    hasReachedLimit(resolved.limits, memory, resolved.clock.now());
  const answer = (
    turn: Turn,
    memory: CallMemory<State>,
    added = "",
    turnOptions = resolved,
  ): AsyncIterable<AgentOutput> =>
    answerTurn({
      turn,
      memory,
      options: turnOptions,
      models: () => partOf(memory).models,
      instructions: () => `${instructionsOf(turn.call)}${added === "" ? "" : `\n\n${added}`}`,
      tools: () => toolsOf(turn.call),
      early: memory.ahead.asked(turn.transcript),
      onGeneration: (generation) => accountOf(turn.call).add(generation, turn.responseId),
    });
  const begin = (call: Call, memory: CallMemory<State>, transcript: readonly Utterance[]): EarlyGeneration => {
    const { tools: ledger, sent } = memory;
    memory.breakOff?.();
    // The request will tell of results as the caller knows them by then.
    ledger.hear(new Heard(transcript));
    return new EarlyGeneration({
      model: partOf(memory).models[0],
      request: {
        instructions: instructionsOf(call),
        messages: buildHistory({
          transcript,
          tools: ledger.records,
          sent,
          maxCharacters: resolved.maxHistoryCharacters,
        }),
        tools: toolsOf(call),
        mayCallTools: resolved.maxSteps > 1,
      },
      clock: resolved.clock,
      longestMs: resolved.ladder.turnMs,
      callSignal: call.signal,
      onGeneration: (generation) => accountOf(call).add(generation, undefined),
    });
  };

  const onUpdate = ({ call, transcript }: Update): void => {
    const memory = memoryOf(call);
    if (!mustEnd(memory)) memory.ahead.updated(transcript, () => begin(call, memory, transcript));
  };

  return defineAgent({
    config: { auto_reconnect: true, call_details: true },
    ...(resolved.ahead ? { onUpdate } : {}),
    async greeting(call) {
      // The call's time begins here, whatever the greeting is.
      const { sent } = memoryOf(call);
      const greeting = await resolve(options.greeting ?? null, call);
      if (typeof greeting === "string") sent.set(0, greeting);
      return greeting;
    },
    respond(turn): AgentReply {
      const memory = memoryOf(turn.call);
      memory.reminderCount = 0;
      return mustEnd(memory) ? farewell(turn) : answer(turn, memory);
    },
    async *remind(turn) {
      const memory = memoryOf(turn.call);
      if (mustEnd(memory)) {
        yield* farewell(turn);
        return;
      }
      memory.reminderCount += 1;
      const { endCallAfterReminders: most, lastReminderGoodbye: goodbye } = resolved;
      const isLast = most > 0 && memory.reminderCount >= most;
      if (!isLast) yield* answer(turn, memory, resolved.reminderInstructions);
      else yield* sayGoodbye(turn, memory, answer(turn, memory, resolved.lastReminderInstructions, parting), goodbye);
    },
  });
}

function metadataOf({ details }: Call): Readonly<Record<string, unknown>> {
  const metadata = details?.metadata;
  return typeof metadata === "object" && metadata !== null ? (metadata as Record<string, unknown>) : {};
}
