/** OpenAI's responses: items instead of messages, which a client may also refer to by their ids. */
import { type Answer, type Dialect, openAiRefusal, type StreamFrame } from "./dialect.ts";
import {
  asList,
  asObject,
  assistantMessage,
  asText,
  type ModelServerMessage,
  mergeAssistant,
  parseInput,
  textOf,
} from "./request.ts";

type Item = Readonly<Record<string, unknown>> & { readonly id: string };
type Fields = Readonly<Record<string, unknown>>;

/** Remembers what it answered: clients refer to it instead of sending it again. */
export function createResponses(): Dialect {
  const stored = new Map<string, Item>();
  return {
    api: "responses",
    path: "/v1/responses",
    read({ instructions, input, tools }) {
      const given = typeof input === "string" ? [{ role: "user", content: input }] : asList(input);
      const items = given.map(asObject).map((item) => (item.type === "item_reference" ? find(stored, item) : item));
      const isSystem = ({ role }: Fields): boolean => role === "system" || role === "developer";
      const system = items.filter(isSystem).map(({ content }) => textOf(content));
      return {
        instructions: [...(typeof instructions === "string" ? [instructions] : []), ...system].join("\n\n"),
        messages: mergeAssistant(items.filter((item) => !isSystem(item)).map(readItem)),
        toolNames: asList(tools).map((tool) => asText(asObject(tool).name)),
      };
    },
    stream(answer) {
      const items = itemsOf(answer);
      const frames: StreamFrame[] = [
        frame("response.created", { response: { ...head(answer), status: "in_progress", output: [] } }),
        ...items.flatMap((item, index) => itemFrames(answer, item, index)),
        frame("response.completed", { response: { ...head(answer), ...completed(answer, items) } }),
      ];
      return frames.map((one, index) => ({ ...one, data: { ...(one.data as object), sequence_number: index } }));
    },
    whole: (answer) => ({ ...head(answer), ...completed(answer, itemsOf(answer)) }),
    remember(answer) {
      for (const item of itemsOf(answer)) stored.set(item.id, item);
    },
    refusal: openAiRefusal,
  };
}

function find(stored: ReadonlyMap<string, Item>, { id }: Fields): Item {
  const item = stored.get(asText(id));
  if (item === undefined) throw new Error(`Item with id '${asText(id)}' not found.`);
  return item;
}

function readItem(item: Fields): ModelServerMessage {
  switch (item.type) {
    case "function_call": {
      const call = { id: asText(item.call_id), name: asText(item.name), input: parseInput(item.arguments) };
      return assistantMessage("", [call]);
    }
    case "function_call_output":
      return { role: "tool", text: textOf(item.output), toolCallId: asText(item.call_id) };
    case "reasoning":
      return assistantMessage("", [], textOf(item.summary));
    default: {
      const text = textOf(item.content);
      return item.role === "assistant" ? assistantMessage(text) : { role: "user", text };
    }
  }
}

function itemsOf({ id, reasoning, text, toolCalls }: Answer): Item[] {
  const summary = [{ type: "summary_text", text: reasoning.join("") }];
  const content = [{ type: "output_text", text: text.join(""), annotations: [] }];
  return [
    ...(reasoning.length === 0 ? [] : [{ type: "reasoning", id: `rs_${id}`, summary }]),
    ...(text.length === 0
      ? []
      : [{ type: "message", id: `msg_${id}`, role: "assistant", status: "completed", content }]),
    ...toolCalls.map((call, index) => ({
      type: "function_call",
      id: `fc_${id}_${index}`,
      call_id: call.id,
      name: call.name,
      arguments: call.input,
      status: "completed",
    })),
  ];
}

function itemFrames({ reasoning, text }: Answer, item: Item, index: number): StreamFrame[] {
  const place = { item_id: item.id, output_index: index };
  const added = (fields: Fields, isPiece = false): StreamFrame =>
    frame("response.output_item.added", { output_index: index, item: { ...item, ...fields } }, isPiece);
  const done = frame("response.output_item.done", { output_index: index, item });
  switch (item.type) {
    case "reasoning": {
      const part = { ...place, summary_index: 0 };
      return [
        added({ summary: [] }),
        frame("response.reasoning_summary_part.added", { ...part, part: { type: "summary_text", text: "" } }),
        ...reasoning.map((delta) => frame("response.reasoning_summary_text.delta", { ...part, delta }, true)),
        frame("response.reasoning_summary_part.done", part),
        done,
      ];
    }
    case "message": {
      const part = { ...place, content_index: 0 };
      return [
        added({ status: "in_progress", content: [] }),
        ...text.map((delta) => frame("response.output_text.delta", { ...part, delta }, true)),
        frame("response.output_text.done", { ...part, text: text.join("") }),
        done,
      ];
    }
    default:
      return [
        added({ status: "in_progress", arguments: "" }, true),
        frame("response.function_call_arguments.delta", { ...place, delta: item.arguments }, true),
        frame("response.function_call_arguments.done", { ...place, arguments: item.arguments }),
        done,
      ];
  }
}

function head({ id, model, createdAtMs }: Answer): object {
  return { id: `resp_${id}`, object: "response", created_at: Math.floor(createdAtMs / 1_000), model };
}

function completed(
  { usage: { inputTokens, outputTokens, cachedInputTokens } }: Answer,
  output: readonly Item[],
): object {
  return {
    status: "completed",
    output,
    usage: {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: cachedInputTokens },
      output_tokens: outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: inputTokens + outputTokens,
    },
  };
}

function frame(type: string, fields: Fields, isPiece = false): StreamFrame {
  return { event: type, data: { type, ...fields }, isPiece };
}
