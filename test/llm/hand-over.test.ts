/** A call that is handed over from one part of an agent to another, in virtual time, and with real providers. */
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  type AgentPart,
  handOver,
  type LlmAgentOptions,
  llmAgent,
  type ModelRequest,
  tool,
} from "../../src/agents/llm/index.ts";
import { createVirtualClock } from "../../src/internal/index.ts";
import { interrupt, scriptedCaller } from "../../src/platform/index.ts";
import { createScriptedModel, type ModelBeat, placeCall, startModelServer } from "../../src/testing/index.ts";
import { openSpokenCall } from "./spoken-call.ts";

// It would tell the tests' output that it does not know these models.
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });

const call = (name: string, input: unknown = {}): ModelBeat => ({ callId: `c-${name}`, name, input });
const isAsked = ({ messages }: ModelRequest, words: string): boolean =>
  messages.findLast(({ role }) => role === "user")?.role === "user" &&
  JSON.stringify(messages.findLast(({ role }) => role === "user")).includes(words);

/** At the desk, whoever says "bill" is handed over; billing tells amounts, and hands back who says "visit". */
function desk(clock = createVirtualClock(), more: Partial<LlmAgentOptions> = {}) {
  const amount = tool({ description: "Tells an amount.", input: z.object({}), effect: "read", run: () => "40 euros" });
  const model = createScriptedModel({
    clock,
    play: (request) => {
      const isBilling = "amount" in request.tools;
      const isTold = request.messages.at(-1)?.role === "tool";
      if (isAsked(request, "bill")) return isBilling ? [100, "Billing here."] : [call("to_billing")];
      if (isAsked(request, "much")) return isTold ? [100, "It is 40 euros."] : [call("amount")];
      if (isAsked(request, "visit")) return isBilling ? [call("to_desk")] : [100, "The desk again."];
      return [100, isBilling ? "Billing is listening." : "The desk is listening."];
    },
  });
  const agent = llmAgent({
    model,
    clock,
    instructions: "You are the desk.",
    greeting: "Hello.",
    tools: { to_billing: handOver("billing") },
    agents: { billing: { instructions: "You are billing.", tools: { amount, to_desk: handOver("main") } } },
    ...more,
  });
  return { agent, clock, model };
}

describe("a call that is handed over", () => {
  it("goes on in the same turn, with the other part's instructions and tools, and all that was said", async () => {
    const { agent, clock, model } = desk();
    const caller = scriptedCaller(["I have a question about my bill.", "How much is it?"]);
    const report = await placeCall({ agent, clock, caller });
    expect(report.call.transcript).toContain("my bill.\nAgent: Billing here.\nUser: How much is it?\nAgent: It is 40");
    expect(report.findingCounts).toEqual({});
    const [before, after] = model.requests;
    expect(before).toMatchObject({ instructions: "You are the desk." });
    expect(after).toMatchObject({ instructions: "You are billing." });
    expect(Object.keys(after?.tools ?? {})).toEqual(["amount", "to_desk"]);
    expect(after?.messages.slice(0, before?.messages.length)).toEqual(before?.messages);
    expect(after?.messages.at(-1)).toMatchObject({ role: "tool", results: [{ name: "to_billing", successful: true }] });
  });

  it("comes back by the name main", async () => {
    const { agent, clock, model } = desk();
    const caller = scriptedCaller(["My bill, please.", "And a visit, please."]);
    const report = await placeCall({ agent, clock, caller });
    expect(report.call.transcript).toContain("Agent: The desk again.");
    expect(model.requests.at(-1)).toMatchObject({ instructions: "You are the desk." });
  });

  it("stays where it is when the caller interrupts, and when the connection breaks", async () => {
    const { agent, clock, model } = desk();
    const caller = scriptedCaller([
      "My bill, please.",
      interrupt({ afterWords: 1, say: "One moment." }),
      "Hello again.",
      "And once more.",
    ]);
    const faults = { plan: [{ kind: "break", atMs: 9_000 }] } as const;
    const report = await placeCall({ agent, clock, caller, faults });
    expect(report.connections).toBe(2);
    expect(report.call.transcript.match(/Agent: Hello\./g)).toHaveLength(1);
    expect(report.call.transcript).toMatch(/Agent: Billing is listening\.\n$/);
    expect(model.requests.slice(1).map(({ instructions }) => instructions)).not.toContain("You are the desk.");
  });

  it("says its line meanwhile, and asks the other part's model", async () => {
    const clock = createVirtualClock();
    const slow = createScriptedModel({ clock, name: "billing", play: () => [600, "Billing here."] });
    const { agent } = desk(clock, {
      tools: { to_billing: handOver("billing", { description: "For bills.", meanwhile: "Let me put you through." }) },
      agents: { billing: { instructions: "You are billing.", model: slow } },
    });
    const report = await placeCall({ agent, clock, caller: scriptedCaller(["My bill, please."]) });
    expect(report.call.transcript).toContain("Agent: Let me put you through. Billing here.");
    expect(slow.requests).toHaveLength(1);
  });

  it("is a call's own: the next one begins at the beginning", async () => {
    const { agent, clock, model } = desk();
    await placeCall({ agent, clock, caller: scriptedCaller(["My bill, please."]) });
    await placeCall({ agent, clock, caller: scriptedCaller(["Good morning."]) });
    expect(model.requests.at(-1)).toMatchObject({ instructions: "You are the desk." });
  });

  it("shares its typed state with all parts", async () => {
    const clock = createVirtualClock();
    const model = createScriptedModel({
      clock,
      play: (request) => ("name_is" in request.tools ? [call("name_is"), call("to_second")] : [100, "Thank you."]),
    });
    const agent = llmAgent({
      model,
      clock,
      state: () => ({ name: "nobody" }),
      instructions: "Ask for the name.",
      greeting: "Hello.",
      tools: ({ state }) => ({
        name_is: tool({
          description: "Keeps the name.",
          input: z.object({}),
          effect: "idempotent",
          run: () => {
            state.name = "Ada";
          },
        }),
        to_second: handOver("second"),
      }),
      agents: { second: { instructions: ({ state }) => `You speak with ${state.name}.` } },
    });
    await placeCall({ agent, clock, caller: scriptedCaller(["I am Ada."]) });
    expect(model.requests.at(-1)).toMatchObject({ instructions: "You speak with Ada." });
  });

  it("tells the model when a function's tools name a part that there is not", async () => {
    const clock = createVirtualClock();
    const { agent, model } = desk(clock, { tools: () => ({ to_billing: handOver("nowhere") }), maxSteps: 2 });
    await placeCall({ agent, clock, caller: scriptedCaller(["My bill, please."]) });
    const last = model.requests.find(({ messages }) => messages.at(-1)?.role === "tool")?.messages.at(-1);
    expect(JSON.stringify(last)).toContain('there is no agent \\"nowhere\\"; there are main, billing');
  });
});

