/** Makes a {@link Model} of any model of the AI SDK: the one file that knows the package `ai`. */
import {
  asSchema,
  type FlexibleSchema,
  jsonSchema,
  type LanguageModel,
  type LanguageModelUsage,
  type ModelMessage as SdkMessage,
  tool as sdkTool,
  streamText,
  type ToolSet,
} from "ai";
import { ReparteeError } from "../../errors.ts";
import type { Model, ModelMessage, ModelPart, ModelRequest, ModelTool, ModelUsage } from "./model.ts";

/**
 * @param model a model object of the AI SDK, the name of one for its gateway, or a {@link Model}.
 * @throws ReparteeError `bad-option` when it is none of them.
 */
export function toModel(model: unknown): Model {
  if (typeof model === "string" && model !== "") return createSdkModel(model, model);
  if (typeof model === "object" && model !== null) {
    if ("generate" in model && typeof model.generate === "function") return model as Model;
    if ("doStream" in model && "modelId" in model) return createSdkModel(String(model.modelId), model as LanguageModel);
  }
  throw new ReparteeError(
    "bad-option",
    'llmAgent: model must be a model of the AI SDK, such as openai("gpt-5-mini"), or a list of them',
  );
}

function createSdkModel(name: string, model: LanguageModel): Model {
  return {
    name,
    async *generate(request) {
      const { fullStream } = streamText({
        model,
        system: request.instructions,
        messages: request.messages.map(toSdkMessage),
        tools: toSdkTools(request),
        abortSignal: request.signal,
        // Another model of the list is the better second try: a caller is waiting.
        maxRetries: 0,
        // What goes wrong is thrown below; by itself the SDK would print it.
        onError: () => undefined,
      });
      for await (const part of fullStream) {
        if (part.type === "error") throw part.error;
        if (part.type === "abort") throw request.signal.reason;
        const ours = toPart(part);
        if (ours !== undefined) yield ours;
      }
    },
  };
}

type SdkPart = ReturnType<typeof streamText>["fullStream"] extends AsyncIterable<infer Part> ? Part : never;

function toPart(part: SdkPart): ModelPart | undefined {
  switch (part.type) {
    case "text-delta":
      return { type: "text", text: part.text };
    case "tool-input-start":
      return { type: "tool-call-started", name: part.toolName };
    case "tool-call":
      return {
        type: "tool-call",
        call: {
          callId: part.toolCallId,
          name: part.toolName,
          input: part.input,
          ...(part.providerMetadata === undefined ? {} : { providerData: part.providerMetadata }),
        },
      };
    case "finish":
      return { type: "end", usage: toUsage(part.totalUsage), reason: part.finishReason };
    default:
      return undefined;
  }
}

function toUsage({ inputTokens, outputTokens, inputTokenDetails }: LanguageModelUsage): ModelUsage {
  return {
    inputTokens: inputTokens ?? 0,
    outputTokens: outputTokens ?? 0,
    cachedInputTokens: inputTokenDetails?.cacheReadTokens ?? 0,
  };
}

function toSdkTools({ tools }: ModelRequest): ToolSet {
  return Object.fromEntries(Object.entries(tools).map(([name, tool]) => [name, toSdkTool(tool)]));
}

/** Only the shape goes to the SDK: the input is checked where the tool is run, so that a fault is told to the model. */
function toSdkTool({ description, input }: ModelTool): ToolSet[string] {
  const schema = asSchema(input as FlexibleSchema<unknown>);
  return sdkTool({ description, inputSchema: jsonSchema(() => schema.jsonSchema) });
}

function toSdkMessage(message: ModelMessage): SdkMessage {
  switch (message.role) {
    case "user":
      return { role: "user", content: message.text };
    case "assistant":
      return {
        role: "assistant",
        content: [
          ...(message.text === "" ? [] : [{ type: "text" as const, text: message.text }]),
          ...message.toolCalls.map(({ callId, name, input, providerData }) => ({
            type: "tool-call" as const,
            toolCallId: callId,
            toolName: name,
            input,
            ...(providerData === undefined ? {} : { providerOptions: providerData as never }),
          })),
        ],
      };
    case "tool":
      return {
        role: "tool",
        content: message.results.map(({ callId, name, content, successful }) => ({
          type: "tool-result" as const,
          toolCallId: callId,
          toolName: name,
          output: { type: successful ? ("text" as const) : ("error-text" as const), value: content },
        })),
      };
  }
}
