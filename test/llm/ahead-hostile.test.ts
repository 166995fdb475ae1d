/** Generation ahead of the question, with models, agents and callers that keep to nothing: what is told, stopped and counted. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type LlmAgentOptions, llmAgent, type Model, type ModelPart, tool } from "../../src/agents/llm/index.ts";
import { createRandom, type Random } from "../../src/internal/index.ts";
import type { Utterance } from "../../src/protocol/index.ts";
import type { AgentNote, GenerationNote } from "../../src/session/index.ts";
import { type Beat, scriptedModel } from "./scripted-model.ts";
import { type TimedCall, timedCall } from "./timed-call.ts";

const user = (content: string): Utterance[] => [{ role: "user", content }];
const generations = (notes: readonly AgentNote[]): GenerationNote[] =>
  notes.filter((note): note is GenerationNote => note.kind === "generation");

/** Gives these parts, whatever their types are, and then waits for nothing. */
function rawModel(parts: readonly unknown[]): Model {
  return {
    name: "raw",
    async *generate(): AsyncGenerator<ModelPart> {
      yield* parts as ModelPart[];
    },
  };
}

function callOf(model: Model, options: Partial<LlmAgentOptions> = {}): Promise<TimedCall> {
  return timedCall((clock) => llmAgent({ model, instructions: "Help them.", clock, ahead: true, ...options }));
}

describe("an early generation of a model that keeps to no types", () => {
  const usage = { inputTokens: Number.NaN, outputTokens: -1, cachedInputTokens: 0 };

  it.each([
    ["text that is a number", { type: "text", text: 5 }],
    ["text that is a list", { type: "text", text: ["a"] }],
    ["no part at all", null],
    ["a call without a call", { type: "tool-call" }],
    ["a call that JSON cannot hold", { type: "tool-call", call: { callId: "c", name: "n", input: { at: 5n } } }],
    ["what counts nothing", { type: "end", usage: null, reason: "stop" }],
    ["what counts no numbers", { type: "end", usage, reason: "stop" }],
  ])("leaves the sums of the call whole: %s", async (_name, part) => {
    const call = await callOf(rawModel([{ type: "text", text: "Well" }, part]), { limits: { tokens: 1 } });
    call.update(user("Hello."));
    await call.clock.advance(10);
    call.update(user("Hello. I"));
    const [told, ...others] = generations(call.notes);
    expect(others).toEqual([]);
    expect(told?.inputTokens).toBeGreaterThan(0);
    expect(told?.outputTokens).toBe(1);
    expect(await call.answer(1, user("Hello. I"))).toContain("we have to stop here");
    expect(call.problems).toEqual([]);
  });

  it("is answered without it, when it throws instead of beginning", async () => {
    let asked = 0;
    const model: Model = {
      name: "throws at first",
      generate() {
        asked += 1;
        if (asked === 1) throw new Error("no");
        return rawModel([{ type: "text", text: "Good day." }]).generate({} as never);
      },
    };
    const call = await callOf(model);
    call.update(user("Hello."));
    expect(await call.answer(1, user("Hello."))).toBe("Good day.");
    expect(generations(call.notes)).toMatchObject([
      { purpose: "early", outcome: "failed", responseId: undefined },
      { purpose: "answer", outcome: "kept", responseId: 1 },
    ]);
  });

  it("is not read any further once it is dropped, also when it ignores its signal", async () => {
    let isClosed = false;
    let writesNext: () => void = () => undefined;
    const model: Model = {
      name: "endless",
      async *generate() {
        try {
          while (true) {
            yield { type: "text", text: "and " };
            await new Promise<void>((resolve) => {
              writesNext = resolve;
            });
          }
        } finally {
          isClosed = true;
        }
      },
    };
    const call = await callOf(model);
    call.update(user("Hello."));
    await call.clock.advance(10);
    call.update(user("Hello. I"));
    writesNext();
    await call.clock.advance(10);
    expect(isClosed).toBe(true);
  });
});

describe("an early generation that no turn takes", () => {
  it.each(["instructions", "tools"] as const)("is stopped and told when the %s fail at the request", async (what) => {
    let asked = 0;
    const failing =
      <Value>(value: Value) =>
      (): Value => {
        asked += 1;
        if (asked > 1) throw new Error("no");
        return value;
      };
    const call = await timedCall((clock) => {
      const model = scriptedModel(clock, () => [5_000, "Never."]);
      const options = what === "tools" ? { tools: failing({}) } : { instructions: failing("Help them.") };
      return llmAgent({ model, clock, ahead: true, instructions: "Help them.", ...options });
    });
    call.update(user("Hello."));
    expect(await call.answer(1, user("Hello."))).toContain("something went wrong");
    expect(generations(call.notes)).toMatchObject([{ purpose: "early", outcome: "withdrawn", responseId: undefined }]);
    expect(call.clock.pendingTimers).toBe(0);
  });

  it("is stopped and told at the end of the call, when its agent was loaded anew since", async () => {
    const loaded = await timedCall((clock) => {
      const make = () =>
        llmAgent({ model: scriptedModel(clock, () => [5_000, "Never."]), instructions: "Help.", clock, ahead: true });
      const agents = [make(), make()];
      return {
        respond: () => "",
        onUpdate: (update) => agents[0]?.onUpdate?.(update),
        onCallEnd: (call) => agents[1]?.onCallEnd?.(call),
      };
    });
    loaded.update(user("Hello."));
    await loaded.clock.advance(100);
    loaded.hangUp();
    await loaded.clock.advance(0);
    expect(generations(loaded.notes)).toMatchObject([{ purpose: "early", outcome: "withdrawn" }]);
    expect(loaded.clock.pendingTimers).toBe(0);
  });
});

