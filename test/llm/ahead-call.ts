/** A call of an agent that generates ahead of the question, in virtual time. */
import { type LlmAgentOptions, llmAgent, type ModelRequest } from "../../src/agents/llm/index.ts";
import type { Utterance } from "../../src/protocol/index.ts";
import type { AgentNote, GenerationNote } from "../../src/session/index.ts";
import type { ScriptedModel } from "../../src/testing/index.ts";
import { type Beat, scriptedModel } from "./scripted-model.ts";
import { type TimedCall, timedCall } from "./timed-call.ts";

export interface AheadCall extends TimedCall {
  readonly model: ScriptedModel;
}

export const question = "When are you open?";
/** What the model says to everything, unless a test has it say something else. */
export const answer: readonly Beat[] = [300, "We are open ", 100, "till five. ", 400, "Come by."];

export async function aheadCall(
  play: readonly Beat[] | ((request: ModelRequest, index: number) => readonly Beat[]) = answer,
  options: Partial<LlmAgentOptions> = {},
): Promise<AheadCall> {
  let model: ScriptedModel | undefined;
  const call = await timedCall((clock) => {
    model = scriptedModel(clock, typeof play === "function" ? play : () => play, "m");
    return llmAgent({ model, instructions: "Help them.", clock, ahead: true, ...options });
  });
  return Object.assign(call, { model: model as ScriptedModel });
}

export const user = (content: string): Utterance[] => [{ role: "user", content }];

export const generations = (notes: readonly AgentNote[]): GenerationNote[] =>
  notes.filter((note): note is GenerationNote => note.kind === "generation");
