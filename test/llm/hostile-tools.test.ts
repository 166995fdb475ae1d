/** Tools that do what they should not, and schemas that make something new of the same words. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type AgentTools, llmAgent, type ModelRequest, tool } from "../../src/agents/llm/index.ts";
import type { Utterance } from "../../src/protocol/index.ts";
import { type Beat, scriptedModel } from "./scripted-model.ts";
import { timedCall } from "./timed-call.ts";

const user = (content: string): Utterance => ({ role: "user", content });
const called = (name: string, input: unknown = {}, callId = `c-${name}`): Beat => ({ callId, name, input });

/** A call whose model calls these whenever the caller spoke last, and what the model is told last. */
async function callOf(tools: AgentTools, calls: readonly Beat[]) {
  const requests: ModelRequest[] = [];
  const call = await timedCall((clock) => {
    const model = scriptedModel(clock, (request) => {
      requests.push(request);
      return request.messages.at(-1)?.role === "user" ? calls : ["All is done."];
    });
    return llmAgent({ model, instructions: "Help.", clock, tools });
  });
  return { call, lastTold: () => JSON.stringify(requests.at(-1)?.messages) };
}

describe("a tool", () => {
  it("may spoil its input: the history holds what the model wrote", async () => {
    type Input = Record<string, unknown>;
    const spoil = tool<Input>({
      description: "Gives the very object on, and changes it.",
      input: { "~standard": { version: 1, vendor: "test", validate: (value) => ({ value: value as Input }) } },
      effect: "read",
      run(input) {
        input.self = input;
        delete input.day;
      },
    });
    const { call, lastTold } = await callOf({ spoil }, [called("spoil", { day: "monday" })]);
    expect(await call.answer(1)).toBe("All is done.");
    expect(await call.answer(2)).toBe("All is done.");
    expect(lastTold()).toContain('"input":{"day":"monday"}');
  });

  it.each([
    ["return", (text: string): string => text],
    [
      "throw",
      (text: string): never => {
        throw new Error(text);
      },
    ],
  ])("may %s two million characters: of which the beginning is told", async (_how, run) => {
    const flood = tool({
      ...{ description: "Floods.", input: z.object({}), effect: "read" },
      run: () => run(`begin ${"x".repeat(2_000_000)}`),
    });
    const { call, lastTold } = await callOf({ flood }, [called("flood")]);
    expect(await call.answer(1)).toBe("All is done.");
    expect(lastTold()).toContain("begin xxx");
    expect(lastTold()).toContain("2000006 characters");
    expect(lastTold().length).toBeLessThan(21_000);
  });

  it("may be called two hundred times at once, without a warning on the console", async () => {
    const warnings: string[] = [];
    const note = ({ message }: Error): unknown => warnings.push(message);
    process.on("warning", note);
    const look = tool({
      ...{ description: "Looks.", input: z.object({}), effect: "read" },
      run: () => new Promise((resolve) => setImmediate(resolve)),
    });
    const book = tool({
      ...{ description: "Books.", input: z.object({ at: z.int() }), effect: "commit" },
      run: String,
    });
    const calls = Array.from({ length: 200 }, (_, at) => called(at % 2 === 0 ? "look" : "book", { at }, `c${at}`));
    const { call } = await callOf({ look, book }, calls);
    expect(await call.answer(1)).toContain("All is done.");
    // Node tells of them in a later tick.
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", note);
    expect(warnings).toEqual([]);
  });
});

describe("a commit tool", () => {
  it("runs once for the same words of the model, although its schema gives each of them a new id", async () => {
    const runs: string[] = [];
    let ids = 0;
    const book = tool({
      description: "Books.",
      input: z.object({ at: z.string(), id: z.string().default(() => `id-${++ids}`) }),
      effect: "commit",
      run: ({ at }) => runs.push(at),
    });
    const { call } = await callOf({ book }, [called("book", { at: "seven" })]);
    await call.answer(1, [user("Book.")]);
    await call.answer(2, [user("Book."), user("Hello?")]);
    expect(runs).toEqual(["seven"]);
  });

  it("runs once although later words hold the letters of the short answer that was never heard", async () => {
    let runs = 0;
    const book = tool({ ...{ description: "Books.", input: z.object({}), effect: "commit" }, run: () => ++runs });
    const call = await timedCall((clock) => {
      const model = scriptedModel(clock, ({ messages }, index) => {
        if (messages.at(-1)?.role === "user") return [called("book")];
        return [index === 1 ? "OK." : "Your booking is confirmed for seven."];
      });
      return llmAgent({ model, instructions: "Help.", clock, tools: { book } });
    });
    const transcript = [user("Book.")];
    expect(await call.answer(1, transcript)).toBe("OK.");
    transcript.push(user("Hello?"));
    await call.answer(2, transcript);
    transcript.push({ role: "agent", content: "Your booking" }, user("What?"));
    await call.answer(3, transcript);
    expect(runs).toBe(1);
  });

  it("is not forgotten when it comes to its end in the moment in which it is cancelled", async () => {
    const book = tool({
      ...{ description: "Books.", input: z.object({}), effect: "commit", onInterruption: "cancel" },
      run(_input, { call }) {
        call.interrupt("It is booked.");
        return "booked";
      },
    });
    const { call, lastTold } = await callOf({ book }, [called("book")]);
    call.ask(1, [user("Book.")]);
    await call.clock.advance(1_000);
    call.ask(2, [user("Book."), user("Really?")]);
    await call.clock.advance(100);
    expect(lastTold()).toContain('"content":"booked","successful":true');
  });
});
