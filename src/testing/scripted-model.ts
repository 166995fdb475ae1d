/** A language model that follows a script: for tests of an LLM agent without a provider, in virtual time. */
import type { Model, ModelPart, ModelRequest, ModelToolCall } from "../agents/index.ts";
import { type Clock, wait } from "../internal/index.ts";

/** A pause in ms, a piece of text, a call of a tool, or a failure of the provider. */
export type ModelBeat = number | string | ModelToolCall | Error;

export interface ScriptedModelOptions {
  /** The same that the call and its agent have: pauses are made on it. */
  readonly clock: Clock;
  /** What the model does when it is asked for the n-th time (from 0) with this. */
  readonly play: (request: ModelRequest, index: number) => readonly ModelBeat[];
  /** @default "scripted" */
  readonly name?: string;
}

export interface ScriptedModel extends Model {
  /** What it was asked, oldest first. */
  readonly requests: readonly ModelRequest[];
}

/**
 * @example
 * const clock = createVirtualClock();
 * const model = createScriptedModel({ clock, play: () => [350, "We are open ", 100, "till five."] });
 * const report = await placeCall({ agent: llmAgent({ model, clock, instructions: "…" }), clock, caller });
 */
export function createScriptedModel({ clock, play, name = "scripted" }: ScriptedModelOptions): ScriptedModel {
  const requests: ModelRequest[] = [];
  return {
    name,
    requests,
    async *generate(request): AsyncGenerator<ModelPart> {
      requests.push({ ...request, messages: structuredClone(request.messages) });
      let outputTokens = 0;
      for (const beat of play(request, requests.length - 1)) {
        if (typeof beat === "number") await wait(clock, beat, request.signal);
        else if (beat instanceof Error) throw beat;
        else if (typeof beat === "string") {
          outputTokens += 1;
          yield { type: "text", text: beat };
        } else {
          yield { type: "tool-call-started", name: beat.name };
          yield { type: "tool-call", call: beat };
        }
      }
      const usage = { inputTokens: request.messages.length, outputTokens, cachedInputTokens: 0 };
      yield { type: "end", usage, reason: "stop" };
    },
  };
}
