import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { platformEvents, spoiled } from "../../test/support/events.ts";
import { renderObject, trickyValues } from "../../test/support/json-text.ts";
import { type ErrorCode, errorCodes } from "../errors.ts";
import { decodePlatformFrame, type PlatformFrame, parseWholeBelowBytes } from "./decode-platform.ts";
import { type InteractionType, platformEventSchemas } from "./platform-events.ts";
import type { FrameProblemCode } from "./problem.ts";

const runs = { seed: 20_260_102, numRuns: 1_000 };
const types = Object.keys(platformEventSchemas) as InteractionType[];
const anyEvent = fc.oneof(...Object.values(platformEvents));
const padding = "p".repeat(parseWholeBelowBytes);

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (event: unknown): PlatformFrame => decodePlatformFrame(JSON.stringify(event));
const codeOf = (frame: PlatformFrame): string => (frame.type === "problem" ? frame.problem.code : "none");

/** A frame with its body read, so that two of them can be compared. */
function read(frame: PlatformFrame): unknown {
  return "body" in frame ? { ...frame, body: frame.body.read() } : frame;
}

describe("each event of the platform is decoded", () => {
  test("ping_pong", () => {
    const event = { interaction_type: "ping_pong", timestamp: 1_703_302_407_333 };
    expect(decode(event)).toEqual({ type: "ping_pong", timestamp: 1_703_302_407_333 });
  });

  test("call_details, with fields that nobody knows", () => {
    const call = { call_id: "call_1", call_type: "web_call", retell_llm_dynamic_variables: { name: "Ada" }, new: [1] };
    expect(decode({ interaction_type: "call_details", call })).toEqual({ type: "call_details", call });
  });

  test("update_only", () => {
    const transcript = [{ role: "agent", content: "Hello", words: [{ word: "Hello", start: 0, end: 0.4 }] }];
    const event = { interaction_type: "update_only", transcript, turntaking: "user_turn", later: true };
    expect(read(decode(event))).toEqual({
      type: "update_only",
      body: { transcript, transcriptWithToolCalls: undefined, turntaking: "user_turn", problem: undefined },
    });
  });

  test.each(["response_required", "reminder_required"] as const)("%s", (type) => {
    const transcript = [{ role: "user", content: "Hi" }];
    const woven = [...transcript, { role: "dtmf", digit: "1" }];
    const event = { interaction_type: type, response_id: 3, transcript, transcript_with_tool_calls: woven };
    expect(read(decode(event))).toEqual({
      type,
      responseId: 3,
      body: { transcript, transcriptWithToolCalls: woven, turntaking: undefined, problem: undefined },
    });
  });
});

test.each<[FrameProblemCode, string, string]>([
  ["bad-json", "no JSON", "Hello"],
  ["bad-json", "empty text", ""],
  ["bad-json", "a byte order mark", '\uFEFF{"interaction_type":"ping_pong","timestamp":1}'],
  ["not-an-object", "an array", "[]"],
  ["not-an-object", "null", "null"],
  ["not-an-object", "a string", '"update_only"'],
  ["missing-type", "no type", '{"timestamp":1}'],
  ["missing-type", "a type that is only inherited", '{"__proto__":{"interaction_type":"ping_pong","timestamp":1}}'],
  ["unknown-type", "a type that is not known", '{"interaction_type":"new_thing"}'],
  ["unknown-type", "a type that every object has", '{"interaction_type":"constructor"}'],
  ["unknown-type", "a type that is no string", '{"interaction_type":7}'],
  ["bad-event", "a keep-alive without a time", '{"interaction_type":"ping_pong"}'],
  ["bad-event", "a keep-alive with a time in text", '{"interaction_type":"ping_pong","timestamp":"1"}'],
  ["bad-event", "a request without an id", '{"interaction_type":"response_required","transcript":[]}'],
  ["bad-event", "an id that is no integer", '{"interaction_type":"reminder_required","response_id":1.5}'],
  ["bad-event", "an id too great to echo", '{"interaction_type":"response_required","response_id":1e300}'],
  ["bad-event", "call details without a call", '{"interaction_type":"call_details"}'],
  ["bad-event", "a call without an id", '{"interaction_type":"call_details","call":{"call_type":"web_call"}}'],
])("%s: %s", (code, _, text) => {
  expect(codeOf(decodePlatformFrame(text))).toBe(code);
  expect(decodePlatformFrame(bytesOf(text))).toEqual(decodePlatformFrame(text));
});

test("every problem code is one of the table", () => {
  expectTypeOf<FrameProblemCode>().toExtend<ErrorCode>();
  expect(errorCodes).toHaveProperty("bad-transcript");
});

