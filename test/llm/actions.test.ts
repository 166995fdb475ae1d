/** Hanging up, transferring and the other actions: they ride on the last words, and survive a caller's "thanks". */
import { describe, expect, it } from "vitest";
import {
  type AgentTools,
  endCall,
  llmAgent,
  type Model,
  type ModelRequest,
  pressDigits,
  transfer,
  updateAgent,
} from "../../src/agents/llm/index.ts";
import { notDoneNote } from "../../src/agents/llm/pending-action.ts";
import { type Clock, createVirtualClock } from "../../src/internal/index.ts";
import { type CallerStep, interrupt, say, scriptedCaller, waitForAgent } from "../../src/platform/index.ts";
import { placeCall } from "../../src/testing/index.ts";
import { type Beat, scriptedModel } from "./scripted-model.ts";

type Play = (request: ModelRequest, index: number) => readonly Beat[];

async function talk(tools: AgentTools, steps: readonly (CallerStep | string)[], play: Play) {
  const clock = createVirtualClock();
  const model = scriptedModel(clock, play);
  const agent = llmAgent({
    model: slowToCall(model, clock),
    instructions: "You are Ava.",
    greeting: "Hello.",
    tools,
    clock,
  });
  const details = { callType: "phone_call" } as const;
  const platformModel = { bargeInSpanWords: 0 };
  const report = await placeCall({ agent, clock, caller: scriptedCaller(steps), details, model: platformModel });
  const responses = report.frames
    .filter(({ direction, text }) => direction === "from-server" && text.includes('"response_type":"response"'))
    .map(({ text }) => JSON.parse(text) as Record<string, unknown>);
  return { report, model, responses };
}

/** As with real ones, the input of a call comes some time after its beginning. */
function slowToCall(model: Model, clock: Clock): Model {
  return {
    name: model.name,
    async *generate(request) {
      for await (const part of model.generate(request)) {
        if (part.type === "tool-call") await new Promise<void>((resolve) => clock.setTimeout(resolve, 400));
        yield part;
      }
    },
  };
}

const called = (name: string, input: unknown): Beat => ({ callId: `c-${name}`, name, input });
const farewell = "Thank you for calling and goodbye.";

describe("an action", () => {
  it("rides on the frame of the last sentence, which the model wrote token by token", async () => {
    const { report, responses } = await talk({ end_call: endCall() }, ["Bye."], () => [
      ...[100, "All", " done", ".", 30, " Good", 30, "bye", 30, ".", 200],
      called("end_call", { say: "" }),
    ]);
    expect(report.call.disconnection_reason).toBe("agent_hangup");
    expect(responses.slice(-2)).toMatchObject([
      { content: expect.stringMatching(/^All done\. ?$/), end_call: false, content_complete: false },
      { content: expect.stringMatching(/Goodbye\.$/), end_call: true, content_complete: true },
    ]);
  });

  it("rides on a later sentence also when it comes late, while the caller still listens to the one before", async () => {
    const { report, responses } = await talk({ end_call: endCall() }, ["Bye."], () => [
      ...[100, "You are booked for seven. Goodbye.", 500],
      called("end_call", { say: "" }),
    ]);
    expect(report.call.disconnection_reason).toBe("agent_hangup");
    expect(responses.slice(-2)).toMatchObject([
      { content: "You are booked for seven. ", end_call: false },
      { content: "Goodbye.", end_call: true, content_complete: true },
    ]);
  });

  it("rides on what is said with it; what was written already is not said twice, and markup not at all", async () => {
    const play = (input: string) => () => ["Goodbye.", called("end_call", { say: input })];
    const twice = await talk({ end_call: endCall() }, ["Bye."], play("goodbye!"));
    expect(twice.responses.at(-1)).toMatchObject({ content: "Goodbye.", end_call: true });
    const more = await talk({ end_call: endCall() }, ["Bye."], play("**Take care.**"));
    expect(more.responses.at(-1)).toMatchObject({ content: "Goodbye. Take care.", end_call: true });
  });

  it.each([{}, null, "Goodbye."])("is done at once also when the model leaves its words out: %j", async (input) => {
    const { report, responses, model } = await talk({ end_call: endCall() }, ["Bye."], () => [
      "Goodbye.",
      called("end_call", input),
    ]);
    expect(report.call.disconnection_reason).toBe("agent_hangup");
    expect(responses.at(-1)).toMatchObject({ content: "Goodbye.", end_call: true });
    expect(model.requests).toHaveLength(1);
  });

  it("is not done when another tool of the same step failed", async () => {
    const { report, model } = await talk({ end_call: endCall() }, ["Bye."], (_request, index) =>
      index === 0 ? [called("book", {}), called("end_call", { say: "Booked." })] : ["I could not book it."],
    );
    expect(report.call.transcript).toContain("Agent: I could not book it.");
    expect(JSON.stringify(model.requests[1]?.messages)).toContain("Not done, because something else failed");
  });

  it("transfers to the number, with the caller's own shown", async () => {
    const tools = { front_desk: transfer("+14155550123", { showTransfereeAsCaller: true }) };
    const { report, responses } = await talk(tools, ["A person, please."], () => [
      called("front_desk", { say: "I put you through." }),
    ]);
    expect(report.call.disconnection_reason).toBe("call_transfer");
    expect(responses.at(-1)).toMatchObject({
      content: "I put you through.",
      transfer_number: "+14155550123",
      show_transferee_as_caller: true,
    });
    expect(() => transfer(" ")).toThrow("transfer: give a number");
  });

  it("presses keys once, and the model knows of it later on", async () => {
    const { responses, model } = await talk({ press: pressDigits() }, ["Press one.", "Well?"], (_request, index) =>
      index === 0 ? [called("press", { digits: "1x" })] : index === 1 ? [called("press", { digits: "1" })] : ["Done."],
    );
    expect(responses.filter((response) => response.digit_to_press === "1")).toHaveLength(1);
    expect(JSON.stringify(model.requests[1]?.messages)).toContain("The input cannot be used: digits");
    expect(model.requests[2]?.messages).toContainEqual({
      role: "tool",
      results: [{ callId: "c-press", name: "press", content: "done", successful: true }],
    });
  });

  it("changes the agent's settings within their ranges", async () => {
    const { report, model } = await talk({ patience: updateAgent() }, ["Slowly, please."], (_request, index) => {
      const inputs = [{ responsiveness: 2 }, {}, { responsiveness: 0.2, reminder_max_count: 0 }];
      return index < inputs.length ? [called("patience", inputs[index])] : ["Take your time."];
    });
    const updates = report.frames.filter(({ text }) => text.includes("update_agent"));
    expect(updates.map(({ text }) => JSON.parse(text))).toEqual([
      { response_type: "update_agent", agent_config: { responsiveness: 0.2, reminder_max_count: 0 } },
    ]);
    expect(JSON.stringify(model.requests[1]?.messages)).toContain("responsiveness: Too big");
    expect(JSON.stringify(model.requests[2]?.messages)).toContain("give at least one setting");
  });
});

