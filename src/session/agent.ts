/** What a session asks of an agent, and what it gives to one. */

import type { AgentConfig, CallDetails, Config, TranscriptItem, Turntaking, Utterance } from "../protocol/index.ts";
import type { AgentNote } from "./notes.ts";

/** Speech with a wish about interruption; a plain string is speech that may be interrupted. */
export interface Say {
  readonly kind: "say";
  readonly text: string;
  /** False: the caller cannot interrupt this text. */
  readonly interruptible: boolean;
}

/** Hang up once everything of this answer was spoken. */
export interface EndCallAction {
  readonly kind: "end_call";
}

/** Transfer the call once everything of this answer was spoken. */
export interface TransferAction {
  readonly kind: "transfer";
  readonly number: string;
  readonly showTransfereeAsCaller: boolean;
}

/** Press keys once everything of this answer was spoken. */
export interface PressDigitsAction {
  readonly kind: "press_digits";
  readonly digits: string;
}

export type Action = EndCallAction | TransferAction | PressDigitsAction;

/** One thing that an agent says or does within an answer. */
export type AgentOutput = string | Say | Action;

/** An answer: one output, a list of them, or a stream. Nothing at all means "say nothing". */
export type AgentReply =
  | AgentOutput
  | AsyncIterable<AgentOutput>
  | Iterable<AgentOutput>
  | undefined
  // biome-ignore lint/suspicious/noConfusingVoidType: a function without a return statement is a legal "say nothing".
  | void;

export interface InterruptOptions {
  /** Whether the caller may interrupt it; with true both talk at once and the platform soon cuts the agent off. @default false */
  interruptible?: boolean;
  /** What to do once it was spoken. @default nothing */
  action?: Action;
}

/** A tool was called. */
export interface ToolCall {
  /** Unique in the world. */
  tool_call_id: string;
  name: string;
  /** A JSON object, as a string. */
  arguments: string;
}

/** What a tool returned. */
export interface ToolResult {
  tool_call_id: string;
  /** Text; write structures as JSON. */
  content: string;
  /** Absent means not reported. */
  successful?: boolean;
}

/** One phone call, across every connection that the platform makes for it. */
export interface Call {
  /** The platform's id of the call: an opaque string. */
  readonly id: string;
  /** What the platform told of the call; only with `config.call_details`. */
  readonly details: CallDetails | undefined;
  /** The call's dynamic variables; empty until `details` came. */
  readonly variables: Readonly<Record<string, string>>;
  /** The newest transcript. Decoded when read: reading it for every update of a long call costs milliseconds each. */
  readonly transcript: readonly Utterance[];
  /** Room for the agent's own notes on this call; kept across reconnections, never sent. */
  readonly state: Record<string, unknown>;
  /** Fires when the call is over. */
  readonly signal: AbortSignal;
  /** Speaks at once, without being asked: stops the agent's speech or talks over the caller. */
  interrupt(text: string, options?: InterruptOptions): void;
  /** Changes the agent's settings for the rest of the call. */
  updateAgent(settings: AgentConfig): void;
  /** Sends any JSON object to the browser of a web call. */
  sendMetadata(metadata: Record<string, unknown>): void;
  /** Tells the platform that a tool was called: bookkeeping for its transcript. */
  reportToolCall(invocation: ToolCall): void;
  /** Tells the platform what the tool returned. */
  reportToolResult(result: ToolResult): void;
  /** Tells whoever watches this call of the agent's own work; nothing is sent. */
  note(note: AgentNote): void;
}

/** One request to speak. */
export interface Turn {
  readonly call: Call;
  /** The id that the platform asked under. */
  readonly responseId: number;
  /** `response`: the caller's turn ended. `reminder`: the caller has been silent. */
  readonly reason: "response" | "reminder";
  /** What was heard so far, by the platform's word. Decoded when read. */
  readonly transcript: readonly Utterance[];
  /** The same with tool calls and key presses woven in; only with `config.transcript_with_tool_calls`. */
  readonly transcriptWithToolCalls: readonly TranscriptItem[] | undefined;
  /** The last thing that the caller said, or "". Reads the transcript. */
  readonly lastUserText: string;
  /** Fires in the same tick in which the answer became worthless: a newer request, a deadline, the end of the call. */
  readonly signal: AbortSignal;
}

/** The conversation moved on; nothing is asked. */
export interface Update {
  readonly call: Call;
  /** Whose turn it is from now on, when that changed. */
  readonly turntaking: Turntaking | undefined;
  readonly transcript: readonly Utterance[];
  readonly transcriptWithToolCalls: readonly TranscriptItem[] | undefined;
}

/** Decides what to say. One agent object serves every call: per-call notes belong into `call.state`. */
export interface Agent {
  /**
   * What to say first; null or "" lets the caller speak first. A function is asked once per call.
   * @default null
   */
  greeting?: string | null | ((call: Call) => string | null | Promise<string | null>);
  /** Answers the caller. */
  respond(turn: Turn): AgentReply | Promise<AgentReply>;
  /** Speaks to a silent caller. @default respond */
  remind?(turn: Turn): AgentReply | Promise<AgentReply>;
  /** Is told of every `update_only`. Reading its transcript each time is what makes long calls costly. */
  onUpdate?(update: Update): void;
  /** Is told once when the call is over. */
  onCallEnd?(call: Call): void;
  /** What this agent wants of the platform; sent before the greeting. @default nothing, and then no config is sent */
  config?: Config;
}
