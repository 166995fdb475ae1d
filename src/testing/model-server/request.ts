/** What a client asked, in the same words for every dialect. */

export type ModelServerApi = "chat-completions" | "responses" | "messages";

export interface RequestedToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly signature?: string;
}

/** Each result of a tool is a message of its own. */
export interface ModelServerMessage {
  readonly role: "user" | "assistant" | "tool";
  readonly text: string;
  /** Thoughts that the client gave back; of assistants only. */
  readonly reasoning?: string;
  /** Of assistants only. */
  readonly toolCalls?: readonly RequestedToolCall[];
  /** The call that this is the result of; of tools only. */
  readonly toolCallId?: string;
}

/** What stands in the body of a request. */
export interface ReadRequest {
  /** All system messages, joined by blank lines. */
  readonly instructions: string;
  readonly messages: readonly ModelServerMessage[];
  readonly toolNames: readonly string[];
}

/** How a request came to its end: `abandoned` by a client that did not wait for the end of the answer. */
export type RequestEnd = "answered" | "refused" | "cut" | "abandoned";

export interface ModelServerRequest extends ReadRequest {
  readonly api: ModelServerApi;
  readonly model: string;
  readonly isStreaming: boolean;
  /** The bearer's token or the header x-api-key. */
  readonly apiKey: string | undefined;
  /** As it came, parsed. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly ended: Promise<RequestEnd>;
}

/** Anything that came as JSON, as an object: what it is not, it lacks. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The text of a content that is a text, or a list of parts. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return asList(content)
    .map((part) => asText(asObject(part).text))
    .join("");
}

/** Clients send the input of a tool call as JSON; what is none stays text. */
export function parseInput(json: unknown): unknown {
  try {
    return JSON.parse(asText(json));
  } catch {
    return json;
  }
}

/** Joins what an assistant said and called in a row: dialects split it differently. */
export function mergeAssistant(messages: readonly ModelServerMessage[]): ModelServerMessage[] {
  const merged: ModelServerMessage[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.role !== "assistant" || message.role !== "assistant") {
      merged.push(message);
      continue;
    }
    const toolCalls = [...(last.toolCalls ?? []), ...(message.toolCalls ?? [])];
    const reasoning = `${last.reasoning ?? ""}${message.reasoning ?? ""}`;
    merged[merged.length - 1] = assistantMessage(`${last.text}${message.text}`, toolCalls, reasoning);
  }
  return merged;
}

export function assistantMessage(
  text: string,
  toolCalls: readonly RequestedToolCall[] = [],
  reasoning = "",
): ModelServerMessage {
  return {
    role: "assistant",
    text,
    ...(reasoning === "" ? {} : { reasoning }),
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
  };
}
