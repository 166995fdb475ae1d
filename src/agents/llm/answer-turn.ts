/** One turn of an LLM agent: generates, runs tools, generates again, and always comes to an end. */
import { type Channel, createChannel } from "../../internal/index.ts";
import type { AgentOutput, RungNote, Turn } from "../../session/index.ts";
import { transfer } from "../actions.ts";
import { generateStep } from "./generate-step.ts";
import type { Generation } from "./generation.ts";
import { callerTurns } from "./history.ts";
import { watchSilence } from "./ladder.ts";
import type { CallMemory } from "./memory.ts";
import { offerAgain, rememberAction } from "./pending-action.ts";
import type { ResolvedLlmOptions } from "./resolve-options.ts";
import { runTools } from "./run-tools.ts";
import type { AgentTools } from "./tool.ts";
import { createTurnMessages } from "./turn-messages.ts";
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
    const callerTurn = callerTurns(transcript);
    const ledger = memory.tools;
    ledger.hear(transcript);
    if (actAgain(input, voice)) return;
    const { maxHistoryCharacters: maxCharacters } = options;
    const messages = createTurnMessages({ transcript, ledger, sent: memory.sent, maxCharacters, voice, callerTurn });
    for (let step = 1; step <= options.maxSteps; step += 1) {
      const tools = step === options.maxSteps ? {} : input.tools();
      const { toolCalls, text } = await generateStep({
        models: options.models,
        request: { instructions: input.instructions(), messages: messages.next(), tools, signal: silence.signal },
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
        ledger,
        voice,
        clock,
        startedAtMs,
        confirmMs: options.confirmMs,
        signal: silence.signal,
        callerTurn,
      });
      if (ending !== undefined) {
        voice.act(ending.action, ending.say);
        memory.pendingAction = rememberAction(ledger, ending, { text: voice.said, callerTurn });
        break;
      }
      voice.finish();
      messages.add({ role: "assistant", text, toolCalls }, { role: "tool", results });
    }
    messages.answered();
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
    memory.sent.set(turn.responseId, voice.said);
  }
}

/** Does what the caller's "thanks" has wiped out, without asking the model again. @returns false when there is nothing. */
function actAgain<State>({ turn, memory }: TurnInput<State>, voice: Voice): boolean {
  const { pendingAction } = memory;
  if (pendingAction === undefined) return false;
  const again = offerAgain(pendingAction, turn.transcript);
  // Later words answer the reminder, and not what was said with the action.
  if (turn.reason === "reminder") memory.pendingAction = undefined;
  if (again === undefined || turn.reason === "reminder") return false;
  voice.insist(again.action, again.closing);
  return true;
}