describe("an action that the caller's words wiped out", () => {
  const overTheEnd = (words: string) => [waitForAgent(), say("Bye."), interrupt({ afterWords: 4, say: words })];
  /** Hangs up once, and after that only talks. */
  const once: Play = ({ messages }) =>
    JSON.stringify(messages).includes("c-end_call") ? ["I am still here."] : [called("end_call", { say: farewell })];

  it.each(["Thanks.", "right", "Okay, thank you very much, bye bye!"])(
    "is done after all when they were only %j, without asking the model",
    async (words) => {
      const { report, model, responses } = await talk({ end_call: endCall() }, overTheEnd(words), once);
      expect(report.call.disconnection_reason).toBe("agent_hangup");
      expect(report.call.transcript).toMatch(/Agent: Thank you for calling and\nUser: .*\nAgent: Goodbye\.\n$/);
      expect(model.requests.every(({ messages }) => !JSON.stringify(messages).includes(notDoneNote))).toBe(true);
      expect(responses.at(-1)).toMatchObject({ content: "Goodbye.", end_call: true, no_interruption_allowed: true });
    },
  );

  it("is left to the model when they were more, which is told that nothing has happened", async () => {
    const { report, model } = await talk({ end_call: endCall() }, overTheEnd("Wait, when do you open?"), once);
    expect(report.call.disconnection_reason).toBe("user_hangup");
    expect(report.call.transcript).toContain("Agent: I am still here.");
    expect(JSON.stringify(model.requests.at(-1)?.messages)).toContain(notDoneNote);
  });

  it("stays undone with persist: false", async () => {
    const { report } = await talk({ end_call: endCall({ persist: false }) }, overTheEnd("Thanks."), once);
    expect(report.call.disconnection_reason).toBe("user_hangup");
    expect(report.call.transcript).toContain("Agent: I am still here.");
  });

  it("goes by the tool's own words, in any language", async () => {
    const german = endCall({ acknowledgements: ["danke", "danke schön"], closing: "Auf Wiederhören." });
    const { report } = await talk({ end_call: german }, overTheEnd("Danke schön!"), once);
    expect(report.call.transcript).toMatch(/Agent: Auf Wiederhören\.\n$/);
    const english = await talk({ end_call: german }, overTheEnd("Thanks."), once);
    expect(english.report.call.disconnection_reason).toBe("user_hangup");
  });
});
