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
import { withFitCallIds } from "./call-ids.ts";
import type {
  Model,
  ModelMessage,
  ModelPart,
  ModelRequest,
  ModelTool,
  ModelToolCall,
  ModelToolResult,
  ModelUsage,
} from "./model.ts";
import { type ProviderData, type ProviderMetadata, Thoughts, withoutReferences } from "./provider-data.ts";
import { calledTools, toolCallsAsNotes } from "./told-calls.ts";

/**
 * @param model a model object of the AI SDK, the name of one for its gateway, or a {@link Model}.
 * @throws ReparteeError `bad-option` when it is none of them.
 */
export function toModel(model: unknown): Model {
  if (typeof model === "string" && model !== "") return createSdkModel(model, model);
  if (typeof model === "object" && model !== null) {
    if ("generate" in model && typeof model.generate === "function") return model as Model;
    if ("doStream" in model && "modelId" in model) {
      if (typeof model.modelId === "string" && model.modelId !== "") {
        return createSdkModel(model.modelId, model as LanguageModel);
      }
      // The provider would only refuse it in the first call.
      throw new ReparteeError(
        "bad-option",
        "llmAgent: the model has no name; if it comes from an environment variable, that is not set",
      );
    }
  }
  throw new ReparteeError(
    "bad-option",
    'llmAgent: model must be a model of the AI SDK, such as openai("gpt-5-mini"), or a list of them',
  );
}

function createSdkModel(name: string, model: LanguageModel): Model {
  const provider = typeof model === "string" ? model : model.provider;
  return {
    name,
    async *generate(request) {
      const thoughts = new Thoughts();
      const { fullStream } = streamText({
        model,
        ...(request.instructions.trim() === "" ? {} : { system: request.instructions }),
        ...toSdkConversation(request, name, provider),
        abortSignal: request.signal,
        // Another model of the list is the better second try: a caller is waiting.
        maxRetries: 0,
        // What goes wrong is thrown below; by itself the SDK would print it.
        onError: () => undefined,
      });
      for await (const part of fullStream) {
        if (part.type === "error") throw part.error;
        if (part.type === "abort") throw request.signal.reason;
        const ours = toPart(part, provider, thoughts);
        if (ours !== undefined) yield ours;
      }
    },
  };
}

type SdkPart = ReturnType<typeof streamText>["fullStream"] extends AsyncIterable<infer Part> ? Part : never;

/** @param thoughts those of this generation: not spoken, but kept for the provider. */
function toPart(part: SdkPart, provider: string, thoughts: Thoughts): ModelPart | undefined {
  switch (part.type) {
    case "text-delta":
      return { type: "text", text: part.text };
    case "reasoning-start":
    case "reasoning-end":
      thoughts.add(part.id, "", part.providerMetadata);
      return undefined;
    case "reasoning-delta":
      thoughts.add(part.id, part.text, part.providerMetadata);
      return undefined;
    case "tool-input-start":
      return { type: "tool-call-started", name: part.toolName };
    case "tool-call": {
      const metadata = withoutReferences(part.providerMetadata);
      const providerData: ProviderData = { provider, thoughts: thoughts.take(), metadata };
      const isNeeded = providerData.thoughts.length > 0 || metadata !== undefined;
      const call = { callId: part.toolCallId, name: part.toolName, input: part.input };
      return { type: "tool-call", call: isNeeded ? { ...call, providerData } : call };
    }
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

/** What was called before stays known where nothing may be called now. */
function toSdkConversation({ messages, tools, mayCallTools }: ModelRequest, name: string, provider: string) {
  const isOffered = Object.keys(tools).length > 0;
  const mayCall = isOffered && mayCallTools;
  // The SDK takes every call and result away from a conversation in which Bedrock's models may call nothing.
  const told = !mayCall && provider === "amazon-bedrock" ? toolCallsAsNotes(messages) : withFitCallIds(messages);
  // Anthropic refuses calls in a conversation without tools, through whomever it is asked.
  const isStrict = /anthropic|claude|bedrock/i.test(`${provider} ${name}`);
  const former = isStrict && !isOffered ? calledTools(told) : [];
  return {
    messages: told.map((message) => toSdkMessage(message, provider)),
    tools: isOffered ? toSdkTools(tools) : Object.fromEntries(former.map((called) => [called, formerTool])),
    toolChoice: mayCall || (!isOffered && former.length === 0) ? ("auto" as const) : ("none" as const),
  };
}

/** Stands for a tool of the history that is not offered any more. */
const formerTool: ToolSet[string] = sdkTool({
  description: "Cannot be called now.",
  inputSchema: jsonSchema({ type: "object" }),
});

function toSdkTools(tools: ModelRequest["tools"]): ToolSet {
  return Object.fromEntries(Object.entries(tools).map(([name, tool]) => [name, toSdkTool(name, tool)]));
}

/** Only the shape goes to the SDK: the input is checked where the tool is run, so that a fault is told to the model. */
function toSdkTool(name: string, { description, input }: ModelTool): ToolSet[string] {
  try {
    const shape = asSchema(input as FlexibleSchema<unknown>).jsonSchema;
    return sdkTool({ description, inputSchema: jsonSchema(() => shape) });
  } catch (cause) {
    const { vendor } = input["~standard"];
    throw new ReparteeError(
      "bad-option",
      `llmAgent: the input of the tool "${name}" is a schema of ${vendor} that tells no JSON Schema; take a newer ` +
        `${vendor}, its adapter for Standard JSON Schema (such as toStandardJsonSchema of @valibot/to-json-schema), or zod`,
      { cause },
    );
  }
}

function toSdkMessage(message: ModelMessage, provider: string): SdkMessage {
  switch (message.role) {
    case "user":
      return { role: "user", content: message.text };
    case "assistant":
      return {
        role: "assistant",
        content: [
          // Before everything else: providers insist on it.
          ...message.toolCalls.flatMap((call) => toSdkThoughts(call, provider)),
          ...(message.text.trim() === "" ? [] : [{ type: "text" as const, text: message.text.trim() }]),
          ...message.toolCalls.map(toSdkToolCall),
        ],
      };
    case "tool":
      return { role: "tool", content: message.results.map(toSdkResult) };
  }
}

function toSdkThoughts({ providerData }: ModelToolCall, provider: string) {
  const data = providerData as ProviderData | undefined;
  if (data?.provider !== provider) return [];
  return data.thoughts.map(({ text, metadata }) => ({
    type: "reasoning" as const,
    text,
    ...toProviderOptions(metadata),
  }));
}

function toSdkToolCall({ callId, name, input, providerData }: ModelToolCall) {
  return {
    type: "tool-call" as const,
    toolCallId: callId,
    toolName: name,
    // What a model wrote instead of an object, providers would refuse to read again.
    input: typeof input === "object" && input !== null ? input : { input },
    ...toProviderOptions((providerData as ProviderData | undefined)?.metadata),
  };
}

function toSdkResult({ callId, name, content, successful }: ModelToolResult) {
  return {
    type: "tool-result" as const,
    toolCallId: callId,
    toolName: name,
    // Some providers refuse a result of nothing but blanks.
    output: { type: successful ? ("text" as const) : ("error-text" as const), value: content.trim() || "(nothing)" },
  };
}

function toProviderOptions(metadata: ProviderMetadata | undefined) {
  return metadata === undefined ? {} : { providerOptions: metadata as never };
}
