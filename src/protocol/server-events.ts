/** What your server sends to the platform, told apart by `response_type` (PROTOCOL.md, "From your server"). */
import { z } from "zod";

/** What the server wants of the platform; all are off when absent. Must be the first message on a socket. */
export interface Config {
  /** Keep-alives every 2 s, and a new connection when they stop. @default false */
  auto_reconnect?: boolean;
  /** Send `call_details` right away. @default false */
  call_details?: boolean;
  /** Add `transcript_with_tool_calls` to updates and requests. @default false */
  transcript_with_tool_calls?: boolean;
  [field: string]: unknown;
}

export interface ConfigEvent {
  response_type: "config";
  config: Config;
  [field: string]: unknown;
}

/** The fields that speech and its actions share in {@link ResponseEvent} and {@link AgentInterrupt}. */
export interface SpeechFields {
  /** Part or all of what to say; parts are joined in order of arrival. May be empty. */
  content: string;
  /** True on the last event of this response, and only there. */
  content_complete: boolean;
  /** Hang up once everything of this response was spoken. @default false */
  end_call?: boolean;
  /** This event's content cannot be interrupted. @default false */
  no_interruption_allowed?: boolean;
  /** Transfer the call to this number once everything was spoken; phone calls only. */
  transfer_number?: string;
  /** Keys to press once everything was spoken: `0`-`9`, `*`, `#`. */
  digit_to_press?: string;
}

/** A piece of speech under the id that was asked for; id 0 is the begin message. */
export interface ResponseEvent extends SpeechFields {
  /** The platform reads a message without a type as a response; we always send it. */
  response_type?: "response";
  response_id: number;
  /** Show the caller's own number to the transfer target. @default false */
  show_transferee_as_caller?: boolean;
  [field: string]: unknown;
}

/** The answer to a keep-alive: the platform's timestamp, echoed. */
export interface ServerPingPong {
  response_type: "ping_pong";
  /** Milliseconds since the Unix epoch. */
  timestamp: number;
  [field: string]: unknown;
}

/** Speech that nobody asked for: it stops the agent's current speech, or talks over the caller. */
export interface AgentInterrupt extends SpeechFields {
  response_type: "agent_interrupt";
  /** Your own id: the same id joins, another id replaces. */
  interrupt_id: number;
  [field: string]: unknown;
}

/** Bookkeeping: a tool was called. It neither speaks nor acts. */
export interface ToolCallInvocation {
  response_type: "tool_call_invocation";
  /** Unique in the world. */
  tool_call_id: string;
  name: string;
  /** A JSON object, as a string. */
  arguments: string;
  [field: string]: unknown;
}

/** Bookkeeping: what the tool returned. */
export interface ToolCallResult {
  response_type: "tool_call_result";
  tool_call_id: string;
  content: string;
  /** Absent means not reported. */
  successful?: boolean;
  [field: string]: unknown;
}

/** Settings of the agent that a call can change while it runs. */
export interface AgentConfig {
  /** 0 waits long before speaking, 1 not at all. */
  responsiveness?: number;
  /** 0 is never interrupted, 1 by the slightest word. */
  interruption_sensitivity?: number;
  /** Silence before a reminder, in milliseconds; above 0. */
  reminder_trigger_ms?: number;
  /** Reminders in a row; 0 turns them off. */
  reminder_max_count?: number;
  [field: string]: unknown;
}

export interface UpdateAgent {
  response_type: "update_agent";
  agent_config: AgentConfig;
  [field: string]: unknown;
}

/** Any JSON object, forwarded to the browser of a web call. */
export interface MetadataEvent {
  response_type: "metadata";
  metadata: Record<string, unknown>;
  [field: string]: unknown;
}

export type ServerEvent =
  | ConfigEvent
  | ResponseEvent
  | ServerPingPong
  | AgentInterrupt
  | ToolCallInvocation
  | ToolCallResult
  | UpdateAgent
  | MetadataEvent;
export type ResponseType = NonNullable<ServerEvent["response_type"]>;

const flag = (text: string) => z.boolean().optional().describe(text);
const speech = {
  content: z.string().describe("Part or all of what to say; joined in order of arrival."),
  content_complete: z.boolean().describe("True on the last event of this response, and only there."),
  end_call: flag("Hang up once everything of this response was spoken."),
  no_interruption_allowed: flag("This event's content cannot be interrupted."),
  transfer_number: z.string().optional().describe("Transfer to this number once everything was spoken."),
  digit_to_press: z.string().optional().describe("Keys to press once everything was spoken."),
};

export const configEventSchema: z.ZodType<ConfigEvent> = z.looseObject({
  response_type: z.literal("config"),
  config: z.looseObject({
    auto_reconnect: flag("Keep-alives every 2 s, and a new connection when they stop."),
    call_details: flag("Send `call_details` right away."),
    transcript_with_tool_calls: flag("Add `transcript_with_tool_calls` to updates and requests."),
  }),
});

export const responseEventSchema: z.ZodType<ResponseEvent> = z.looseObject({
  response_type: z.literal("response").optional().describe("A message without a type is read as a response."),
  response_id: z.int().describe("The id that was asked for; 0 is the begin message."),
  ...speech,
  show_transferee_as_caller: flag("Show the caller's own number to the transfer target."),
});

export const serverPingPongSchema: z.ZodType<ServerPingPong> = z.looseObject({
  response_type: z.literal("ping_pong"),
  timestamp: z.int().describe("The platform's timestamp, echoed: milliseconds since the Unix epoch."),
});

export const agentInterruptSchema: z.ZodType<AgentInterrupt> = z.looseObject({
  response_type: z.literal("agent_interrupt"),
  interrupt_id: z.int().describe("Your own id: the same id joins, another id replaces."),
  ...speech,
});

export const toolCallInvocationSchema: z.ZodType<ToolCallInvocation> = z.looseObject({
  response_type: z.literal("tool_call_invocation"),
  tool_call_id: z.string().describe("Unique in the world."),
  name: z.string(),
  arguments: z.string().describe("A JSON object, as a string."),
});

export const toolCallResultSchema: z.ZodType<ToolCallResult> = z.looseObject({
  response_type: z.literal("tool_call_result"),
  tool_call_id: z.string(),
  content: z.string(),
  successful: z.boolean().optional().describe("Absent means not reported."),
});

export const updateAgentSchema: z.ZodType<UpdateAgent> = z.looseObject({
  response_type: z.literal("update_agent"),
  agent_config: z.looseObject({
    responsiveness: z.number().min(0).max(1).optional(),
    interruption_sensitivity: z.number().min(0).max(1).optional(),
    reminder_trigger_ms: z.number().positive().optional().describe("Milliseconds."),
    reminder_max_count: z.int().min(0).optional(),
  }),
});

export const metadataEventSchema: z.ZodType<MetadataEvent> = z.looseObject({
  response_type: z.literal("metadata"),
  metadata: z.record(z.string(), z.unknown()),
});

/** Every event of the server by its `response_type`; the reference documents are made from this table. */
export const serverEventSchemas: { readonly [Type in ResponseType]: z.ZodType<ServerEvent> } = {
  config: configEventSchema,
  response: responseEventSchema,
  ping_pong: serverPingPongSchema,
  agent_interrupt: agentInterruptSchema,
  tool_call_invocation: toolCallInvocationSchema,
  tool_call_result: toolCallResultSchema,
  update_agent: updateAgentSchema,
  metadata: metadataEventSchema,
};
