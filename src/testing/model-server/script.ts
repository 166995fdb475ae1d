/** What a model server is told to do: one step for each request, in order. */
import type { ModelServerRequest } from "./request.ts";

/** A tool call that the model makes. */
export interface ScriptedToolCall {
  readonly name: string;
  readonly input: unknown;
  /** @default one of its own for each call, such as "call_1" */
  readonly id?: string;
  /** A signature of the model's thoughts, which clients have to give back; of chat completions only. @default none */
  readonly signature?: string;
}

/** Tokens, as the provider counts them. */
export interface ScriptedUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input tokens. @default 0 */
  readonly cachedInputTokens?: number;
}

interface AnyStep {
  /** What the request must be like; the request fails with 400, and the test with it, when it is not. @default anything */
  readonly expect?: RequestPattern;
}

/**
 * The model answers: with thoughts first, then text, then tool calls. Its pieces are those of the text and the thoughts,
 * and two for each tool call: its name, and its input.
 */
export interface AnswerStep extends AnyStep {
  /** Comes in pieces of a word each; a list gives the pieces. @default "" */
  readonly text?: string | readonly string[];
  readonly toolCalls?: readonly ScriptedToolCall[];
  /** What the model thinks before it answers, in pieces of a word each. @default "" */
  readonly reasoning?: string;
  /** Until the first piece, in ms; without streaming, until the answer. @default 0 */
  readonly firstTokenMs?: number;
  /** Pieces a second after the first one. @default as fast as it goes */
  readonly tokensPerSecond?: number;
  /** After so many pieces nothing more comes, and the connection stays open. @default never */
  readonly stallAfter?: number;
  /** After so many pieces the connection breaks. @default never */
  readonly cutAfter?: number;
  /** @default counted from the characters of the request and the pieces of the answer */
  readonly usage?: ScriptedUsage;
}

/** The provider refuses. */
export interface StatusStep extends AnyStep {
  /** Such as 401, 429, 500 or 529. */
  readonly status: number;
  /** @default a line that names the status */
  readonly message?: string;
  /** What the header retry-after says, in seconds. @default no such header */
  readonly retryAfterS?: number;
}

/** Something comes that no client can read. */
export interface GarbageStep extends AnyStep {
  /** Stands where JSON should be. */
  readonly garbage: string;
}

/**
 * One step for each request, in the order in which they come; or a function that says what to do with the request of
 * this index (from 0), for calls whose course is not known beforehand: then there is nothing to be used up.
 */
export type ModelServerScript =
  | readonly ModelServerStep[]
  | ((request: ModelServerRequest, index: number) => ModelServerStep);

export type ModelServerStep = AnswerStep | StatusStep | GarbageStep;

/** All that is given must hold; a function answers false, or throws, when the request is not as it should be. */
export type RequestPattern =
  | {
      /** Within the newest message of the user; a text must occur, an expression match. */
      readonly lastUserText?: string | RegExp;
      readonly instructions?: string | RegExp;
      /** Within the newest result of a tool. */
      readonly lastToolResult?: string | RegExp;
      /** All names of the tools that are offered, in any order. */
      readonly toolNames?: readonly string[];
    }
  | ((request: ModelServerRequest) => unknown);
