/** An LLM agent in a whole call, in virtual time. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { historyNotes } from "../../src/agents/llm/history.ts";
import { endCall, llmAgent, tool } from "../../src/agents/llm/index.ts";
import { createVirtualClock } from "../../src/internal/index.ts";
import { interrupt, say, scriptedCaller, waitForAgent } from "../../src/platform/index.ts";
import type { AgentNote } from "../../src/session/index.ts";
import { placeCall } from "../../src/testing/index.ts";
import { scriptedModel } from "./scripted-model.ts";

const instructions = "You are Ava.";

describe("an LLM agent", () => {
  it("answers from what was heard", async () => {
    const clock = createVirtualClock();
    const model = scriptedModel(clock, () => [200, "We are open ", "till nine. ", 100, "Come by."]);
    const agent = llmAgent({ model, instructions, greeting: "Hello.", clock });
    const { call, findingCounts } = await placeCall({ agent, clock, caller: scriptedCaller(["When are you open?"]) });
    expect(call.transcript).toBe("Agent: Hello.\nUser: When are you open?\nAgent: We are open till nine. Come by.\n");
    expect(findingCounts).toEqual({});
    expect(model.requests.at(-1)?.messages).toEqual([
      { role: "user", text: historyNotes.begin },
      expect.objectContaining({ role: "assistant", text: "Hello." }),
      { role: "user", text: "When are you open?" },
    ]);
  });

  it.each([
    ["was still writing", [200, "We are open from nine to five. ", 4_000, "But not on Sundays."]],
    ["had written it all", [200, "We are open from nine to five. But not on Sundays."]],
  ])("tells the model that it was interrupted while it %s", async (_when, answer) => {
    const clock = createVirtualClock();
    const model = scriptedModel(clock, ({ messages }) => (messages.length > 3 ? ["Yes."] : answer));
    const agent = llmAgent({ model, instructions, greeting: "Hello.", clock });
    const caller = scriptedCaller(["When?", interrupt({ afterWords: 3, say: "Even on Mondays?" })]);
    await placeCall({ agent, clock, caller });
    expect(model.requests.at(-1)?.messages.slice(-2)).toEqual([
      expect.objectContaining({ role: "assistant", text: expect.stringMatching(/^We are open/) }),
      { role: "user", text: `${historyNotes.interrupted} Even on Mondays?` },
    ]);
  });

  it("may load in its greeting what the call needs to know", async () => {
    const clock = createVirtualClock();
    const model = scriptedModel(clock, () => ["Yes."]);
    const agent = llmAgent<{ customer: string }>({
      model,
      state: () => ({ customer: "nobody" }),
      async greeting({ state }) {
        await new Promise<void>((resolve) => clock.setTimeout(resolve, 300));
        state.customer = "Ada";
        return `Hello ${state.customer}.`;
      },
      instructions: ({ state }) => `You speak with ${state.customer}.`,
      clock,
    });
    const caller = scriptedCaller([interrupt({ afterWords: 1, say: "Do you know me?" })]);
    const { call } = await placeCall({ agent, clock, caller });
    expect(call.transcript).toContain("Agent: Hello");
    expect(model.requests[0]?.instructions).toBe("You speak with Ada.");
    expect(model.requests[0]?.messages.at(-1)).toMatchObject({
      text: expect.stringContaining(historyNotes.interrupted),
    });
  });

  it.each([
    [{ instructions: async () => "You are Ava." }, /^llmAgent: instructions must give .* belongs into the greeting/],
    [{ instructions: () => undefined }, /^llmAgent: instructions must give .* belongs into the greeting/],
    [{ tools: async () => ({}) }, /^llmAgent: tools must give .* belongs into the greeting/],
    [{ tools: () => ({ "hang up": endCall() }) }, /^llmAgent: tools\["hang up"\] needs a name/],
  ])("apologises, and says what to do, when a function gives what cannot be used: %o", async (wrong, said) => {
    const clock = createVirtualClock();
    const model = scriptedModel(clock, () => ["Yes."]);
    // Types refuse it; JavaScript does not.
    const agent = llmAgent({ model, instructions, greeting: "Hello.", clock, ...(wrong as object) });
    const notes: AgentNote[] = [];
    const { call } = await placeCall({
      agent,
      clock,
      caller: scriptedCaller(["Hello?"]),
      observer: { onEvent: (_callId, event) => event.type === "agent-noted" && notes.push(event.note) },
    });
    expect(call.transcript).toContain("I am sorry, something went wrong on my side.");
    const message = expect.stringMatching(said);
    expect(notes).toContainEqual(
      expect.objectContaining({ rung: "apology", error: expect.objectContaining({ message }) }),
    );
    expect(model.requests).toEqual([]);
  });

  it("runs a tool, and speaks of its result", async () => {
    const clock = createVirtualClock();
    const model = scriptedModel(clock, ({ messages }) => {
      const last = messages.at(-1);
      return last?.role === "tool"
        ? [100, `It is ${last.results[0]?.content} degrees.`]
        : ["Let me look. ", { callId: `c${messages.length}`, name: "weather", input: { city: "Rome" } }];
    });
    const weather = tool({
      description: "Tells the temperature.",
      input: z.object({ city: z.string() }),
      effect: "read",
      run: ({ city }) => (city === "Rome" ? 21 : 0),
    });
    const agent = llmAgent({ model, instructions, greeting: "Hello.", tools: { weather }, clock });
    const { call } = await placeCall({ agent, clock, caller: scriptedCaller(["How warm is it in Rome?"]) });
    expect(call.transcript).toContain("Agent: Let me look. It is 21 degrees.\n");
    expect(call.transcript_with_tool_calls.map(({ role }) => role)).toContain("tool_call_result");
  });

  it("runs a commit once, although the caller interrupts the answer", async () => {
    const clock = createVirtualClock();
    let booked = 0;
    const book = tool({
      description: "Books.",
      input: z.object({ at: z.string() }),
      effect: "commit",
      run: async () => {
        booked += 1;
        return "booked";
      },
    });
    // A stubborn model: it books again whenever the newest message is the caller's.
    const model = scriptedModel(clock, ({ messages }) =>
      messages.at(-1)?.role === "tool"
        ? ["You are booked for seven, and we look forward to seeing you then."]
        : [{ callId: `c${messages.length}-${clock.now()}`, name: "book", input: { at: "19:00" } }],
    );
    const agent = llmAgent({ model, instructions, greeting: "Hello.", tools: { book }, clock });
    const caller = scriptedCaller([
      waitForAgent(),
      say("Book me for seven."),
      interrupt({ afterWords: 3, say: "And at the window, please." }),
    ]);
    const { call } = await placeCall({ agent, clock, caller });
    expect(call.transcript).toContain("window");
    expect(booked).toBe(1);
  });

  it("hangs up on the frame that carries the farewell", async () => {
    const clock = createVirtualClock();
    const model = scriptedModel(clock, () => [50, { callId: "c", name: "end_call", input: { say: "Goodbye." } }]);
    const agent = llmAgent({ model, instructions, greeting: "Hello.", tools: { end_call: endCall() }, clock });
    const report = await placeCall({ agent, clock, caller: scriptedCaller(["Bye."]) });
    expect(report.call.disconnection_reason).toBe("agent_hangup");
    const last = report.frames.findLast(({ type }) => type === "response");
    expect(JSON.parse(last?.text ?? "{}")).toMatchObject({
      content: "Goodbye.",
      end_call: true,
      content_complete: true,
    });
  });

  it("says a holding line, takes the next model, and apologises when all fail", async () => {
    const clock = createVirtualClock();
    const mute = scriptedModel(clock, () => [60_000, "Never."], "mute");
    const broken = scriptedModel(clock, () => [new Error("500")], "broken");
    const agent = llmAgent({ model: [mute, broken], instructions, greeting: "Hello.", clock });
    const { call } = await placeCall({
      agent,
      clock,
      caller: scriptedCaller([waitForAgent(), say("Hi."), waitForAgent({ patienceMs: 30_000 })]),
    });
    expect(call.transcript).toContain("Agent: One moment, please. I am sorry, something went wrong on my side.");
  });
});
