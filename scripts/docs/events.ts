/** Every event of both directions, with a line on what it is for and an example; the documents list them from here. */
import type { z } from "zod";
import {
  type InteractionType,
  type PlatformEvent,
  platformEventSchemas,
  type ResponseType,
  type ServerEvent,
  serverEventSchemas,
} from "../../src/protocol/index.ts";

export interface DocumentedEvent {
  readonly direction: "platform" | "server";
  readonly type: string;
  readonly summary: string;
  readonly schema: z.ZodType;
  readonly example: PlatformEvent | ServerEvent;
}

interface Note<Event> {
  readonly summary: string;
  readonly example: Event;
}

const greeting = { role: "agent", content: "How may I help you?" };
const question = { role: "user", content: "When are you open?" };

const platformNotes: { readonly [Type in InteractionType]: Note<PlatformEvent & { interaction_type: Type }> } = {
  ping_pong: {
    summary: "A keep-alive, to be answered with its own timestamp.",
    example: { interaction_type: "ping_pong", timestamp: 1_767_225_600_000 },
  },
  call_details: {
    summary: "What the platform knows of the call.",
    example: {
      interaction_type: "call_details",
      call: {
        call_id: "call_0123456789abcdef",
        call_type: "phone_call",
        agent_id: "agent_1",
        call_status: "registered",
        direction: "inbound",
        from_number: "+14155550100",
        to_number: "+14155550123",
        retell_llm_dynamic_variables: { customer_name: "Ada" },
      },
    },
  },
  update_only: {
    summary: "The conversation so far. It is not answered.",
    example: { interaction_type: "update_only", transcript: [greeting], turntaking: "user_turn" },
  },
  response_required: {
    summary: "A request to speak.",
    example: { interaction_type: "response_required", response_id: 1, transcript: [greeting, question] },
  },
  reminder_required: {
    summary: "A request to speak because the caller has been silent.",
    example: { interaction_type: "reminder_required", response_id: 2, transcript: [greeting] },
  },
};

const serverNotes: { readonly [Type in ResponseType]: Note<ServerEvent & { response_type?: Type }> } = {
  config: {
    summary: "What the server wants of the platform. The first message, if it is sent at all.",
    example: { response_type: "config", config: { auto_reconnect: true, call_details: true } },
  },
  response: {
    summary: "A piece of what the agent says, under the id that was asked for.",
    example: {
      response_type: "response",
      response_id: 0,
      content: "How may I help you?",
      content_complete: true,
      end_call: false,
    },
  },
  ping_pong: {
    summary: "The answer to a keep-alive.",
    example: { response_type: "ping_pong", timestamp: 1_767_225_600_000 },
  },
  agent_interrupt: {
    summary: "Speech that nobody asked for.",
    example: {
      response_type: "agent_interrupt",
      interrupt_id: 1,
      content: "One moment, your table has just become free.",
      content_complete: true,
      no_interruption_allowed: true,
    },
  },
  tool_call_invocation: {
    summary: "Bookkeeping: a tool was called.",
    example: {
      response_type: "tool_call_invocation",
      tool_call_id: "tool_1",
      name: "opening_hours",
      arguments: '{"day":"monday"}',
    },
  },
  tool_call_result: {
    summary: "Bookkeeping: what a tool returned.",
    example: {
      response_type: "tool_call_result",
      tool_call_id: "tool_1",
      content: '{"from":"09:00","to":"17:00"}',
      successful: true,
    },
  },
  update_agent: {
    summary: "New settings for the rest of the call.",
    example: {
      response_type: "update_agent",
      agent_config: {
        responsiveness: 0.8,
        interruption_sensitivity: 0.5,
        reminder_trigger_ms: 15_000,
        reminder_max_count: 2,
      },
    },
  },
  metadata: {
    summary: "Anything for the browser of a web call.",
    example: { response_type: "metadata", metadata: { page: "opening-hours" } },
  },
};

/** In the order of the tables of schemas, the platform's first. */
export const documentedEvents: readonly DocumentedEvent[] = [
  ...list("platform", platformEventSchemas, platformNotes),
  ...list("server", serverEventSchemas, serverNotes),
];

function list<Type extends string>(
  direction: "platform" | "server",
  schemas: Readonly<Record<Type, z.ZodType>>,
  notes: Readonly<Record<Type, Note<PlatformEvent | ServerEvent>>>,
): DocumentedEvent[] {
  const types = Object.keys(schemas) as Type[];
  return types.map((type) => ({ direction, type, schema: schemas[type], ...notes[type] }));
}
