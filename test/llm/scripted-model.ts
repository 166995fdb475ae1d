/** A model for tests: what it does in each generation is a function of what it is asked. */
import type { Model, ModelPart, ModelRequest, ModelToolCall } from "../../src/agents/llm/index.ts";
import type { Clock } from "../../src/internal/index.ts";

/** A pause in ms, or something that the model says or does. */
export type Beat = number | string | ModelToolCall | Error;

/** @param play what the model does when it is asked for the n-th time (from 0) with this. */
export function scriptedModel(
  clock: Clock,
  play: (request: ModelRequest, index: number) => readonly Beat[],
  name = "scripted",
): Model & { readonly requests: readonly ModelRequest[] } {
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

function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clock.clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
