/** The rules of AsyncAPI 3.0 that can be checked without its own tools, which are not at hand offline. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { documentedEvents } from "../scripts/docs/events.ts";

const reference = z.strictObject({ $ref: z.string().startsWith("#/") });
const names = z.string().regex(/^[\w.-]+$/);

const message = z.strictObject({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  payload: z.looseObject({ type: z.literal("object"), properties: z.record(z.string(), z.unknown()) }),
  examples: z.array(z.strictObject({ name: z.string(), payload: z.record(z.string(), z.unknown()) })).length(1),
});

const operation = z.strictObject({
  action: z.enum(["send", "receive"]),
  summary: z.string(),
  channel: reference,
  messages: z.array(reference).length(1),
  reply: z.strictObject({ channel: reference, messages: z.array(reference).length(1) }).optional(),
});

const documentSchema = z.strictObject({
  asyncapi: z.literal("3.0.0"),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.literal("MIT") }),
  }),
  defaultContentType: z.literal("application/json"),
  servers: z.record(
    names,
    z.strictObject({
      host: z.string(),
      protocol: z.literal("wss"),
      description: z.string(),
      variables: z.record(names, z.strictObject({ description: z.string(), default: z.string() })),
    }),
  ),
  channels: z.record(
    names,
    z.strictObject({
      address: z.string(),
      description: z.string(),
      servers: z.array(reference),
      parameters: z.record(names, z.strictObject({ description: z.string() })),
      messages: z.record(names, reference),
      bindings: z.strictObject({
        ws: z.strictObject({ method: z.enum(["GET", "POST"]), bindingVersion: z.literal("0.1.0") }),
      }),
    }),
  ),
  operations: z.record(names, operation),
  components: z.strictObject({ messages: z.record(names, message) }),
});

const text = readFileSync(new URL("../docs/asyncapi.json", import.meta.url), "utf8");
const document = documentSchema.parse(JSON.parse(text));

test("every reference leads somewhere", () => {
  const references = [...text.matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, path]) => path ?? "");
  expect(references.length).toBeGreaterThan(documentedEvents.length * 3);
  for (const path of references) expect(lookUp(path), path).toBeDefined();
});

test("the address names its parameter, and the server its variable", () => {
  const { address, parameters } = document.channels.call ?? {};
  expect(address).toBe("/llm-websocket/{call_id}");
  expect(Object.keys(parameters ?? {})).toEqual(["call_id"]);
  expect(document.servers.yours?.host).toBe("{host}");
  expect(Object.keys(document.servers.yours?.variables ?? {})).toEqual(["host"]);
});

describe.each(documentedEvents)("the $direction's $type", ({ direction, type, schema, example }) => {
  const name = `${direction}-${type}`;

  test("is a message of the channel, with its payload and its example", () => {
    expect(document.channels.call?.messages[name]).toEqual({ $ref: `#/components/messages/${name}` });
    const described = document.components.messages[name];
    expect(described?.examples[0]?.payload).toEqual(example);
    const published = z.fromJSONSchema(described?.payload as Parameters<typeof z.fromJSONSchema>[0], {
      defaultTarget: "draft-7",
    });
    expect(published.safeParse(example).success).toBe(true);
    expect(published.safeParse({}).success).toBe(schema.safeParse({}).success);
  });

  test("is sent or received as your server sees it", () => {
    const action = direction === "server" ? "send" : "receive";
    const described = document.operations[`${action}-${type}`];
    expect(described?.action).toBe(action);
    expect(described?.messages).toEqual([{ $ref: `#/channels/call/messages/${name}` }]);
  });
});

test("requests and keep-alives name their reply", () => {
  const replies = Object.entries(document.operations).flatMap(([name, { reply }]) =>
    reply === undefined ? [] : [[name, reply.messages[0]?.$ref]],
  );
  expect(Object.fromEntries(replies)).toEqual({
    "receive-ping_pong": "#/channels/call/messages/server-ping_pong",
    "receive-response_required": "#/channels/call/messages/server-response",
    "receive-reminder_required": "#/channels/call/messages/server-response",
  });
});

function lookUp(path: string): unknown {
  let value: unknown = document;
  for (const step of path.split("/")) value = (value as Record<string, unknown> | undefined)?.[step];
  return value;
}
