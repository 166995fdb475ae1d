/** Anthropic's messages. */
import type { Answer, Dialect, StreamFrame } from "./dialect.ts";
import { breachOfMessages } from "./messages-rules.ts";
import {
  asList,
  asObject,
  assistantMessage,
  asText,
  type ModelServerMessage,
  mergeAssistant,
  textOf,
} from "./request.ts";

type Block = Readonly<Record<string, unknown>>;

export const messages: Dialect = {
  api: "messages",
  path: "/v1/messages",
  read: ({ system, messages, tools }) => ({
    instructions: textOf(system),
    messages: mergeAssistant(asList(messages).map(asObject).flatMap(readMessage)),
    toolNames: asList(tools).map((tool) => asText(asObject(tool).name)),
  }),
  breach: breachOfMessages,
  stream(answer) {
    const { input_tokens, cache_read_input_tokens } = usageOf(answer);
    const usage = { input_tokens, cache_read_input_tokens, cache_creation_input_tokens: 0, output_tokens: 1 };
    return [
      frame("message_start", { message: { ...head(answer), content: [], stop_reason: null, usage } }),
      ...blocksOf(answer).flatMap(({ start, deltas }, index) => [
        frame("content_block_start", { index, content_block: start }, start.type === "tool_use"),
        ...deltas.map((delta) => frame("content_block_delta", { index, delta }, delta.type !== "signature_delta")),
        frame("content_block_stop", { index }),
      ]),
      frame("message_delta", {
        delta: { stop_reason: stopReason(answer), stop_sequence: null },
        usage: { output_tokens: answer.usage.outputTokens },
      }),
      frame("message_stop", {}),
    ];
  },
  whole: (answer) => ({
    ...head(answer),
    content: blocksOf(answer).map(({ whole }) => whole),
    stop_reason: stopReason(answer),
    stop_sequence: null,
    usage: usageOf(answer),
  }),
  refusal(status, message) {
    const types: Readonly<Record<number, string>> = {
      400: "invalid_request_error",
      401: "authentication_error",
      404: "not_found_error",
      429: "rate_limit_error",
      529: "overloaded_error",
    };
    return { type: "error", error: { type: types[status] ?? "api_error", message } };
  },
};

function readMessage({ role, content }: Block): ModelServerMessage[] {
  const blocks = (typeof content === "string" ? [{ type: "text", text: content }] : asList(content)).map(asObject);
  const ofType = (type: string): Block[] => blocks.filter((block) => block.type === type);
  const text = textOf(ofType("text"));
  if (role === "assistant") {
    const calls = ofType("tool_use").map(({ id, name, input }) => ({ id: asText(id), name: asText(name), input }));
    const reasoning = ofType("thinking").map(({ thinking }) => asText(thinking));
    return [assistantMessage(text, calls, reasoning.join(""))];
  }
  const results = ofType("tool_result").map(
    (block): ModelServerMessage => ({
      role: "tool",
      text: textOf(block.content),
      toolCallId: asText(block.tool_use_id),
    }),
  );
  return text === "" && results.length > 0 ? results : [...results, { role: "user", text }];
}

interface AnswerBlock {
  readonly start: Block;
  readonly deltas: readonly Block[];
  readonly whole: Block;
}

function blocksOf({ id, reasoning, text, toolCalls }: Answer): AnswerBlock[] {
  const signature = `signature-of-${id}`;
  const thinking: AnswerBlock = {
    start: { type: "thinking", thinking: "", signature: "" },
    deltas: [
      ...reasoning.map((piece) => ({ type: "thinking_delta", thinking: piece })),
      { type: "signature_delta", signature },
    ],
    whole: { type: "thinking", thinking: reasoning.join(""), signature },
  };
  const spoken: AnswerBlock = {
    start: { type: "text", text: "" },
    deltas: text.map((piece) => ({ type: "text_delta", text: piece })),
    whole: { type: "text", text: text.join("") },
  };
  const calls = toolCalls.map(
    (call): AnswerBlock => ({
      start: { type: "tool_use", id: call.id, name: call.name, input: {} },
      deltas: [{ type: "input_json_delta", partial_json: call.input }],
      whole: { type: "tool_use", id: call.id, name: call.name, input: JSON.parse(call.input) },
    }),
  );
  return [...(reasoning.length === 0 ? [] : [thinking]), ...(text.length === 0 ? [] : [spoken]), ...calls];
}

function head({ id, model }: Answer): object {
  return { id: `msg_${id}`, type: "message", role: "assistant", model };
}

function stopReason({ toolCalls }: Answer): string {
  return toolCalls.length === 0 ? "end_turn" : "tool_use";
}

/** Unlike the others, this provider counts cached tokens apart from the rest. */
function usageOf({ usage }: Answer): Record<string, number> {
  return {
    input_tokens: usage.inputTokens - usage.cachedInputTokens,
    cache_read_input_tokens: usage.cachedInputTokens,
    output_tokens: usage.outputTokens,
  };
}

function frame(type: string, fields: object, isPiece = false): StreamFrame {
  return { event: type, data: { type, ...fields }, isPiece };
}
