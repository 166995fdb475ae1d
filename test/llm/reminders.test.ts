/** What a silent caller hears, up to the end of the call. */
import { describe, expect, it } from "vitest";
import { endCall, type LlmAgentOptions, llmAgent, type ModelRequest, transfer } from "../../src/agents/llm/index.ts";
import { defaultLlmOptions } from "../../src/agents/llm/resolve-options.ts";
import { createVirtualClock } from "../../src/internal/index.ts";
import { scriptedCaller, silence } from "../../src/platform/index.ts";
import { placeCall } from "../../src/testing/index.ts";
import { type Beat, scriptedModel } from "./scripted-model.ts";
import { type TimedCall, type TimedFrame, timedCall } from "./timed-call.ts";

const { reminderInstructions, lastReminderInstructions, lastReminderGoodbye } = defaultLlmOptions;
type Play = (request: ModelRequest) => readonly Beat[];

const isParting = ({ instructions }: ModelRequest): boolean => instructions.endsWith(lastReminderInstructions);
/** Asks, and at last says goodbye, if that is what it is told to do. */
const obedient: Play = (request) => [isParting(request) ? "I cannot hear you. Goodbye." : "Are you there?"];

async function callOf(play: Play, options: Partial<LlmAgentOptions> = {}) {
  const asked: ModelRequest[] = [];
  const call = await timedCall((clock) => {
    const model = scriptedModel(clock, (request) => {
      asked.push(request);
      return play(request);
    });
    return llmAgent({ model, clock, instructions: "Help.", endCallAfterReminders: 2, ...options });
  });
  return { call, asked };
}

async function remind(call: TimedCall, id: number): Promise<TimedFrame[]> {
  call.remind(id);
  await call.clock.advance(30_000);
  return call.framesOf(id);
}

describe("a reminder", () => {
  it("asks by its own instructions, and the last one says goodbye by others and ends the call on its words", async () => {
    const { call, asked } = await callOf(obedient);
    expect(await remind(call, 1)).toMatchObject([{ content: "Are you there?", endsCall: false, isComplete: true }]);
    const last = { content: "I cannot hear you. Goodbye.", endsCall: true, isComplete: true };
    expect((await remind(call, 2)).at(-1)).toMatchObject({ ...last, content: expect.stringMatching(/Goodbye\.$/) });
    expect(call.said(2)).toBe(last.content);
    expect(asked.map(({ instructions }) => instructions)).toEqual([
      `Help.\n\n${reminderInstructions}`,
      `Help.\n\n${lastReminderInstructions}`,
    ]);
    expect(call.problems).toEqual([]);
  });

  it("is the first of a row again when the caller has spoken", async () => {
    const { call } = await callOf(obedient);
    await remind(call, 1);
    await call.answer(2);
    expect(await remind(call, 3)).toMatchObject([{ content: "Are you there?", endsCall: false }]);
    expect((await remind(call, 4)).at(-1)).toMatchObject({ endsCall: true });
  });

  it("never ends the call without endCallAfterReminders", async () => {
    const { call } = await callOf(obedient, { endCallAfterReminders: 0 });
    for (const id of [1, 2, 3, 4]) expect((await remind(call, id)).at(-1)).toMatchObject({ endsCall: false });
  });

  it("says goodbye in the words of its options", async () => {
    const options = {
      endCallAfterReminders: 1,
      lastReminderInstructions: "Sag Tschüs.",
      lastReminderGoodbye: "Tschüs.",
    };
    const { call, asked } = await callOf(() => ["NO_RESPONSE_NEEDED"], options);
    expect(await remind(call, 1)).toMatchObject([{ content: "Tschüs.", endsCall: true, isComplete: true }]);
    expect(asked[0]?.instructions).toBe("Help.\n\nSag Tschüs.");
  });
});

describe("the last reminder ends the call politely when its model", () => {
  const cases: Record<string, Play> = {
    fails: () => [new Error("500")],
    stalls: () => [1_000_000],
    "says nothing": () => [],
    "says that nothing needs to be said": () => ["NO_RESPONSE_NEEDED"],
    "calls tools again and again": ({ messages }) => [{ callId: `c${messages.length}`, name: "x", input: {} }],
  };
  it.each(Object.entries(cases))(
    "%s: with a goodbye, no apology, no holding line and no transfer",
    async (_what, play) => {
      const ladder = { transferTo: "+14155550123", holdAfterMs: 500 };
      const { call } = await callOf(play, { endCallAfterReminders: 1, ladder });
      expect(await remind(call, 1)).toMatchObject([
        { content: lastReminderGoodbye, endsCall: true, isComplete: true, transferNumber: undefined },
      ]);
      expect(call.problems).toEqual([]);
    },
  );

  it("breaks off: with what was said of it", async () => {
    const { call } = await callOf(() => ["I cannot hear you. Good", new Error("reset")], { endCallAfterReminders: 1 });
    expect((await remind(call, 1)).at(-1)).toMatchObject({ endsCall: true, isComplete: true });
    expect(call.said(1)).toBe("I cannot hear you.");
  });

  it("ends it itself: once; or does something else with the call: then it does that", async () => {
    const tools = { end_call: endCall(), desk: transfer("+14155550123") };
    const hangUp = { callId: "c", name: "end_call", input: { say: "Goodbye." } };
    const { call } = await callOf(() => [hangUp], { endCallAfterReminders: 1, tools });
    expect(await remind(call, 1)).toMatchObject([{ content: "Goodbye.", endsCall: true, isComplete: true }]);
    const putThrough = { callId: "c", name: "desk", input: { say: "I put you through." } };
    const { call: other } = await callOf(() => [putThrough], { endCallAfterReminders: 1, tools });
    expect(await remind(other, 1)).toMatchObject([{ endsCall: false, transferNumber: "+14155550123" }]);
    expect([...call.problems, ...other.problems]).toEqual([]);
  });
});

it("on a platform, a caller who says nothing is asked, told goodbye and hung up on", async () => {
  const clock = createVirtualClock();
  const model = scriptedModel(clock, (request) => [200, ...obedient(request)]);
  const agent = llmAgent({ model, clock, instructions: "Help.", greeting: "Hello.", endCallAfterReminders: 2 });
  const report = await placeCall({
    agent,
    clock,
    caller: scriptedCaller([silence()]),
    settings: { reminder_trigger_ms: 5_000, reminder_max_count: 2 },
  });
  expect(report.call.disconnection_reason).toBe("agent_hangup");
  expect(report.call.transcript).toBe("Agent: Hello.\nAgent: Are you there?\nAgent: I cannot hear you. Goodbye.\n");
  expect(report.findingCounts).toEqual({});
});
