/**
 * Interfaces and schemas are written side by side, and the compiler only holds the one to the other loosely. Each table
 * below is checked against the interface when this file compiles, and against the schema when it runs.
 */
import { describe, expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { type CallDetails, callDetailsSchema } from "./call-details.ts";
import {
  type CallDetailsEvent,
  type InteractionType,
  type PlatformEvent,
  type PlatformPingPong,
  platformEventSchemas,
  type ReminderRequired,
  type ResponseRequired,
  type UpdateOnly,
} from "./platform-events.ts";
import {
  type AgentConfig,
  type AgentInterrupt,
  type Config,
  type ConfigEvent,
  type MetadataEvent,
  type ResponseEvent,
  type ResponseType,
  type ServerEvent,
  type ServerPingPong,
  serverEventSchemas,
  type ToolCallInvocation,
  type ToolCallResult,
  type UpdateAgent,
} from "./server-events.ts";
import {
  type TranscriptItem,
  transcriptItemSchema,
  type Utterance,
  utteranceSchema,
  type Word,
  wordSchema,
} from "./utterance.ts";

type KnownKeys<T> = keyof { [Key in keyof T as string extends Key ? never : Key]: true };
type Kind<T> = unknown extends T
  ? "anything"
  : T extends string
    ? "string"
    : T extends boolean
      ? "boolean"
      : T extends number
        ? "number" | "integer"
        : T extends readonly unknown[]
          ? "array"
          : "object";
/** `string`, or `string?` for a field that may be absent. */
type Shape<T> = {
  [Key in KnownKeys<T>]: unknown extends T[Key]
    ? "anything?"
    : undefined extends T[Key]
      ? `${Kind<Exclude<T[Key], undefined>>}?`
      : Kind<T[Key]>;
};

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

const jsonSchemaOf = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema) as JsonSchema;

function shapeOf({ properties = {}, required = [] }: JsonSchema): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, { type = "anything" }]) => [key, required.includes(key) ? type : `${type}?`]),
  );
}

const transcripts = { transcript: "array", transcript_with_tool_calls: "array?" } as const;
const speech = {
  content: "string",
  content_complete: "boolean",
  end_call: "boolean?",
  no_interruption_allowed: "boolean?",
  transfer_number: "string?",
  digit_to_press: "string?",
} as const;

const platformShapes: { readonly [Type in InteractionType]: object } = {
  ping_pong: { interaction_type: "string", timestamp: "integer" } satisfies Shape<PlatformPingPong>,
  call_details: { interaction_type: "string", call: "object" } satisfies Shape<CallDetailsEvent>,
  update_only: { interaction_type: "string", ...transcripts, turntaking: "string?" } satisfies Shape<UpdateOnly>,
  response_required: {
    interaction_type: "string",
    response_id: "integer",
    ...transcripts,
  } satisfies Shape<ResponseRequired>,
  reminder_required: {
    interaction_type: "string",
    response_id: "integer",
    ...transcripts,
  } satisfies Shape<ReminderRequired>,
};

const serverShapes: { readonly [Type in ResponseType]: object } = {
  config: { response_type: "string", config: "object" } satisfies Shape<ConfigEvent>,
  response: {
    response_type: "string?",
    response_id: "integer",
    ...speech,
    show_transferee_as_caller: "boolean?",
  } satisfies Shape<ResponseEvent>,
  ping_pong: { response_type: "string", timestamp: "integer" } satisfies Shape<ServerPingPong>,
  agent_interrupt: { response_type: "string", interrupt_id: "integer", ...speech } satisfies Shape<AgentInterrupt>,
  tool_call_invocation: {
    response_type: "string",
    tool_call_id: "string",
    name: "string",
    arguments: "string",
  } satisfies Shape<ToolCallInvocation>,
  tool_call_result: {
    response_type: "string",
    tool_call_id: "string",
    content: "string",
    successful: "boolean?",
  } satisfies Shape<ToolCallResult>,
  update_agent: { response_type: "string", agent_config: "object" } satisfies Shape<UpdateAgent>,
  metadata: { response_type: "string", metadata: "object" } satisfies Shape<MetadataEvent>,
};

const parts: readonly [string, object, JsonSchema][] = [
  ["a word", { word: "string?", start: "number?", end: "number?" } satisfies Shape<Word>, jsonSchemaOf(wordSchema)],
  [
    "an utterance",
    { role: "string", content: "string", words: "array?" } satisfies Shape<Utterance>,
    jsonSchemaOf(utteranceSchema),
  ],
  ["a transcript item", { role: "string" } satisfies Shape<TranscriptItem>, jsonSchemaOf(transcriptItemSchema)],
  [
    "the call",
    {
      call_id: "string",
      call_type: "string?",
      agent_id: "string?",
      agent_version: "number?",
      call_status: "string?",
      direction: "string?",
      from_number: "string?",
      to_number: "string?",
      metadata: "anything?",
      retell_llm_dynamic_variables: "object?",
      uponai_dynamic_variables: "object?",
      opt_out_sensitive_data_storage: "boolean?",
    } satisfies Shape<CallDetails>,
    jsonSchemaOf(callDetailsSchema),
  ],
  [
    "the server's wishes",
    {
      auto_reconnect: "boolean?",
      call_details: "boolean?",
      transcript_with_tool_calls: "boolean?",
    } satisfies Shape<Config>,
    jsonSchemaOf(serverEventSchemas.config).properties?.config ?? {},
  ],
  [
    "the agent's settings",
    {
      responsiveness: "number?",
      interruption_sensitivity: "number?",
      reminder_trigger_ms: "number?",
      reminder_max_count: "integer?",
    } satisfies Shape<AgentConfig>,
    jsonSchemaOf(serverEventSchemas.update_agent).properties?.agent_config ?? {},
  ],
];

describe("the schema has the fields of the interface", () => {
  test.each(Object.entries(platformShapes))("for the platform's %s", (type, shape) => {
    expect(shapeOf(jsonSchemaOf(platformEventSchemas[type as InteractionType]))).toEqual(shape);
  });

  test.each(Object.entries(serverShapes))("for a server's %s", (type, shape) => {
    expect(shapeOf(jsonSchemaOf(serverEventSchemas[type as ResponseType]))).toEqual(shape);
  });

  test.each(parts)("for %s", (_, shape, schema) => {
    expect(shapeOf(schema)).toEqual(shape);
  });
});

test("the tables of schemas hold every type of event, each under its own name", () => {
  expectTypeOf<keyof typeof platformEventSchemas>().toEqualTypeOf<PlatformEvent["interaction_type"]>();
  expectTypeOf<keyof typeof serverEventSchemas>().toEqualTypeOf<NonNullable<ServerEvent["response_type"]>>();
  for (const [type, schema] of Object.entries(platformEventSchemas)) {
    expect(jsonSchemaOf(schema).properties?.interaction_type).toMatchObject({ const: type });
  }
  for (const [type, schema] of Object.entries(serverEventSchemas)) {
    expect(jsonSchemaOf(schema).properties?.response_type).toMatchObject({ const: type });
  }
});

test("a reminder has the shape of a request for a response", () => {
  expectTypeOf<Omit<Shape<ReminderRequired>, "interaction_type">>().toEqualTypeOf<
    Omit<Shape<ResponseRequired>, "interaction_type">
  >();
});
