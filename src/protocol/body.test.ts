import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Body, deferredBody, parsedBody } from "./body.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const kinds: readonly [string, (event: Record<string, unknown>) => Body][] = [
  ["parsed with its frame", (event) => parsedBody("update_only", event)],
  ["still bytes", (event) => deferredBody("update_only", bytesOf(JSON.stringify(event)))],
];

describe.each(kinds)("a body that is %s", (_, bodyOf) => {
  const agent = { role: "agent", content: "Hello" };
  const user = { role: "user", content: "Hi", words: [{ word: "Hi", start: 1, end: 1.2 }] };

  test("gives the transcript and the turn", () => {
    const woven = [agent, { role: "dtmf", digit: "1" }];
    const event = { transcript: [agent, user], transcript_with_tool_calls: woven, turntaking: "agent_turn" };
    expect(bodyOf(event).read()).toStrictEqual({
      transcript: [agent, user],
      transcriptWithToolCalls: woven,
      turntaking: "agent_turn",
      problem: undefined,
    });
  });

  test("gives the same object each time", () => {
    const body = bodyOf({ transcript: [agent] });
    expect(body.read()).toBe(body.read());
  });

  test("keeps the sound utterances and says which is not", () => {
    const content = bodyOf({ transcript: [agent, { role: "user" }, user, null] }).read();
    expect(content.transcript).toStrictEqual([agent, user]);
    expect(content.problem).toStrictEqual({
      code: "bad-transcript",
      message: "transcript[1] is no utterance",
      type: "update_only",
    });
  });

  test("keeps the transcript when only the tool calls are broken", () => {
    const content = bodyOf({ transcript: [user], transcript_with_tool_calls: [user, { digit: "1" }] }).read();
    expect(content.transcript).toStrictEqual([user]);
    expect(content.transcriptWithToolCalls).toStrictEqual([user]);
    expect(content.problem?.message).toBe("transcript_with_tool_calls[1] has no role");
  });

  test.each([
    ["transcript must be an array", {}],
    ["transcript must be an array", { transcript: { role: "user", content: "" } }],
    ["transcript_with_tool_calls must be an array", { transcript: [], transcript_with_tool_calls: "none" }],
    ["turntaking must be agent_turn or user_turn", { transcript: [], turntaking: "nobody" }],
  ])("reports: %s (%j)", (message, event) => {
    const content = bodyOf(event).read();
    expect(content).toStrictEqual({
      transcript: [],
      transcriptWithToolCalls: undefined,
      turntaking: undefined,
      problem: { code: "bad-transcript", message, type: "update_only" },
    });
  });

  test("reports all faults in one line", () => {
    expect(bodyOf({ transcript: 1, transcript_with_tool_calls: 2, turntaking: 3 }).read().problem?.message).toBe(
      "transcript must be an array; transcript_with_tool_calls must be an array; turntaking must be agent_turn or user_turn",
    );
  });
});

test("a request's turntaking is not looked at: only updates have one", () => {
  expect(parsedBody("response_required", { transcript: [], turntaking: "nobody" }).read().problem).toBeUndefined();
});

test("bytes are parsed on the first read, and never again", () => {
  const parse = vi.spyOn(JSON, "parse");
  const body = deferredBody("update_only", bytesOf('{"transcript":[]}'));
  expect(parse).not.toHaveBeenCalled();
  body.read();
  body.read();
  expect(parse).toHaveBeenCalledTimes(1);
});

test("bytes are let go once they were read", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const { body, bytes } = bodyAndBytes();
  body.read();
  // A weak reference holds on to its object until the end of the tick.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  expect(bytes.deref()).toBeUndefined();
  expect(body.read().transcript).toEqual([]);
});

test("bytes that are no JSON are found out when read", () => {
  const body = deferredBody("response_required", bytesOf('{"transcript":[{"role":"user"}'));
  expect(body.read()).toStrictEqual({
    transcript: [],
    transcriptWithToolCalls: undefined,
    turntaking: undefined,
    problem: {
      code: "bad-json",
      message: "the frame is no JSON; it was found out when read",
      type: "response_required",
    },
  });
  expect(body.read()).toBe(body.read());
});

/** In a function of its own, so that no variable of the test keeps the bytes. */
function bodyAndBytes(): { body: Body; bytes: WeakRef<Uint8Array> } {
  const bytes = bytesOf('{"transcript":[]}');
  return { body: deferredBody("update_only", bytes), bytes: new WeakRef(bytes) };
}