it("goes from one provider to another, which is told the first one's tool calls", async () => {
  await using server = await startModelServer({
    script: [
      { toolCalls: [{ id: "call_1", name: "to_billing", input: {} }], expect: { toolNames: ["to_billing"] } },
      { text: "Billing here.", expect: { instructions: "You are billing." } },
      { text: "Still billing.", expect: { instructions: "You are billing." } },
    ],
  });
  const keys = { baseURL: server.baseUrl, apiKey: "a-key" };
  const agent = llmAgent({
    model: createOpenAI(keys).chat("gpt"),
    instructions: "You are the desk.",
    tools: { to_billing: handOver("billing") },
    agents: { billing: { instructions: "You are billing.", model: createAnthropic(keys)("claude") } },
    // Nothing that takes a moment on a busy machine is taken for silence.
    ladder: { holdAfterMs: 0, firstWordMs: 0, stallMs: 0, silenceMs: 0 },
  });
  await using spoken = await openSpokenCall(agent);
  expect((await spoken.say("My bill, please.")).text).toBe("Billing here.");
  expect((await spoken.say("Who is there?")).text).toBe("Still billing.");
  expect(server.requests.map(({ api }) => api)).toEqual(["chat-completions", "messages", "messages"]);
  expect(JSON.stringify(server.requests.at(-1)?.messages)).toContain("to_billing");
});

describe("a part that cannot be used is refused at once:", () => {
  const part: AgentPart = { instructions: "You are billing." };
  const model = createScriptedModel({ clock: createVirtualClock(), play: () => [] });
  const cases: Record<string, [Partial<LlmAgentOptions>, RegExp]> = {
    "a hand-over to a part that there is not": [
      { tools: { go: handOver("biling") }, agents: { billing: part } },
      /no agent "biling"; there are main, billing/,
    ],
    "a hand-over without parts": [{ tools: { go: handOver("billing") } }, /no agent "billing"; there are main$/],
    "a hand-over out of a part": [
      { agents: { billing: { ...part, tools: { go: handOver("sales") } } } },
      /no agent "sales"/,
    ],
    "a part named main": [{ agents: { main: part } }, /agents\.main must have another name/],
    "a part without instructions": [
      { agents: { billing: {} as AgentPart } },
      /agents\.billing\.instructions must be a text/,
    ],
    "a part with a tool that no provider takes": [
      { agents: { billing: { ...part, tools: { "to sales": handOver("main") } } } },
      /agents\.billing\.tools\["to sales"\] needs a name/,
    ],
    "a part that is no object": [
      { agents: { billing: "You are billing." as unknown as AgentPart } },
      /agents\.billing must be an object/,
    ],
    "a misspelt member": [
      { agents: { billing: { ...part, tool: {} } as AgentPart } },
      /no option "agents\.billing\.tool"/,
    ],
    "a part without models": [{ agents: { billing: { ...part, model: [] } } }, /at least one model/],
    "a model without a price, where money is limited": [
      {
        agents: { billing: { ...part, model: { ...model, name: "dear" } } },
        prices: { scripted: { input: 1, output: 1 } },
        limits: { costUsd: 1 },
      },
      /add prices\["dear"\]/,
    ],
  };

  it.each(Object.entries(cases))("%s", (_name, [options, message]) => {
    expect(() => llmAgent({ model, instructions: "You are the desk.", ...options })).toThrow(message);
  });

  it("a hand-over without a name", () => {
    expect(() => handOver("")).toThrow(/name one of llmAgent/);
  });
});
