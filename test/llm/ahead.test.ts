/** Generation ahead of the question: what is heard of it, when, and what it never does. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { endCall, type LlmAgentOptions, llmAgent, type ModelRequest, tool } from "../../src/agents/llm/index.ts";
import type { Utterance } from "../../src/protocol/index.ts";
import type { AgentNote, GenerationNote } from "../../src/session/index.ts";
import type { ScriptedModel } from "../../src/testing/index.ts";
import { type Beat, scriptedModel } from "./scripted-model.ts";
import { type TimedCall, timedCall } from "./timed-call.ts";

interface AheadCall extends TimedCall {
  readonly model: ScriptedModel;
}

const answer: readonly Beat[] = [300, "We are open ", 100, "till five. ", 400, "Come by."];
const question = "When are you open?";

async function callOf(
  play: readonly Beat[] | ((request: ModelRequest, index: number) => readonly Beat[]) = answer,
  options: Partial<LlmAgentOptions> = {},
): Promise<AheadCall> {
  let model: ScriptedModel | undefined;
  const call = await timedCall((clock) => {
    model = scriptedModel(clock, typeof play === "function" ? play : () => play, "m");
    return llmAgent({ model, instructions: "Help them.", clock, ahead: true, ...options });
  });
  return Object.assign(call, { model: model as ScriptedModel });
}

const user = (content: string): Utterance[] => [{ role: "user", content }];
const generations = (notes: readonly AgentNote[]): GenerationNote[] =>
  notes.filter((note): note is GenerationNote => note.kind === "generation");

describe("an early generation that the request fits", () => {
  it("is heard at once, and goes on as it is written", async () => {
    const call = await callOf();
    call.update(user(question));
    await call.clock.advance(700);
    call.ask(1, user(question));
    await call.clock.advance(1_000);
    expect(call.framesOf(1)).toMatchObject([
      { atMs: 1, content: "We are open till five. " },
      { atMs: 100, content: "Come by.", isComplete: true },
    ]);
    expect(call.model.requests).toHaveLength(1);
  });

  it("may have come to its end before", async () => {
    const call = await callOf();
    call.update(user(question));
    await call.clock.advance(5_000);
    call.ask(1, user(question));
    await call.clock.advance(0);
    expect(call.said(1)).toBe("We are open till five. Come by.");
    expect(call.framesOf(1).at(-1)).toMatchObject({ atMs: 0, isComplete: true });
  });

  it("may have been told the words without the marks and capitals that came later", async () => {
    const call = await callOf();
    call.update(user("when are you open, really?"));
    call.ask(1, user("When are you open - really?"));
    await call.clock.advance(1_000);
    expect(call.model.requests).toHaveLength(1);
    expect(call.said(1)).toBe("We are open till five. Come by.");
  });

  it("may call no tool, where the first step of a turn is its last", async () => {
    const call = await callOf(answer, { maxSteps: 1 });
    call.update(user(question));
    await call.answer(1, user(question));
    expect(call.model.requests).toMatchObject([{ mayCallTools: false }]);
  });

  it("is counted as early, with its times from the request on", async () => {
    const call = await callOf();
    call.update(user(question));
    await call.clock.advance(600);
    call.ask(1, user(question));
    await call.clock.advance(1_000);
    expect(generations(call.notes)).toMatchObject([
      { purpose: "early", outcome: "kept", responseId: 1, firstTokenMs: 0, firstSentenceMs: 50, totalMs: 200 },
    ]);
  });

  it("gives way to the next model like any other, when it fails while it is waited for", async () => {
    const call = await timedCall((clock) => {
      const broken = scriptedModel(clock, () => [400, new Error("no")], "broken");
      const spare = scriptedModel(clock, () => answer, "spare");
      return llmAgent({ model: [broken, spare], instructions: "Help them.", clock, ahead: true });
    });
    call.update(user(question));
    await call.clock.advance(200);
    call.ask(1, user(question));
    await call.clock.advance(5_000);
    expect(call.said(1)).toBe("We are open till five. Come by.");
    expect(generations(call.notes)).toMatchObject([
      { purpose: "early", outcome: "failed", model: "broken", responseId: 1 },
      { purpose: "answer", outcome: "kept", model: "spare", responseId: 1 },
    ]);
  });

  it("is cut off at its last whole sentence, when it fails after it was heard", async () => {
    const call = await callOf([100, "We are open. ", "And on ", 400, new Error("no")]);
    call.update(user(question));
    await call.clock.advance(200);
    expect(await call.answer(1, user(question))).toBe("We are open.");
    expect(call.notes).toMatchObject([
      { purpose: "early", outcome: "failed" },
      { kind: "rung", rung: "cut-off" },
    ]);
  });

  it("knows that the caller cut off an answer that is still being written", async () => {
    const call = await callOf((_request, index) =>
      index === 0 ? ["We are open. And then ", 9_000, "no more."] : answer,
    );
    call.ask(1, user(question));
    await call.clock.advance(1_000);
    const cut: Utterance[] = [...user(question), { role: "agent", content: "We are" }, ...user("On Sunday?")];
    call.update(cut);
    await call.clock.advance(100);
    call.ask(2, cut);
    await call.clock.advance(2_000);
    expect(call.model.requests).toHaveLength(2);
    expect(call.model.requests[1]?.messages.at(-1)).toEqual({ role: "user", text: "(interrupting you) On Sunday?" });
    expect(call.said(2)).toBe("We are open till five. Come by.");
  });

  it("stops with the turn that took it", async () => {
    const call = await callOf();
    call.update(user(question));
    call.ask(1, user(question));
    await call.clock.advance(350);
    call.ask(2, user("When are you open? On Sunday."));
    await call.clock.advance(0);
    expect(call.model.requests[0]?.signal.aborted).toBe(true);
    expect(generations(call.notes)).toMatchObject([{ purpose: "early", outcome: "withdrawn", responseId: 1 }]);
  });
});

describe("an early generation that the request does not fit", () => {
  const echo = ({ messages }: ModelRequest): readonly Beat[] => {
    const last = messages.at(-1);
    return [100, `You said: ${last?.role === "user" ? last.text : ""}`];
  };

  it("is dropped as soon as the caller goes on, and nothing of it is heard", async () => {
    const call = await callOf(echo);
    call.update(user("I want a table."));
    await call.clock.advance(300);
    call.update(user("I want a table. For four"));
    expect(call.model.requests[0]?.signal.aborted).toBe(true);
    expect(await call.answer(1, user("I want a table. For four."))).toBe("You said: I want a table. For four.");
    expect(generations(call.notes)).toMatchObject([
      { purpose: "early", outcome: "withdrawn", responseId: undefined },
      { purpose: "answer", outcome: "kept", responseId: 1 },
    ]);
  });

  it("is dropped by a request with other words", async () => {
    const call = await callOf(echo);
    call.update(user("I want a table."));
    await call.clock.advance(300);
    expect(await call.answer(1, user("I want a cable."))).toBe("You said: I want a cable.");
  });

  it("is dropped by a request with other numbers of the same digits", async () => {
    const call = await callOf(echo);
    call.update(user("Apartment 1 2."));
    await call.clock.advance(300);
    expect(await call.answer(1, user("Apartment 12."))).toBe("You said: Apartment 12.");
  });

  it("is dropped when the agent is told something else about its own words", async () => {
    const call = await callOf(echo);
    const heard = (content: string): Utterance[] => [{ role: "agent", content }, ...user("Yes.")];
    call.update(heard("It costs forty"));
    await call.clock.advance(300);
    await call.answer(1, heard("It costs forty euros"));
    expect(call.model.requests).toHaveLength(2);
  });

  it("is dropped by a reminder", async () => {
    const call = await callOf(echo);
    call.update(user("Hello?"));
    await call.clock.advance(300);
    call.remind(1);
    await call.clock.advance(1_000);
    expect(call.model.requests).toHaveLength(2);
    expect(call.model.requests[1]?.instructions).toContain("silent");
  });

  it("is dropped when the instructions have changed", async () => {
    let step = 1;
    const call = await callOf(echo, { instructions: () => `Step ${step}.` });
    call.update(user("Hello?"));
    step = 2;
    await call.answer(1, user("Hello?"));
    expect(call.model.requests.map(({ instructions }) => instructions)).toEqual(["Step 1.", "Step 2."]);
  });

  it("is dropped when another tool is offered", async () => {
    const look = tool({ description: "Looks.", input: z.object({}), effect: "read", run: () => "free" });
    let hasTool = true;
    const call = await callOf(echo, { tools: () => (hasTool ? { look } : {}) });
    call.update(user("Hello?"));
    hasTool = false;
    await call.answer(1, user("Hello?"));
    expect(call.model.requests.map(({ tools }) => Object.keys(tools))).toEqual([["look"], []]);
  });

  it("is dropped when the caller's thanks only wiped out an action, which is done at once", async () => {
    const call = await callOf([100, "Goodbye.", { callId: "c", name: "end_call", input: { say: "" } }], {
      tools: { end_call: endCall() },
    });
    await call.answer(1, user("Bye."));
    const talk: Utterance[] = [...user("Bye."), { role: "agent", content: "Goodbye." }, ...user("Thanks.")];
    call.update(talk);
    await call.clock.advance(50);
    await call.answer(2, talk);
    expect(call.framesOf(2).filter(({ endsCall }) => endsCall)).toHaveLength(1);
    expect(call.model.requests.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect(generations(call.notes).at(-1)).toMatchObject({ purpose: "early", outcome: "withdrawn" });
  });

  it("is dropped when a limit of the call was reached meanwhile", async () => {
    const call = await callOf([5_000, "Never."], { limits: { minutes: 1 } });
    await call.clock.advance(59_000);
    call.update(user(question));
    await call.clock.advance(2_000);
    expect(await call.answer(1, user(question))).toContain("we have to stop here");
    expect(call.model.requests[0]?.signal.aborted).toBe(true);
  });

  it("had failed before: the request is answered as without it", async () => {
    const call = await callOf((_request, index) => (index === 0 ? [50, new Error("busy")] : answer));
    call.update(user(question));
    await call.clock.advance(300);
    expect(await call.answer(1, user(question))).toBe("We are open till five. Come by.");
    expect(generations(call.notes)).toMatchObject([
      { purpose: "early", outcome: "failed", responseId: undefined },
      { purpose: "answer", outcome: "kept", responseId: 1 },
    ]);
  });
});

describe("what looks like the end of the caller's turn", () => {
  it.each(["I want", "Mr", "four,", "", "…", "(!)"])("is not: %j", async (text) => {
    const call = await callOf();
    call.update(user(text));
    expect(call.model.requests).toHaveLength(0);
  });

  it.each(["Now?", "Well…", 'He said "no."', "今日は開いていますか。", "आज खुला है।", "هل أنتم مفتوحون؟"])(
    "is: %j",
    async (text) => {
      const call = await callOf();
      call.update(user(text));
      expect(call.model.requests).toHaveLength(1);
    },
  );

  it("is a second update with the same words", async () => {
    const call = await callOf();
    call.update(user("when are you open"));
    call.update(user("when are you open"));
    expect(call.model.requests).toHaveLength(1);
  });

  it("is not the agent's own speech, nor what was asked already", async () => {
    const call = await callOf();
    const talk: Utterance[] = [...user(question), { role: "agent", content: "We are open." }];
    await call.answer(1, user(question));
    call.update(user(question));
    call.update(talk);
    call.update(talk);
    expect(call.model.requests).toHaveLength(1);
  });

  it("is guessed at most three times between two requests, one at a time", async () => {
    const call = await callOf([5_000, "Never."]);
    for (const text of ["One.", "One. Two.", "One. Two. Three.", "One. Two. Three. Four."]) call.update(user(text));
    expect(call.model.requests.map(({ signal }) => signal.aborted)).toEqual([true, true, true]);
    call.ask(1, user("One. Two. Three. Four."));
    await call.clock.advance(0);
    call.update(user("One. Two. Three. Four. Five."));
    expect(call.model.requests).toHaveLength(5);
  });

  it("does not matter without the option", async () => {
    const call = await callOf(answer, { ahead: false });
    call.update(user(question));
    expect(call.model.requests).toHaveLength(0);
  });
});

describe("what an early generation never does", () => {
  const booked: string[] = [];
  const book = tool({
    description: "Books.",
    input: z.object({ at: z.string() }),
    effect: "commit",
    run: ({ at }) => {
      booked.push(at);
      return "booked";
    },
  });
  const look = tool({
    description: "Looks.",
    input: z.object({}),
    effect: "read",
    run: () => {
      booked.push("looked");
      return "free";
    },
  });
  const callTool = (name: string, input: object): Beat => ({ callId: `c-${name}`, name, input });

  it("is to run a tool: that waits for the request, and a commit for its confirmation from then on", async () => {
    booked.length = 0;
    const call = await callOf(
      ({ messages }) =>
        messages.at(-1)?.role === "tool"
          ? ["It is done."]
          : [50, "I book it. ", callTool("look", {}), callTool("book", { at: "five" })],
      { tools: { look, book } },
    );
    call.update(user("Book it."));
    await call.clock.advance(3_000);
    expect(booked).toEqual([]);
    call.ask(1, user("Book it."));
    await call.clock.advance(599);
    expect(booked).toEqual(["looked"]);
    await call.clock.advance(500);
    expect(booked).toEqual(["looked", "five"]);
    expect(call.said(1)).toBe("I book it. It is done.");
    expect(call.model.requests).toHaveLength(2);
  });

  it("is to hang up: the action rides on the frame of the words, once they were asked for", async () => {
    const call = await callOf([50, "Goodbye.", callTool("end_call", { say: "" })], { tools: { end_call: endCall() } });
    call.update(user("Bye."));
    await call.clock.advance(3_000);
    call.ask(1, user("Bye."));
    await call.clock.advance(10);
    expect(call.framesOf(1).filter(({ endsCall }) => endsCall)).toMatchObject([{ content: "Goodbye.", atMs: 0 }]);
  });

  it("is to go on after the call", async () => {
    const call = await callOf();
    call.update(user(question));
    await call.clock.advance(100);
    call.hangUp();
    await call.clock.advance(0);
    expect(call.model.requests[0]?.signal.aborted).toBe(true);
    expect(generations(call.notes)).toMatchObject([{ purpose: "early", outcome: "withdrawn" }]);
    expect(call.clock.pendingTimers).toBe(0);
  });

  it("is to begin at a limit of the call; what it took counts towards one", async () => {
    const call = await callOf(answer, { limits: { tokens: 3 } });
    call.update(user(question));
    await call.clock.advance(2_000);
    call.update(user(`${question} I`));
    call.update(user(`${question} I mean today.`));
    expect(call.model.requests).toHaveLength(1);
    expect(await call.answer(1, user(`${question} I mean today.`))).toContain("we have to stop here");
  });
});
