/** The scripted model of `repartee/testing`, in as few words as tests want it. */
import type { ModelRequest } from "../../src/agents/llm/index.ts";
import type { Clock } from "../../src/internal/index.ts";
import { createScriptedModel, type ModelBeat, type ScriptedModel } from "../../src/testing/index.ts";

export type Beat = ModelBeat;

/** @param play what the model does when it is asked for the n-th time (from 0) with this. */
export function scriptedModel(
  clock: Clock,
  play: (request: ModelRequest, index: number) => readonly Beat[],
  name = "scripted",
): ScriptedModel {
  return createScriptedModel({ clock, play, name });
}
