/** What the agent asks of a language model. `ai-sdk.ts` makes one of any model of the AI SDK; tests write their own. */
import type { StandardSchema } from "./standard-schema.ts";

/** One thing that a model is told. Providers' rules (who may follow whom) are kept by `history.ts`. */
export type ModelMessage =
  | { readonly role: "user"; readonly text: string }
  | { readonly role: "assistant"; readonly text: string; readonly toolCalls: readonly ModelToolCall[] }
  | { readonly role: "tool"; readonly results: readonly ModelToolResult[] };

export interface ModelToolCall {
  readonly callId: string;
  readonly name: string;
  readonly input: unknown;
  /** What the provider wants back with the call, such as a signature of its thoughts; never looked into. */
  readonly providerData?: unknown;
}

export interface ModelToolResult {
  readonly callId: string;
  readonly name: string;
  readonly content: string;
  readonly successful: boolean;
}

/** A tool as the model sees it. */
export interface ModelTool {
  readonly description: string;
  readonly input: StandardSchema;
}

export interface ModelRequest {
  readonly instructions: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: Readonly<Record<string, ModelTool>>;
  /** False in the last step of a turn: the tools are told, as their calls are part of the history, but not to be called. */
  readonly mayCallTools: boolean;
  readonly signal: AbortSignal;
}

export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input tokens, those that the provider had in its cache. */
  readonly cachedInputTokens: number;
}

/** One thing that a model says. */
export type ModelPart =
  | { readonly type: "text"; readonly text: string }
  /** A tool call begins; its input is still to come. */
  | { readonly type: "tool-call-started"; readonly name: string }
  | { readonly type: "tool-call"; readonly call: ModelToolCall }
  /** Always the last part. */
  | { readonly type: "end"; readonly usage: ModelUsage; readonly reason: string };

/** At least one: fallbacks in order. */
export type Models = readonly [Model, ...Model[]];

export interface Model {
  /** For logs and prices, such as "gpt-5-mini". */
  readonly name: string;
  /**
   * Generates one step. Throws (or rejects) when the provider fails; stops soon after `signal` fires.
   */
  generate(request: ModelRequest): AsyncIterable<ModelPart>;
}
