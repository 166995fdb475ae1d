/** The last words of a turn, and the action on them: whatever order a model writes them in, whatever the caller says. */
import { describe, expect, it } from "vitest";
import { endCall, type LlmAgentOptions, llmAgent, pressDigits } from "../../src/agents/llm/index.ts";
import { defaultLadder } from "../../src/agents/llm/resolve-options.ts";
import type { Utterance } from "../../src/protocol/index.ts";
import { type Beat, scriptedModel } from "./scripted-model.ts";
import { type TimedCall, timedCall } from "./timed-call.ts";

const { apology } = defaultLadder;
const agent = (content: string): Utterance => ({ role: "agent", content });
const user = (content: string): Utterance => ({ role: "user", content });
const called = (name: string, input: unknown): Beat => ({ callId: `c-${name}`, name, input });
const hangUp = called("end_call", { say: "" });

/** A call whose n-th generation is the n-th script; the last one is also every later one. */
function callOf(scripts: readonly (readonly Beat[])[], options: Partial<LlmAgentOptions> = {}): Promise<TimedCall> {
  return timedCall((clock) => {
    const model = scriptedModel(clock, (_request, index) => scripts[Math.min(index, scripts.length - 1)] ?? []);
    return llmAgent({ model, instructions: "Help.", clock, tools: { end_call: endCall() }, ...options });
  });
}

describe("the last words", () => {
  it("carry the action also when the model writes them after it, and pauses", async () => {
    const call = await callOf([[hangUp, 100, "Goodbye now.", 600]]);
    await call.answer(1);
    expect(call.framesOf(1)).toMatchObject([{ content: "Goodbye now.", endsCall: true, isComplete: true }]);
  });

  it("are not said after the apology when the turn failed meanwhile", async () => {
    const call = await callOf([["Goodbye, take care.", hangUp]], { maxSteps: 1 });
    expect(await call.answer(1)).toBe(apology);
  });

  it("are no silence word", async () => {
    const call = await callOf([[called("end_call", { say: "NO_RESPONSE_NEEDED" })]]);
    expect(await call.answer(1)).toBe("");
    expect(call.framesOf(1)).toMatchObject([{ endsCall: true }]);
  });
});

describe("an action that is done after all", () => {
  it("is done in languages without blanks, too", async () => {
    const tools = { end_call: endCall({ acknowledgements: ["はい"], closing: "失礼します。" }) };
    const farewell = called("end_call", { say: "お電話ありがとうございました。失礼いたします。" });
    const call = await callOf([[farewell], ["まだここにいます。"]], { tools });
    const transcript = [user("さようなら。")];
    await call.answer(1, transcript);
    await call.answer(2, [...transcript, agent("お電話ありがとうございました。"), user("はい。")]);
    expect(call.framesOf(2)).toMatchObject([{ content: "失礼します。", endsCall: true }]);
  });

  it("presses keys once", async () => {
    const press = called("press", { digits: "2" });
    const call = await callOf([["Pressing two for you now.", press], ["Fine."]], {
      tools: { press: pressDigits({ persist: true }) },
    });
    const transcript = [user("Two, please.")];
    await call.answer(1, transcript);
    transcript.push(agent("Pressing two for"), user("Okay."));
    await call.answer(2, transcript);
    await call.answer(3, [...transcript, user("Okay.")]);
    const digits = [1, 2, 3].map((id) => call.framesOf(id).map((frame) => frame.digits));
    expect(digits).toEqual([["2"], ["2"], [undefined]]);
    expect(call.said(3)).toBe("Fine.");
  });

  it("is known as done, although the platform asked early with half of the caller's words", async () => {
    const told: string[] = [];
    const call = await timedCall((clock) => {
      const model = scriptedModel(clock, ({ messages }, index) => {
        told.push(JSON.stringify(messages));
        return index === 0 ? ["Pressing two for you now.", called("press", { digits: "2" })] : [500, "Fine."];
      });
      return llmAgent({ model, instructions: "Help.", clock, tools: { press: pressDigits({ persist: true }) } });
    });
    const transcript = [user("Two, please.")];
    await call.answer(1, transcript);
    const heard = [...transcript, agent("Pressing two for")];
    call.ask(2, [...heard, user("O")]);
    await call.clock.advance(100);
    await call.answer(3, [...heard, user("Okay.")]);
    await call.answer(4, [...heard, user("Okay."), user("And now?")]);
    expect(told).toHaveLength(3);
    expect(told.map((text) => text.includes("was not done"))).toEqual([false, true, false]);
  });

  it("is not done once another answer was heard, though it began with the same words", async () => {
    const call = await callOf([
      ["Thank you for calling and goodbye.", hangUp],
      ["Thank you for asking. We close at five."],
      ["Anything else?"],
    ]);
    await call.answer(1, [user("That is all.")]);
    // The platform had asked early: the first answer was withdrawn unheard.
    const transcript = [user("That is all. No, wait, when do you close?")];
    transcript.push(agent(await call.answer(2, transcript)), user("Okay."));
    expect(await call.answer(3, transcript)).toBe("Anything else?");
    expect(call.framesOf(3).some(({ endsCall }) => endsCall)).toBe(false);
  });
});