describe("an early generation after a tool", () => {
  it("is kept, since it knows as the request does that the caller has heard of the result", async () => {
    const book = tool({ description: "Books.", input: z.object({}), effect: "commit", run: () => "booked" });
    const plays: readonly (readonly Beat[])[] = [
      [{ callId: "c", name: "book", input: {} }],
      ["It is booked for five."],
      ["You are welcome."],
    ];
    const call = await timedCall((clock) => {
      const model = scriptedModel(clock, (_request, index) => plays[index] ?? ["Once more."]);
      return llmAgent({ model, instructions: "Book.", clock, ahead: true, tools: { book } });
    });
    await call.answer(1, user("Book it."));
    const talk: Utterance[] = [
      ...user("Book it."),
      { role: "agent", content: "It is booked for five." },
      ...user("Thank you."),
    ];
    call.update(talk);
    await call.clock.advance(50);
    expect(await call.answer(2, talk)).toBe("You are welcome.");
    expect(generations(call.notes).at(-1)).toMatchObject({ purpose: "early", outcome: "kept", responseId: 2 });
  });
});

describe("whatever comes in whatever order", () => {
  const seen = { early: 0, kept: 0, withdrawn: 0, failed: 0, stalled: 0 };

  it("each generation is told exactly once, and nothing is left over after the call", async () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const random = createRandom(seed);
      let begun = 0;
      const call = await timedCall((clock) => {
        const model = scriptedModel(clock, () => {
          begun += 1;
          return randomBeats(random);
        });
        const look = tool({ description: "Looks.", input: z.object({}), effect: "read", run: () => "free" });
        const maxSteps = random.pick([1, 2, 5]);
        const limits = random.chance(0.2) ? { tokens: 200 } : {};
        return llmAgent({ model, instructions: "Help.", clock, ahead: true, tools: { look }, maxSteps, limits });
      });
      await actAtRandom(call, random);
      call.hangUp();
      await call.clock.advance(60_000);
      const told = generations(call.notes);
      expect(told.length, `seed ${seed}`).toBe(begun);
      expect(call.problems, `seed ${seed}`).toEqual([]);
      expect(call.clock.pendingTimers, `seed ${seed}`).toBe(0);
      for (const { purpose, outcome } of told) {
        if (purpose === "early") seen.early += 1;
        seen[outcome] += 1;
      }
    }
  });

  it("was tried with every outcome", () => {
    for (const [outcome, count] of Object.entries(seen)) expect(count, outcome).toBeGreaterThan(5);
  });
});

function randomBeats(random: Random): readonly Beat[] {
  const beats: Beat[] = [random.pick([0, 0, 50, 300, 1_500, 6_000])];
  if (random.chance(0.1)) beats.push(new Error("busy"));
  beats.push(random.pick(["Yes. ", "Well", "NO_RESPONSE_NEEDED", ""]), random.pick([0, 100, 7_000]));
  if (random.chance(0.3)) beats.push({ callId: "c", name: random.pick(["look", "nothing"]), input: {} });
  if (random.chance(0.1)) beats.push(new Error("busy"));
  beats.push("That is all.");
  return beats;
}

/** Everything that a platform may send, in an order that few would. */
async function actAtRandom(call: TimedCall, random: Random): Promise<void> {
  let talk: Utterance[] = user("Hello.");
  let responseId = 0;
  for (let act = 0; act < 25; act += 1) {
    const chance = random.next();
    if (chance < 0.3) call.update(talk);
    else if (chance < 0.5)
      talk = [...talk.slice(0, -1), ...user(`${talk.at(-1)?.content} ${random.pick(["And?", "no"])}`)];
    else if (chance < 0.65) {
      responseId += 1;
      if (random.chance(0.8)) call.ask(responseId, talk);
      else call.remind(responseId);
    } else if (chance < 0.72) talk = [...talk, { role: "agent", content: "Yes." }, ...user("Good.")];
    else if (chance < 0.76) call.update(random.pick([[], user(""), [{ role: "agent", content: "Yes." }]]));
    else await call.clock.advance(random.pick([0, 1, 60, 400, 3_000]));
  }
}
