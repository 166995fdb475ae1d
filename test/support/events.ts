/** Random events of both directions: sound ones by type, and ones in which a field went wrong. */
import fc from "fast-check";
import type {
  AgentInterrupt,
  CallDetailsEvent,
  ConfigEvent,
  InteractionType,
  MetadataEvent,
  PlatformEvent,
  PlatformPingPong,
  ReminderRequired,
  ResponseEvent,
  ResponseRequired,
  ResponseType,
  ServerEvent,
  ServerPingPong,
  ToolCallInvocation,
  ToolCallResult,
  TranscriptItem,
  UpdateAgent,
  UpdateOnly,
  Utterance,
  Word,
} from "../../src/protocol/index.ts";
import { trickyStrings, trickyValues } from "./json-text.ts";

const safeIntegers = fc.maxSafeInteger();
const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0 || 0);
const shares = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const strings = trickyStrings;
const requiredKeys = <Key extends string>(...keys: Key[]): { requiredKeys: Key[] } => ({ requiredKeys: keys });

const words: fc.Arbitrary<Word> = fc.record(
  { word: strings, start: numbers, end: numbers },
  requiredKeys(),
) as fc.Arbitrary<Word>;

export const utterances: fc.Arbitrary<Utterance> = fc.record(
  { role: fc.constantFrom("agent", "user", "transfer_target"), content: strings, words: fc.array(words) },
  requiredKeys("role", "content"),
) as fc.Arbitrary<Utterance>;

const toolItems: fc.Arbitrary<TranscriptItem> = fc.oneof(
  utterances,
  fc.record({ role: fc.constant("tool_call_invocation"), tool_call_id: strings, name: strings, arguments: strings }),
  fc.record({ role: fc.constant("tool_call_result"), tool_call_id: strings, content: strings }),
  fc.record({ role: fc.constant("dtmf"), digit: fc.constantFrom("0", "9", "*", "#") }),
);

const transcripts = {
  transcript: fc.array(utterances, { maxLength: 5 }),
  transcript_with_tool_calls: fc.array(toolItems, { maxLength: 5 }),
};

const request = <Type extends "response_required" | "reminder_required">(type: Type) =>
  fc.record(
    { interaction_type: fc.constant(type), response_id: safeIntegers, ...transcripts },
    requiredKeys("interaction_type", "response_id", "transcript"),
  );

const variables = fc.dictionary(fc.stringMatching(/^[a-z_]{1,10}$/), strings, { noNullPrototype: true });

/** Sound events of the platform. */
export const platformEvents: { readonly [Type in InteractionType]: fc.Arbitrary<PlatformEvent> } = {
  ping_pong: fc.record({
    interaction_type: fc.constant("ping_pong"),
    timestamp: safeIntegers,
  }) satisfies fc.Arbitrary<PlatformPingPong>,
  call_details: fc.record({
    interaction_type: fc.constant("call_details"),
    call: fc.record(
      {
        call_id: strings,
        call_type: fc.constantFrom("web_call", "phone_call"),
        agent_version: fc.nat(),
        metadata: trickyValues,
        retell_llm_dynamic_variables: variables,
        uponai_dynamic_variables: variables,
        opt_out_sensitive_data_storage: fc.boolean(),
      },
      requiredKeys("call_id"),
    ) as fc.Arbitrary<CallDetailsEvent["call"]>,
  }) satisfies fc.Arbitrary<CallDetailsEvent>,
  update_only: fc.record(
    {
      interaction_type: fc.constant("update_only"),
      turntaking: fc.constantFrom("agent_turn", "user_turn"),
      ...transcripts,
    },
    requiredKeys("interaction_type", "transcript"),
  ) as fc.Arbitrary<UpdateOnly>,
  response_required: request("response_required") as fc.Arbitrary<ResponseRequired>,
  reminder_required: request("reminder_required") as fc.Arbitrary<ReminderRequired>,
};

const speech = {
  content: strings,
  content_complete: fc.boolean(),
  end_call: fc.boolean(),
  no_interruption_allowed: fc.boolean(),
  transfer_number: strings,
  digit_to_press: strings,
};

