/** The wire as an AsyncAPI 3.0 document, from where your server stands: `docs/asyncapi.json`. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { type DocumentedEvent, documentedEvents } from "./events.ts";
import { type GeneratedFile, toStableJson } from "./files.ts";

const channel = "#/channels/call";
/** Messages of ours that answer one of the platform's. */
const replies: Readonly<Record<string, string>> = {
  ping_pong: "server-ping_pong",
  response_required: "server-response",
  reminder_required: "server-response",
};

export function asyncApiDocument(): readonly GeneratedFile[] {
  return [{ path: "docs/asyncapi.json", content: toStableJson(describeWire()) }];
}

function describeWire(): object {
  const { version, description } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  ) as Record<string, string>;
  return {
    asyncapi: "3.0.0",
    info: {
      title: "LLM WebSocket of a voice agent",
      version,
      description: `${description} The platform dials your server, one connection a call. PROTOCOL.md explains each message.`,
      license: { name: "MIT" },
    },
    defaultContentType: "application/json",
    servers: {
      yours: {
        host: "{host}",
        protocol: "wss",
        description: "Your server: the URL that the platform's dashboard asks for.",
        variables: {
          host: { description: "The name under which the platform reaches it.", default: "localhost:3000" },
        },
      },
    },
    channels: {
      call: {
        address: "/llm-websocket/{call_id}",
        description: "One call. Every message is one text frame with one JSON object.",
        servers: [{ $ref: "#/servers/yours" }],
        parameters: {
          call_id: { description: "The platform's id of the call; any text, the same after a reconnection." },
        },
        messages: Object.fromEntries(
          documentedEvents.map((event) => [nameOf(event), { $ref: `#/components/messages/${nameOf(event)}` }]),
        ),
        bindings: { ws: { method: "GET", bindingVersion: "0.1.0" } },
      },
    },
    operations: Object.fromEntries(documentedEvents.map((event) => [operationName(event), operation(event)])),
    components: { messages: Object.fromEntries(documentedEvents.map((event) => [nameOf(event), message(event)])) },
  };
}

function operation({ direction, type, summary }: DocumentedEvent): object {
  const reply = direction === "platform" ? replies[type] : undefined;
  return {
    action: direction === "platform" ? "receive" : "send",
    summary,
    channel: { $ref: channel },
    messages: [{ $ref: `${channel}/messages/${direction}-${type}` }],
    ...(reply && {
      reply: { channel: { $ref: channel }, messages: [{ $ref: `${channel}/messages/${reply}` }] },
    }),
  };
}

function message({ direction, type, summary, schema, example }: DocumentedEvent): object {
  return {
    name: type,
    title: `${type}, from the ${direction}`,
    summary,
    // AsyncAPI reads a plain payload as draft 07; only a wrapped one may be of another draft.
    payload: withoutDraft(z.toJSONSchema(schema, { target: "draft-7" })),
    examples: [{ name: type, payload: example }],
  };
}

function withoutDraft({ $schema: _, ...schema }: Record<string, unknown>): object {
  return schema;
}

function nameOf({ direction, type }: DocumentedEvent): string {
  return `${direction}-${type}`;
}

function operationName({ direction, type }: DocumentedEvent): string {
  return `${direction === "platform" ? "receive" : "send"}-${type}`;
}
