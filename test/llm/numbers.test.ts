/** What an agent tells of each generation, and what becomes of a call that takes too much. */
import { describe, expect, it } from "vitest";
import { type LlmAgentOptions, llmAgent } from "../../src/agents/llm/index.ts";
import type { GenerationNote } from "../../src/session/index.ts";
import { type Beat, scriptedModel } from "./scripted-model.ts";
import { type TimedCall, timedCall } from "./timed-call.ts";

const generations = ({ notes }: TimedCall): GenerationNote[] =>
  notes.filter((note): note is GenerationNote => note.kind === "generation");

function callOf(script: readonly Beat[], options: Partial<LlmAgentOptions> = {}, details = {}): Promise<TimedCall> {
  return timedCall(
    (clock) =>
      llmAgent({ model: scriptedModel(clock, () => script, "m"), instructions: "Help them.", clock, ...options }),
    details,
  );
}

describe("the numbers of a generation", () => {
  it("are told of one that called a tool with what JSON cannot hold: it fails, and the next model answers", async () => {
    const call = await timedCall((clock) => {
      const odd = scriptedModel(clock, () => [{ callId: "c", name: "look", input: { at: 5n } }], "odd");
      const spare = scriptedModel(clock, () => ["We are open."], "spare");
      return llmAgent({ model: [odd, spare], instructions: "Help them.", clock });
    });
    expect(await call.answer(1)).toBe("We are open.");
    expect(generations(call)).toMatchObject([
      { model: "odd", outcome: "failed" },
      { model: "spare", outcome: "kept" },
    ]);
  });

  it("are its times from its own beginning, and what the provider counted", async () => {
    const call = await callOf([300, "We are ", 200, "open. ", "Come ", 100, "by."]);
    await call.answer(1);
    expect(generations(call)).toEqual([
      {
        kind: "generation",
        responseId: 1,
        model: "m",
        purpose: "answer",
        outcome: "kept",
        firstTokenMs: 300,
        firstSpeechMs: 500,
        firstSentenceMs: 500,
        totalMs: 600,
        inputTokens: 1,
        outputTokens: 4,
        cachedInputTokens: 0,
        isEstimated: false,
        costUsd: undefined,
      },
    ]);
    expect(JSON.stringify(call.notes)).not.toMatch(/open|Help|Hello/);
  });

  it("know the first sentence of an answer that is a single one", async () => {
    const call = await callOf([300, "Yes"]);
    await call.answer(1);
    expect(generations(call)).toMatchObject([{ firstTokenMs: 300, firstSpeechMs: 300, firstSentenceMs: 300 }]);
  });

  it("tell words that lead over to a tool from a sentence", async () => {
    const call = await callOf(["I look", 90, { callId: "c", name: "x", input: {} }], { maxSteps: 1 });
    await call.answer(1);
    expect(generations(call)).toMatchObject([{ firstSpeechMs: 90, firstSentenceMs: undefined }]);
  });

  it("are estimated and marked where no provider came to tell, and say who was withdrawn", async () => {
    const call = await callOf(["x".repeat(40), 5_000], { prices: { m: { input: 1_000_000, output: 2_000_000 } } });
    call.ask(1);
    await call.clock.advance(500);
    call.ask(2);
    await call.clock.advance(0);
    const [note] = generations(call);
    expect(note).toMatchObject({ responseId: 1, outcome: "withdrawn", outputTokens: 10, isEstimated: true });
    expect(note?.inputTokens).toBeGreaterThan(5);
    expect(note?.costUsd).toBe((note?.inputTokens ?? 0) + 20);
  });

  it("are 0 of a provider that refused, or was not reached", async () => {
    const call = await callOf([100, new Error("401")]);
    await call.answer(1);
    expect(generations(call)).toMatchObject([
      { outcome: "failed", firstTokenMs: undefined, inputTokens: 0, outputTokens: 0, isEstimated: true },
    ]);
  });

  it("never are numbers that spoil a sum", async () => {
    const usage = { inputTokens: Number.NaN, outputTokens: -1, cachedInputTokens: 0 };
    const call = await timedCall((clock) =>
      llmAgent({
        model: {
          name: "m",
          async *generate() {
            yield { type: "text", text: "Yes, we are." };
            yield { type: "end", usage, reason: "stop" };
          },
        },
        instructions: "Help.",
        clock,
        limits: { tokens: 1 },
      }),
    );
    await call.answer(1);
    expect(generations(call)).toMatchObject([{ outputTokens: 3, isEstimated: true }]);
    expect(await call.answer(2)).toContain("we have to stop");
  });

  it("cost less for tokens from the provider's cache", async () => {
    const usage = { inputTokens: 100, outputTokens: 10, cachedInputTokens: 80 };
    const call = await timedCall((clock) =>
      llmAgent({
        model: {
          name: "m",
          async *generate() {
            yield { type: "text", text: "Yes." };
            yield { type: "end", usage, reason: "stop" };
          },
        },
        instructions: "Help.",
        clock,
        prices: { m: { input: 10_000, output: 20_000, cachedInput: 1_000 } },
      }),
    );
    await call.answer(1);
    expect(generations(call)[0]?.costUsd).toBeCloseTo(20 * 0.01 + 80 * 0.001 + 10 * 0.02);
  });
});

