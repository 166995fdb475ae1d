/** OpenAI's chat completions, which many other servers speak, too. */
import { type Answer, type AnsweredToolCall, type Dialect, openAiRefusal, type StreamFrame } from "./dialect.ts";
import {
  asList,
  asObject,
  assistantMessage,
  asText,
  type ModelServerMessage,
  parseInput,
  type RequestedToolCall,
  textOf,
} from "./request.ts";

export const chatCompletions: Dialect = {
  api: "chat-completions",
  path: "/v1/chat/completions",
  read({ messages, tools }) {
    const all = asList(messages).map(asObject);
    const isSystem = ({ role }: Readonly<Record<string, unknown>>): boolean =>
      role === "system" || role === "developer";
    return {
      instructions: all
        .filter(isSystem)
        .map(({ content }) => textOf(content))
        .join("\n\n"),
      messages: all.filter((message) => !isSystem(message)).map(readMessage),
      toolNames: asList(tools).map((tool) => asText(asObject(asObject(tool).function).name)),
    };
  },
  stream(answer, body) {
    const chunk = (delta: object, finishReason: string | null = null): object => ({
      ...head(answer, "chat.completion.chunk"),
      choices: [{ index: 0, delta, finish_reason: finishReason }],
    });
    const piece = (delta: object): StreamFrame => ({ data: chunk(delta), isPiece: true });
    const wantsUsage = asObject(body.stream_options).include_usage === true;
    return [
      { data: chunk({ role: "assistant", content: "" }) },
      ...answer.reasoning.map((text) => piece({ reasoning_content: text })),
      ...answer.text.map((text) => piece({ content: text })),
      ...answer.toolCalls.flatMap((call, index) => [
        piece({ tool_calls: [{ index, ...toolCall({ ...call, input: "" }) }] }),
        piece({ tool_calls: [{ index, function: { arguments: call.input } }] }),
      ]),
      { data: chunk({}, finishReason(answer)) },
      ...(wantsUsage
        ? [{ data: { ...head(answer, "chat.completion.chunk"), choices: [], usage: usageOf(answer) } }]
        : []),
      { data: "[DONE]" },
    ];
  },
  whole: (answer) => ({
    ...head(answer, "chat.completion"),
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: answer.text.join(""),
          ...(answer.reasoning.length === 0 ? {} : { reasoning_content: answer.reasoning.join("") }),
          ...(answer.toolCalls.length === 0 ? {} : { tool_calls: answer.toolCalls.map(toolCall) }),
        },
        finish_reason: finishReason(answer),
      },
    ],
    usage: usageOf(answer),
  }),
  refusal: openAiRefusal,
};

function readMessage(message: Readonly<Record<string, unknown>>): ModelServerMessage {
  const text = textOf(message.content);
  if (message.role === "tool") return { role: "tool", text, toolCallId: asText(message.tool_call_id) };
  if (message.role !== "assistant") return { role: "user", text };
  return assistantMessage(text, asList(message.tool_calls).map(readToolCall), asText(message.reasoning_content));
}

function readToolCall(value: unknown): RequestedToolCall {
  const call = asObject(value);
  const { name, arguments: input } = asObject(call.function);
  const signature = asObject(asObject(call.extra_content).google).thought_signature;
  return {
    id: asText(call.id),
    name: asText(name),
    input: parseInput(input),
    ...(signature === undefined ? {} : { signature: asText(signature) }),
  };
}

function head({ id, model, createdAtMs }: Answer, object: string): object {
  return { id: `chatcmpl-${id}`, object, created: Math.floor(createdAtMs / 1_000), model };
}

function toolCall({ id, name, input, signature }: AnsweredToolCall): object {
  const extra = signature === undefined ? {} : { extra_content: { google: { thought_signature: signature } } };
  return { id, type: "function", function: { name, arguments: input }, ...extra };
}

function finishReason({ toolCalls }: Answer): string {
  return toolCalls.length === 0 ? "stop" : "tool_calls";
}

function usageOf({ usage: { inputTokens, outputTokens, cachedInputTokens } }: Answer): object {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: cachedInputTokens },
  };
}
