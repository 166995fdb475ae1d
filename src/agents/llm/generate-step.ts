/** One generation, by the first model that gets a word out. */
import type { Clock } from "../../internal/index.ts";
import type { Model, ModelRequest, ModelToolCall, ModelUsage } from "./model.ts";
import type { LadderOptions } from "./options.ts";
import type { Voice } from "./voice.ts";

export interface StepResult {
  readonly toolCalls: readonly ModelToolCall[];
  /** What the model said, as it said it. */
  readonly text: string;
}

/** What one generation took, whatever became of it. Times are in ms since the request to speak. */
export interface Generation {
  readonly model: string;
  readonly outcome: "kept" | "withdrawn" | "failed" | "stalled";
  readonly firstTokenMs: number | undefined;
  readonly usage: ModelUsage | undefined;
}

export interface StepInput {
  readonly models: readonly Model[];
  readonly request: ModelRequest;
  readonly voice: Voice;
  readonly clock: Clock;
  readonly ladder: LadderOptions;
  readonly onGeneration: (generation: Generation) => void;
}

/** @throws Error when every model has failed, or when `request.signal` fires. */
export async function generateStep({ models, request, voice }: StepInput): Promise<StepResult> {
  const [model] = models as [Model];
  const toolCalls: ModelToolCall[] = [];
  let text = "";
  for await (const part of model.generate(request)) {
    if (part.type === "text") {
      text += part.text;
      voice.push(part.text);
    } else if (part.type === "tool-call") {
      toolCalls.push(part.call);
    }
  }
  if (toolCalls.length === 0) voice.finish();
  return { toolCalls, text };
}
