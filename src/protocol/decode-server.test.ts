import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { serverEvents, spoiled } from "../../test/support/events.ts";
import { trickyValues } from "../../test/support/json-text.ts";
import { decodeServerFrame, type ServerFrame } from "./decode-server.ts";
import { type ResponseType, serverEventSchemas } from "./server-events.ts";

const runs = { seed: 20_260_103, numRuns: 1_000 };
const types = Object.keys(serverEventSchemas) as ResponseType[];
const decode = (event: unknown): ServerFrame => decodeServerFrame(JSON.stringify(event));
const codeOf = (frame: ServerFrame): string => (frame.type === "problem" ? frame.problem.code : "none");

const samples: { readonly [Type in ResponseType]: object } = {
  config: { response_type: "config", config: { auto_reconnect: true, call_details: true } },
  response: { response_type: "response", response_id: 0, content: "Hello", content_complete: true, end_call: false },
  ping_pong: { response_type: "ping_pong", timestamp: 1_703_302_407_333 },
  agent_interrupt: { response_type: "agent_interrupt", interrupt_id: 1, content: "Wait", content_complete: true },
  tool_call_invocation: { response_type: "tool_call_invocation", tool_call_id: "a", name: "b", arguments: "{}" },
  tool_call_result: { response_type: "tool_call_result", tool_call_id: "a", content: "ok", successful: true },
  update_agent: { response_type: "update_agent", agent_config: { responsiveness: 0.5, reminder_max_count: 0 } },
  metadata: { response_type: "metadata", metadata: { any: ["thing"] } },
};

test.each(types)("a %s is decoded, with fields that nobody knows", (type) => {
  const event = { ...samples[type], later: { nested: [1] } };
  expect(decode(event)).toStrictEqual({ type: "event", event, responseType: type });
});

test("a message without a type is a response, as in the guide", () => {
  const event = { response_id: 0, content: "How may I help you?", content_complete: true, end_call: false };
  expect(decode(event)).toStrictEqual({ type: "event", event, responseType: "response" });
});

test.each([
  ["bad-json", "no JSON", "Hello"],
  ["not-an-object", "an array", "[]"],
  ["not-an-object", "a number", "1"],
  ["unknown-type", "a type that is not known", '{"response_type":"sing"}'],
  ["unknown-type", "a type that every object has", '{"response_type":"toString"}'],
  ["unknown-type", "a type that is no string", '{"response_type":1}'],
  ["bad-event", "nothing of a response", "{}"],
  ["bad-event", "a boolean in text", '{"response_id":1,"content":"a","content_complete":"true"}'],
  ["bad-event", "an id in text", '{"response_id":"1","content":"a","content_complete":true}'],
  ["bad-event", "an id with a fraction", '{"response_id":1.5,"content":"a","content_complete":true}'],
  ["bad-event", "content that is no text", '{"response_id":1,"content":null,"content_complete":true}'],
  ["bad-event", "a setting out of range", '{"response_type":"update_agent","agent_config":{"responsiveness":2}}'],
  ["bad-event", "metadata that is no object", '{"response_type":"metadata","metadata":[]}'],
  ["bad-event", "arguments that are no text", invocation({})],
])("%s: %s", (code, _, text) => {
  expect(codeOf(decodeServerFrame(text))).toBe(code);
});

test("a problem names the type and the field, but no text of the frame", () => {
  const frame = decode({ response_type: "tool_call_result", tool_call_id: 4111, content: ["my card number"] });
  expect(frame).toStrictEqual({
    type: "problem",
    problem: {
      code: "bad-event",
      message: "tool_call_id: expected string; content: expected string",
      type: "tool_call_result",
    },
  });
  expect(JSON.stringify(decode({ response_type: "my card number is" }))).not.toContain("card");
});

describe("nothing throws", () => {
  test("whatever the text is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", size: "medium" }), (text) => {
        expect(codeOf(decodeServerFrame(text))).not.toBe("none");
      }),
      runs,
    );
  });

  test("whatever the JSON is", () => {
    const anything = fc.oneof(trickyValues, spoiled(fc.oneof(...Object.values(serverEvents)), 4));
    fc.assert(
      fc.property(anything, (value) => {
        decode(value);
      }),
      runs,
    );
  });

  test("however deep it is nested", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const frame = decodeServerFrame(`{"response_type":"metadata","metadata":{"deep":${deep}}}`);
    expect(frame.type).toBe("event");
  });
});

test.each(types)("a %s is accepted exactly when its schema accepts it", (type) => {
  fc.assert(
    fc.property(spoiled(serverEvents[type]), (event) => {
      const typed = { ...(event as object), response_type: type };
      expect(decode(typed).type === "event").toBe(serverEventSchemas[type].safeParse(typed).success);
    }),
    runs,
  );
});

function invocation(args: unknown): string {
  return JSON.stringify({ response_type: "tool_call_invocation", tool_call_id: "a", name: "b", arguments: args });
}
