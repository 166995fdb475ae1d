/** What each of the providers' dialects has to offer, so that one server can speak them all. */
import type { ModelServerApi, ReadRequest } from "./request.ts";

/** A tool call whose id is known. */
export interface AnsweredToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON. */
  readonly input: string;
  readonly signature: string | undefined;
}

/** An answer, ready to be put into words of a dialect. */
export interface Answer {
  /** Unique for each request of a server. */
  readonly id: string;
  readonly model: string;
  readonly createdAtMs: number;
  readonly reasoning: readonly string[];
  readonly text: readonly string[];
  readonly toolCalls: readonly AnsweredToolCall[];
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number; readonly cachedInputTokens: number };
}

/** One event of a stream. */
export interface StreamFrame {
  /** The event's name, where the dialect has names. */
  readonly event?: string;
  /** An object, or a text that is no JSON. */
  readonly data: object | string;
  /** Whether it carries a piece of the answer: only those take time. */
  readonly isPiece?: boolean;
}

export interface Dialect {
  readonly api: ModelServerApi;
  readonly path: string;
  /** @throws Error that says what is wrong with the body. */
  read(body: Readonly<Record<string, unknown>>): ReadRequest;
  /** @returns why the provider refuses this body with 400 although it can be read; undefined when it does not. */
  breach?(body: Readonly<Record<string, unknown>>): string | undefined;
  stream(answer: Answer, body: Readonly<Record<string, unknown>>): readonly StreamFrame[];
  /** The whole answer at once. */
  whole(answer: Answer): object;
  /** The answer was sent whole. */
  remember?(answer: Answer): void;
  /** The body of a refusal. */
  refusal(status: number, message: string): object;
}

/** OpenAI's body of a refusal, for both of its dialects. */
export function openAiRefusal(status: number, message: string): object {
  const types: Readonly<Record<number, string>> = { 401: "authentication_error", 429: "rate_limit_error" };
  const type = types[status] ?? (status >= 500 ? "server_error" : "invalid_request_error");
  return { error: { message, type, param: null, code: null } };
}