describe("a call that reaches a limit", () => {
  const prices = { m: { input: 0, output: 1_000_000 } };

  it.each([
    ["tokens", { tokens: 6 }],
    ["money", { costUsd: 2 }],
  ])("of %s is ended on the next turn, with the hang-up on the words", async (_what, limits) => {
    const call = await callOf(["Yes, ", "we are."], { limits: { ...limits, ending: "We must stop." }, prices });
    // One token in, two out, for two dollars.
    expect(await call.answer(1)).toBe("Yes, we are.");
    if ("tokens" in limits) await call.answer(2);
    const last = "tokens" in limits ? 3 : 2;
    const generated = generations(call).length;
    expect(await call.answer(last)).toBe("We must stop.");
    expect(call.framesOf(last)).toMatchObject([{ content: "We must stop.", isComplete: true, endsCall: true }]);
    expect(call.notes.at(-1)).toEqual({ kind: "rung", responseId: last, rung: "limit" });
    expect(generations(call)).toHaveLength(generated);
  });

  it("of minutes is ended when the caller is silent, too", async () => {
    const call = await callOf(["Yes."], { limits: { minutes: 2 }, greeting: "Hello." });
    await call.clock.advance(119_000);
    call.remind(1);
    await call.clock.advance(500);
    expect(call.framesOf(1).some(({ endsCall }) => endsCall)).toBe(false);
    await call.clock.advance(1_000);
    call.remind(2);
    await call.clock.advance(500);
    expect(call.said(2)).toContain("we have to stop here");
    expect(call.framesOf(2).at(-1)?.endsCall).toBe(true);
  });

  it("ends again on the next turn when the caller wipes the hang-up out", async () => {
    const call = await callOf(["Yes."], { limits: { tokens: 1 } });
    await call.answer(1);
    await call.answer(2);
    expect(await call.answer(3)).toContain("we have to stop here");
    expect(call.framesOf(3).at(-1)?.endsCall).toBe(true);
  });
});

describe("instructions", () => {
  it("may depend on variables, metadata and the time in the agent's zone", async () => {
    const told: unknown[] = [];
    const call = await callOf(
      ["Yes."],
      {
        timeZone: "Asia/Tokyo",
        instructions: ({ variables, metadata, now }) => {
          told.push({ variables, metadata, now });
          return "Help.";
        },
      },
      { metadata: { order: 7 }, retell_llm_dynamic_variables: { name: "Kim" } },
    );
    await call.answer(1);
    expect(told).toEqual([
      {
        variables: { name: "Kim" },
        metadata: { order: 7 },
        now: expect.stringMatching(/^Thursday.* 1 January 2026.* 09:00 \(Asia\/Tokyo\)$/),
      },
    ]);
  });

  it("get no metadata where there is none, or none that is an object", async () => {
    const told: unknown[] = [];
    const instructions: LlmAgentOptions["instructions"] = ({ metadata }) => {
      told.push(metadata);
      return "Help.";
    };
    for (const details of [{}, { metadata: "seven" }, { metadata: null }]) {
      await (await callOf(["Yes."], { instructions }, details)).answer(1);
    }
    expect(told).toEqual([{}, {}, {}]);
  });
});
