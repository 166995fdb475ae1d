/** One turn of an LLM agent: generates, runs tools, generates again, and always comes to an end. */
import { type Channel, createChannel } from "../../internal/index.ts";
import type { AgentOutput, RungNote, Turn } from "../../session/index.ts";
import { transfer } from "../actions.ts";
import type { EarlyGeneration } from "./early-generation.ts";
import { AllModelsFailed, generateStep } from "./generate-step.ts";
import type { Generation } from "./generation.ts";
import { Heard, unfinished } from "./heard.ts";
import { type SilenceWatch, TurnOverdue, watchSilence } from "./ladder.ts";
import type { CallMemory } from "./memory.ts";
import type { Models } from "./model.ts";
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
  /** Of the next step, as the other two: a tool may have changed the call's state, or handed it over. */
  readonly models: () => Models;
  readonly instructions: () => string;
  readonly tools: () => AgentTools;
  /** What was begun for this turn before it was asked for. */
  readonly early: EarlyGeneration | undefined;
  readonly onGeneration: (generation: Generation) => void;
}

/** What is said and done, as it comes. */
export function answerTurn<State>(input: TurnInput<State>): AsyncIterable<AgentOutput> {
  const out = createChannel<AgentOutput>();
  const voice = createVoice(out, input.options.silenceWords, input.options.clock);
  void speak(input, out, voice).finally(() => out.end());
  return out;
}

async function speak<State>(input: TurnInput<State>, out: Channel<AgentOutput>, voice: Voice): Promise<void> {
  const { turn, memory, options } = input;
  const { clock, ladder } = options;
  const breakOff = (): void => {
    memory.sent.set(turn.responseId, unfinished(voice.said));
  };
  memory.breakOff = breakOff;
  // The next turn begins in the very tick in which this one is withdrawn, and looks for it.
  turn.signal.addEventListener("abort", breakOff, { once: true });
  const silence = watchSilence({
    clock,
    ladder,
    voice,
    said: memory.saidHoldLines,
    signal: turn.signal,
    onHeld: () => noteRung(turn, "holding-line"),
  });
  try {
    await takeSteps(input, voice, silence);
  } catch (error) {
    voice.drop();
    if (!turn.signal.aborted) giveUp(input, out, voice, silence, error);
  } finally {
    silence.stop();
    // Whatever kept the turn from taking it.
    input.early?.drop();
    turn.signal.removeEventListener("abort", breakOff);
    if (turn.signal.aborted) breakOff();
    else memory.sent.set(turn.responseId, voice.said);
    if (memory.breakOff === breakOff) memory.breakOff = undefined;
  }
}

/** @throws AllModelsFailed or TurnOverdue when there is no answer; what the agent's own functions throw. */
async function takeSteps<State>(input: TurnInput<State>, voice: Voice, silence: SilenceWatch): Promise<void> {
  const { turn, memory, options } = input;
  const { clock, ladder, silenceWords, confirmMs, maxSteps, maxHistoryCharacters: maxCharacters } = options;
  const { transcript } = turn;
  const { signal } = silence;
  const startedAtMs = clock.now();
  const heard = new Heard(transcript);
  const { place } = heard;
  const ledger = memory.tools;
  ledger.hear(heard);
  if (actAgain(input, heard, voice)) return;
  const messages = createTurnMessages({ transcript, ledger, sent: memory.sent, maxCharacters, voice, place });
  for (let step = 1; step <= maxSteps; step += 1) {
    const tools = input.tools();
    const mayCallTools = step < maxSteps;
    const told = { instructions: input.instructions(), messages: messages.next(), tools, mayCallTools };
    const [first, ...others] = input.models();
    const early = step === 1 ? input.early?.takeFor(told) : undefined;
    const { toolCalls, text } = await generateStep({
      ...{ models: [early ?? first, ...others], early, voice, clock, ladder, silenceWords },
      request: { ...told, signal },
      isAction: (name) => Object.hasOwn(tools, name) && tools[name]?.kind === "action",
      onGeneration: input.onGeneration,
      onTrouble: (rung) => noteRung(turn, rung),
    });
    if (toolCalls.length === 0) return messages.answered();
    if (!mayCallTools) break;
    silence.resume();
    const { results, ending } = await runTools({
      ...{ calls: toolCalls, tools, turn, state: memory.state, ledger, voice },
      ...{ clock, startedAtMs, confirmMs, signal, callerTurn: place.callerTurn },
    });
    if (ending !== undefined) {
      voice.act(ending.action, ending.say);
      memory.pendingAction = rememberAction(ledger, ending, { before: "", text: voice.said, ...place });
      return messages.answered();
    }
    voice.finish();
    // What was held back until now led over to the tools, too.
    silence.resume();
    messages.add({ role: "assistant", text, toolCalls }, { role: "tool", results });
  }
  throw new AllModelsFailed(`after ${maxSteps} steps there is still no answer, but a call of a tool`);
}

/** There is no answer, or no more of it: the last rung. */
function giveUp<State>(
  { turn, options }: TurnInput<State>,
  out: Channel<AgentOutput>,
  voice: Voice,
  silence: SilenceWatch,
  error: unknown,
): void {
  const { apology, transferTo } = options.ladder;
  if (error instanceof TurnOverdue && silence.isAnswering) {
    noteRung(turn, "cut-off");
    return;
  }
  noteRung(turn, "apology", error);
  voice.say(apology);
  if (transferTo === undefined) return;
  noteRung(turn, "transfer");
  out.push(transfer(transferTo));
}

function noteRung({ call, responseId }: Turn, rung: RungNote["rung"], error?: unknown): void {
  call.note({ kind: "rung", responseId, rung, ...(error === undefined ? {} : { error }) });
}

/** Does what the caller's "thanks" has wiped out, without asking the model again. @returns false when there is nothing. */
function actAgain<State>({ turn, memory }: TurnInput<State>, heard: Heard, voice: Voice): boolean {
  const { pendingAction } = memory;
  if (pendingAction === undefined) return false;
  const again = offerAgain(pendingAction, turn, heard);
  // Later words answer the reminder, and not what was said with the action; keys that nothing interrupts are pressed.
  if (turn.reason === "reminder" || again?.action.kind === "press_digits") memory.pendingAction = undefined;
  if (again === undefined) return false;
  voice.insist(again.action, again.closing);
  return true;
}
