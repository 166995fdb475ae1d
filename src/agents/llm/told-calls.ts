/** The tool calls of a conversation, for a model that may call none. */
import type { ModelMessage, ModelToolCall } from "./model.ts";
import { toArguments } from "./tool-text.ts";

/** The names of all tools that were called, each once. */
export function calledTools(messages: readonly ModelMessage[]): string[] {
  const calls = messages.flatMap((message) => (message.role === "assistant" ? message.toolCalls : []));
  return [...new Set(calls.map(({ name }) => name))];
}

/**
 * Tells calls and results in words: in brackets and to the model, so that it takes them neither for what the caller
 * said, nor for a way to call a tool.
 */
export function toolCallsAsNotes(messages: readonly ModelMessage[]): ModelMessage[] {
  const told: ModelMessage[] = [];
  let calls: readonly ModelToolCall[] = [];
  const add = (text: string): void => {
    const last = told.at(-1);
    if (last?.role !== "user") told.push({ role: "user", text });
    else told[told.length - 1] = { role: "user", text: `${last.text}\n${text}` };
  };
  for (const message of messages) {
    if (message.role === "assistant") {
      calls = message.toolCalls;
      if (message.text.trim() !== "") told.push({ ...message, toolCalls: [] });
    } else if (message.role === "user") {
      add(message.text);
    } else {
      for (const [at, { name, content, successful }] of message.results.entries()) {
        const outcome = successful ? "The result" : "It failed";
        add(`(You have called the tool "${name}" with ${toArguments(calls[at]?.input)}. ${outcome}: ${content})`);
      }
    }
  }
  return told;
}