/** Sound events of a server. */
export const serverEvents: { readonly [Type in ResponseType]: fc.Arbitrary<ServerEvent> } = {
  config: fc.record({
    response_type: fc.constant("config"),
    config: fc.record(
      { auto_reconnect: fc.boolean(), call_details: fc.boolean(), transcript_with_tool_calls: fc.boolean() },
      requiredKeys(),
    ) as fc.Arbitrary<ConfigEvent["config"]>,
  }) satisfies fc.Arbitrary<ConfigEvent>,
  response: fc.record(
    {
      response_type: fc.constant("response"),
      response_id: safeIntegers,
      ...speech,
      show_transferee_as_caller: fc.boolean(),
    },
    requiredKeys("response_id", "content", "content_complete"),
  ) as fc.Arbitrary<ResponseEvent>,
  ping_pong: fc.record({
    response_type: fc.constant("ping_pong"),
    timestamp: safeIntegers,
  }) satisfies fc.Arbitrary<ServerPingPong>,
  agent_interrupt: fc.record(
    { response_type: fc.constant("agent_interrupt"), interrupt_id: safeIntegers, ...speech },
    requiredKeys("response_type", "interrupt_id", "content", "content_complete"),
  ) as fc.Arbitrary<AgentInterrupt>,
  tool_call_invocation: fc.record({
    response_type: fc.constant("tool_call_invocation"),
    tool_call_id: strings,
    name: strings,
    arguments: strings,
  }) satisfies fc.Arbitrary<ToolCallInvocation>,
  tool_call_result: fc.record(
    {
      response_type: fc.constant("tool_call_result"),
      tool_call_id: strings,
      content: strings,
      successful: fc.boolean(),
    },
    requiredKeys("response_type", "tool_call_id", "content"),
  ) as fc.Arbitrary<ToolCallResult>,
  update_agent: fc.record({
    response_type: fc.constant("update_agent"),
    agent_config: fc.record(
      {
        responsiveness: shares,
        interruption_sensitivity: shares,
        reminder_trigger_ms: fc.integer({ min: 1 }),
        reminder_max_count: fc.nat(),
      },
      requiredKeys(),
    ) as fc.Arbitrary<UpdateAgent["agent_config"]>,
  }) satisfies fc.Arbitrary<UpdateAgent>,
  metadata: fc.record({
    response_type: fc.constant("metadata"),
    metadata: fc.dictionary(strings, trickyValues, { noNullPrototype: true }),
  }) satisfies fc.Arbitrary<MetadataEvent>,
};

/** Values that a field may wrongly have: other types, and the edges of the right one. */
const wrongValues = fc.oneof(
  trickyValues,
  fc.constantFrom(1.5, -1, 2 ** 53, 1e300, "1", "true", [], {}, [null], [[]], [{ role: "user" }], [{ content: "" }]),
);

/** The event as JSON with up to `most` of its fields, at any depth, put to a wrong value or taken out. */
export function spoiled(events: fc.Arbitrary<unknown>, most = 2): fc.Arbitrary<unknown> {
  const changes = fc.array(
    fc.record({
      path: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
      value: fc.option(wrongValues, { nil: undefined }),
    }),
    { maxLength: most },
  );
  return fc.tuple(events, changes).map(([event, list]) => {
    const copy: unknown = JSON.parse(JSON.stringify(event));
    for (const { path, value } of list) spoil(copy, path, value);
    return copy;
  });
}

/** Follows the path as deep as it leads, then sets (or, with undefined, deletes) what is there. */
function spoil(target: unknown, path: readonly number[], value: unknown): void {
  if (typeof target !== "object" || target === null) return;
  const fields = target as Record<string, unknown>;
  const keys = Object.keys(fields);
  const [step = 0, ...rest] = path;
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return;
  const inner = fields[key];
  const deeper = typeof inner === "object" && inner !== null && Object.keys(inner).length > 0;
  if (rest.length > 0 && deeper) spoil(inner, rest, value);
  else if (value === undefined && !Array.isArray(target)) delete fields[key];
  else fields[key] = structuredClone(value ?? null);
}