describe("nothing throws", () => {
  test("whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ size: "medium" }), (bytes) => {
        expect(codeOf(decodePlatformFrame(bytes))).not.toBe("none");
      }),
      runs,
    );
  });

  test("whatever the text is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", size: "medium" }), (text) => {
        read(decodePlatformFrame(text));
      }),
      runs,
    );
  });

  test("whatever the JSON is, of any size", () => {
    fc.assert(
      fc.property(fc.oneof(trickyValues, spoiled(anyEvent, 4)), fc.boolean(), (value, large) => {
        const text = JSON.stringify(value);
        read(decodePlatformFrame(bytesOf(large ? text.replace("{", `{"padding":"${padding}",`) : text)));
        read(decodePlatformFrame(bytesOf(large ? text.padEnd(parseWholeBelowBytes + 1) : text)));
      }),
      runs,
    );
  });

  test("however deep it is nested", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    expect(codeOf(decodePlatformFrame(deep))).toBe("not-an-object");
    const frame = decodePlatformFrame(bytesOf(`{"interaction_type":"update_only","transcript":${deep}}`));
    expect(read(frame)).toMatchObject({ body: { transcript: [], problem: { code: "bad-transcript" } } });
    const details = `{"interaction_type":"call_details","call":{"call_id":"a","metadata":${deep}}}`;
    expect(decodePlatformFrame(details).type).toBe("call_details");
  });
});

test.each(types)("a %s is accepted exactly when its schema accepts it", (type) => {
  let refused = 0;
  fc.assert(
    fc.property(spoiled(platformEvents[type]), (event) => {
      const frame = decode({ ...(event as object), interaction_type: type });
      const problem = "problem" in frame ? frame.problem : "body" in frame ? frame.body.read().problem : undefined;
      const sound = problem === undefined;
      const { success } = platformEventSchemas[type].safeParse({ ...(event as object), interaction_type: type });
      if (!success) refused += 1;
      expect(sound).toBe(success);
    }),
    runs,
  );
  expect(refused).toBeGreaterThan(runs.numRuns / 20);
});

test("a number beyond what JavaScript holds is refused as the schemas refuse it", () => {
  const text =
    '{"interaction_type":"update_only","transcript":[{"role":"user","content":"","words":[{"start":1e999}]}]}';
  expect(updateSchema().safeParse(JSON.parse(text)).success).toBe(false);
  expect(read(decodePlatformFrame(text))).toMatchObject({
    body: { transcript: [], problem: { code: "bad-transcript" } },
  });
});

test.each(["1e300", "1.5", '"1"', "null"])("a large request under the id %s is refused like a small one", (id) => {
  const text = `{"interaction_type":"response_required","response_id":${id},"transcript":[],"padding":"${padding}"}`;
  expect(codeOf(decodePlatformFrame(bytesOf(text)))).toBe("bad-event");
});

test("a large frame gets the answer of the full parse, whatever its order of keys and white space", () => {
  const large = fc.tuple(fc.oneof(anyEvent, spoiled(anyEvent)), fc.integer(), fc.nat()).map(([event, seed, place]) => {
    const entries: [string, unknown][] = Object.entries(event as object);
    // Padding that the reader of heads can pass, and padding that sends it to the full parse.
    const pad: [string, unknown] = place % 3 === 0 ? ["padding", padding] : ["padding", [padding]];
    entries.splice(place % (entries.length + 1), 0, pad);
    return renderObject(seed % 2 === 0 ? entries : entries.reverse(), seed);
  });
  fc.assert(
    fc.property(large, (text) => {
      const bytes = bytesOf(text);
      expect(bytes.length).toBeGreaterThan(parseWholeBelowBytes);
      expect(read(decodePlatformFrame(bytes))).toStrictEqual(read(decodePlatformFrame(text)));
    }),
    runs,
  );
});

test("a problem names no text of the frame", () => {
  const secret = "my card number is 4111";
  const frames = [
    { interaction_type: secret },
    { interaction_type: "call_details", call: { call_id: 1, retell_llm_dynamic_variables: { [secret]: 7 } } },
    { interaction_type: "call_details", call: secret },
    { interaction_type: "response_required", response_id: secret },
    { interaction_type: "update_only", transcript: [secret], turntaking: secret, transcript_with_tool_calls: secret },
  ];
  for (const frame of frames) {
    const told = JSON.stringify(read(decode(frame)));
    expect(told).toContain('"problem":{');
    expect(told).not.toContain(secret);
  }
});

function updateSchema() {
  return platformEventSchemas.update_only;
}
