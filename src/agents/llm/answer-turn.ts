/** One turn of an LLM agent: generates, runs tools, generates again, and always comes to an end. */
import { type Channel, createChannel } from "../../internal/index.ts";
import type { AgentOutput, RungNote, Turn } from "../../session/index.ts";
import { transfer } from "../actions.ts";
import { generateStep } from "./generate-step.ts";
import type { Generation } from "./generation.ts";
import { wasHeard } from "./heard.ts";
import { buildHistory, callerTurns } from "./history.ts";
import { watchSilence } from "./ladder.ts";
import type { CallMemory } from "./memory.ts";
import type { ModelMessage } from "./model.ts";
import type { ResolvedLlmOptions } from "./resolve-options.ts";
import { runTools } from "./run-tools.ts";
import type { AgentTools } from "./tool.ts";
import { createVoice, type Voice } from "./voice.ts";

export interface TurnInput<State> {
  readonly turn: Turn;
  readonly memory: CallMemory<State>;
  readonly options: ResolvedLlmOptions;
  /** Of this turn: instructions and tools may depend on the call's state, which a tool may change. */
  readonly instructions: () => string;
  readonly tools: () => AgentTools;
  readonly onGeneration: (generation: Generation) => void;
}

/** What is said and done, as it comes. */
export function answerTurn<State>(input: TurnInput<State>): AsyncIterable<AgentOutput> {
  const out = createChannel<AgentOutput>();
  const voice = createVoice(out, input.options.silenceWords);
  void speak(input, out, voice).finally(() => out.end());
  return out;
}

async function speak<State>(input: TurnInput<State>, out: Channel<AgentOutput>, voice: Voice): Promise<void> {
  const { turn, memory, options } = input;
  const { clock, ladder } = options;
  const startedAtMs = clock.now();
  const onRung = (rung: RungNote["rung"]): void => turn.call.note({ kind: "rung", responseId: turn.responseId, rung });
  const silence = watchSilence({
    clock,
    ladder,
    voice,
    said: memory.saidHoldLines,
    signal: turn.signal,
    onHeld: () => onRung("holding-line"),
  });
  try {
    const { transcript } = turn;
    const messages: ModelMessage[] = buildHistory({
      transcript,
      tools: memory.tools.records,
      sent: memory.sent,
      maxCharacters: options.maxHistoryCharacters,
    });
    for (let step = 1; step <= options.maxSteps; step += 1) {
      const tools = step === options.maxSteps ? {} : input.tools();
      const { toolCalls, text } = await generateStep({
        models: options.models,
        request: { instructions: input.instructions(), messages, tools, signal: silence.signal },
        voice,
        clock,
        ladder,
        isAction: (name) => Object.hasOwn(tools, name) && tools[name]?.kind === "action",
        onGeneration: input.onGeneration,
        onTrouble: onRung,
      });
      if (toolCalls.length === 0) break;
      const { results, ending } = await runTools({
        calls: toolCalls,
        tools,
        turn,
        state: memory.state,
        ledger: memory.tools,
        voice,
        clock,
        confirmedAtMs: startedAtMs + options.confirmMs,
        callerTurn: callerTurns(transcript),
        wasHeard: (responseId) => wasHeard(transcript, memory.sent.get(responseId) ?? ""),
      });
      if (ending !== undefined) {
        voice.act(ending.action, ending.say);
        break;
      }
      voice.finish();
      messages.push({ role: "assistant", text, toolCalls }, { role: "tool", results });
    }
    for (const record of memory.tools.records) {
      // The model knew of it when it spoke: once that answer was heard, the caller knows, too.
      if (record.result !== undefined) record.toldIn.add(turn.responseId);
    }
  } catch {
    if (turn.signal.aborted) return;
    // Every model has failed, or the turn has taken too long.
    if (voice.answered === "") {
      onRung("apology");
      voice.say(ladder.apology);
    }
    if (ladder.transferTo !== undefined) {
      onRung("transfer");
      out.push(transfer(ladder.transferTo));
    }
  } finally {
    voice.finish();
    silence.stop();
    memory.sent.set(turn.responseId, voice.answered);
  }
}
