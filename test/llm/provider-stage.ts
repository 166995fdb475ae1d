/** Lets many calls at a time talk to one server that speaks like the providers do, each by a script of its own. */
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { toModel } from "../../src/agents/llm/ai-sdk.ts";
import type { Model, ModelRequest } from "../../src/agents/llm/index.ts";
import { type ModelServer, type ModelServerStep, startModelServer } from "../../src/testing/index.ts";
import type { Beat } from "./scripted-model.ts";

export type Play = (messages: ModelRequest["messages"], index: number) => readonly Beat[];

export interface ProviderStage {
  /**
   * A model of the AI SDK, of a provider that changes with the seed. `play` says what it does, in the context of the
   * agent that asks.
   */
  makeModel(seed: number, play: Play): Model;
  readonly server: ModelServer;
}

/**
 * @param factor how much faster than the machine's the calls' clock runs: the model's pauses are shortened by it.
 * @param marks what of a conversation must reach the provider.
 */
export async function openProviderStage(factor: number, marks: (told: string) => string[]): Promise<ProviderStage> {
  const planned = new Map<string, { readonly step: ModelServerStep; readonly marks: readonly string[] }>();
  const server = await startModelServer({
    script({ model, messages }) {
      const plan = planned.get(model);
      if (plan === undefined) throw new Error(`nobody asked for ${model}`);
      planned.delete(model);
      const told = JSON.stringify(messages);
      const lost = plan.marks.filter((mark) => !told.includes(mark));
      if (lost.length > 0) throw new Error(`the provider was not told of ${lost.join(", ")}`);
      return plan.step;
    },
  });
  const openai = createOpenAI({ baseURL: server.baseUrl, apiKey: "key" });
  const anthropic = createAnthropic({ baseURL: server.baseUrl, apiKey: "key" });
  const providers = [
    (id: string) => openai.chat(id),
    (id: string) => openai.responses(id),
    (id: string) => anthropic(id),
  ];
  return {
    server,
    makeModel(seed, play) {
      let asked = 0;
      return {
        name: "provider",
        async *generate(request) {
          const id = `${seed}-${asked}`;
          const beats = play(request.messages, asked);
          asked += 1;
          planned.set(id, { step: toStep(beats, factor), marks: marks(JSON.stringify(request.messages)) });
          yield* toModel(providers[seed % providers.length]?.(id)).generate(request);
        },
      };
    },
  };
}

/** Pauses within the answer are left out. */
function toStep(beats: readonly Beat[], factor: number): ModelServerStep {
  const [firstTokenMs = 0] = beats.filter((beat) => typeof beat === "number");
  return {
    firstTokenMs: firstTokenMs / factor,
    text: beats.filter((beat) => typeof beat === "string"),
    toolCalls: beats.flatMap((beat) =>
      typeof beat === "object" && "callId" in beat ? [{ id: beat.callId, name: beat.name, input: beat.input }] : [],
    ),
  };
}
