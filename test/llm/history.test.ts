/** What the model is told in whole calls: what was heard, what was done, and where the caller interrupted. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { historyNotes } from "../../src/agents/llm/history.ts";
import { type LlmAgentOptions, llmAgent, type ModelMessage, tool } from "../../src/agents/llm/index.ts";
import type { VirtualClock } from "../../src/internal/index.ts";
import { createVirtualClock } from "../../src/internal/index.ts";
import { interrupt, say, scriptedCaller, waitForAgent } from "../../src/platform/index.ts";
import type { Utterance } from "../../src/protocol/index.ts";
import { placeCall, type ScriptedModel } from "../../src/testing/index.ts";
import { type Beat, scriptedModel } from "./scripted-model.ts";
import { type TimedCall, timedCall } from "./timed-call.ts";

const agent = (content: string): Utterance => ({ role: "agent", content });
const user = (content: string): Utterance => ({ role: "user", content });
const asksFirst = user("When are you open?");

/** A call, and what the model was told for each of its generations. */
async function callOf(play: (index: number) => readonly Beat[], options: Partial<LlmAgentOptions> = {}) {
  const models: ScriptedModel[] = [];
  const call: TimedCall = await timedCall((clock: VirtualClock) => {
    const model = scriptedModel(clock, (_request, index) => play(index));
    models.push(model);
    return llmAgent({ model, clock, instructions: "Help.", ...options });
  });
  const told = (index: number): readonly ModelMessage[] => models[0]?.requests[index]?.messages ?? [];
  return { call, told };
}

describe("an interruption leaves a mark before what the caller said, ", () => {
  it("and of the answer stands what was heard", async () => {
    const clock = createVirtualClock();
    const model = scriptedModel(clock, (_request, index) => [
      100,
      index === 0 ? "We are open from nine to five on every day but Sunday. " : "From ten to noon.",
    ]);
    const caller = scriptedCaller([
      ...[waitForAgent(), say("When are you open?")],
      interrupt({ afterWords: 4, say: "And on Sunday?" }),
    ]);
    const ours = llmAgent({ model, clock, instructions: "Help.", greeting: "Hello." });
    const { call } = await placeCall({ agent: ours, clock, caller });
    const [, , , heard] = call.transcript.split("\n").map((line) => line.replace(/^\w+: /, ""));
    expect(call.transcript).not.toContain("but Sunday");
    const messages = model.requests.at(-1)?.messages ?? [];
    expect(messages.slice(2, 5)).toEqual([
      { role: "user", text: "When are you open?" },
      expect.objectContaining({ role: "assistant", text: expect.stringMatching(/^We are open from/) }),
      { role: "user", text: `${historyNotes.interrupted} And on Sunday?` },
    ]);
    expect(heard).toBe("And on Sunday?");
  });

  it("also when the model was still writing, whether or not all that it had written was heard", async () => {
    for (const heard of ["We are open from", "We are open from nine."]) {
      const { call, told } = await callOf(() => ["We are open from nine. ", 3_000, "On Sunday from ten."]);
      call.ask(1, [asksFirst]);
      await call.clock.advance(1_000);
      expect(call.said(1)).toBe("We are open from nine.");
      call.ask(2, [asksFirst, agent(heard), user("Thanks.")]);
      await call.clock.advance(10);
      expect(told(1).at(-1)).toEqual({ role: "user", text: `${historyNotes.interrupted} Thanks.` });
    }
  });

  it("also of a greeting", async () => {
    const { call, told } = await callOf(() => ["Yes."], { greeting: "Hello, this is the harbour office." });
    await call.answer(1, [agent("Hello, this"), user("Are you open?")]);
    expect(told(0).at(-1)).toEqual({ role: "user", text: `${historyNotes.interrupted} Are you open?` });
  });

  it("and none is there where all was heard, or nothing", async () => {
    const { call, told } = await callOf(() => ["Yes."], { greeting: "Hello." });
    await call.answer(1, [agent("Hello."), asksFirst]);
    await call.answer(2, [agent("Hello."), asksFirst, user("Hello?")]);
    await call.answer(3, [agent("Hello."), asksFirst, agent("Yes."), user("Thanks.")]);
    expect(JSON.stringify([told(0), told(1), told(2)])).not.toContain(historyNotes.interrupted);
  });
});

describe("what was done is told", () => {
  const look = (run: () => unknown, effect: "read" | "idempotent" = "idempotent") =>
    tool({ description: "Looks.", input: z.object({}), effect, run });
  const calledOnce = (index: number): readonly Beat[] =>
    index === 0 ? [{ callId: "c", name: "look", input: {} }] : ["Till five."];

  it("to every later turn, also of a turn that was withdrawn before it was heard", async () => {
    const { call, told } = await callOf(calledOnce, { tools: { look: look(() => "till five") } });
    call.ask(1, [asksFirst]);
    await call.clock.advance(0);
    await call.answer(2, [user("When are you open? On Monday, I mean.")]);
    await call.answer(3, [user("When are you open? On Monday, I mean."), agent("Till five."), user("Thanks.")]);
    const woven = [
      { role: "assistant", text: "", toolCalls: [{ callId: "c", name: "look", input: {} }] },
      { role: "tool", results: [{ callId: "c", name: "look", content: "till five", successful: true }] },
    ];
    expect(told(1).slice(1)).toEqual(woven);
    expect(told(3).slice(1, 3)).toEqual(woven);
  });

  it("while it still runs, and once it is done", async () => {
    let finish: (result: string) => void = () => undefined;
    const slow = look(() => new Promise((resolve) => (finish = resolve)));
    const { call, told } = await callOf(calledOnce, { tools: { look: slow } });
    call.ask(1, [asksFirst]);
    await call.clock.advance(0);
    await call.answer(2, [user("When are you open? Hello?")]);
    finish("till five");
    await call.clock.advance(0);
    await call.answer(3, [user("When are you open? Hello? Are you there?")]);
    const results = [told(1), told(2)].map((messages) => messages.find(({ role }) => role === "tool"));
    expect(results).toMatchObject([
      { results: [{ content: historyNotes.running }] },
      { results: [{ content: expect.stringContaining("till five") }] },
    ]);
  });

  it("also when it was cancelled by the interruption: as a failure", async () => {
    const stuck = look(() => new Promise(() => undefined), "read");
    const { call, told } = await callOf(calledOnce, { tools: { look: stuck } });
    call.ask(1, [asksFirst]);
    await call.clock.advance(0);
    call.ask(2, [user("When are you open? Hello?")]);
    await call.clock.advance(0);
    await call.answer(3, [user("When are you open? Hello? Are you there?")]);
    expect(told(2).find(({ role }) => role === "tool")).toMatchObject({
      results: [{ successful: false, content: expect.stringContaining("the caller interrupted") }],
    });
  });
});

it("what could not be understood is told as that", async () => {
  const { call, told } = await callOf(() => ["Pardon?"]);
  await call.answer(1, [user("(unintelligible audio)")]);
  expect(told(0)).toEqual([{ role: "user", text: historyNotes.unintelligible }]);
});
