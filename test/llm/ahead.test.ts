/** Early generations that a request fits, and those that it does not. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { endCall, llmAgent, type ModelRequest, tool } from "../../src/agents/llm/index.ts";
import type { Utterance } from "../../src/protocol/index.ts";
import { aheadCall, answer, generations, question, user } from "./ahead-call.ts";
import { type Beat, scriptedModel } from "./scripted-model.ts";
import { timedCall } from "./timed-call.ts";

describe("an early generation that the request fits", () => {
  it("is heard at once, and goes on as it is written", async () => {
    const call = await aheadCall();
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

  it("may have come to its end long before", async () => {
    const call = await aheadCall();
    call.update(user(question));
    await call.clock.advance(60_000);
    call.ask(1, user(question));
    await call.clock.advance(0);
    expect(call.said(1)).toBe("We are open till five. Come by.");
    expect(call.framesOf(1).at(-1)).toMatchObject({ atMs: 0, isComplete: true });
  });

  it("may have been told the words without the marks and capitals that came later", async () => {
    const call = await aheadCall();
    call.update(user("when are you open, really?"));
    call.ask(1, user("When are you open - really?"));
    await call.clock.advance(1_000);
    expect(call.model.requests).toHaveLength(1);
    expect(call.said(1)).toBe("We are open till five. Come by.");
  });

  it("may call no tool, where the first step of a turn is its last", async () => {
    const call = await aheadCall(answer, { maxSteps: 1 });
    call.update(user(question));
    await call.answer(1, user(question));
    expect(call.model.requests).toMatchObject([{ mayCallTools: false }]);
  });

  it("is counted as early, with its times from the request on", async () => {
    const call = await aheadCall();
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
    const call = await aheadCall([100, "We are open. ", "And on ", 400, new Error("no")]);
    call.update(user(question));
    await call.clock.advance(200);
    expect(await call.answer(1, user(question))).toBe("We are open.");
    expect(call.notes).toMatchObject([
      { purpose: "early", outcome: "failed" },
      { kind: "rung", rung: "cut-off" },
    ]);
  });

  it("knows that the caller cut off an answer that is still being written", async () => {
    const call = await aheadCall((_request, index) =>
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

  it("may take as long as its turn from the request on", async () => {
    const call = await aheadCall([300, "We are open. ", 2_500, "Come by. ", 2_500, "Bye."], {
      ladder: { turnMs: 5_000 },
    });
    call.update(user(question));
    await call.clock.advance(3_000);
    expect(await call.answer(1, user(question))).toBe("We are open. Come by. Bye.");
    expect(generations(call.notes)).toMatchObject([{ purpose: "early", outcome: "kept" }]);
  });

  it("stops with the turn that took it", async () => {
    const call = await aheadCall();
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
    const call = await aheadCall(echo);
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
    const call = await aheadCall(echo);
    call.update(user("I want a table."));
    await call.clock.advance(300);
    expect(await call.answer(1, user("I want a cable."))).toBe("You said: I want a cable.");
  });

  it("is dropped by a request with other numbers of the same digits", async () => {
    const call = await aheadCall(echo);
    call.update(user("Apartment 1 2."));
    await call.clock.advance(300);
    expect(await call.answer(1, user("Apartment 12."))).toBe("You said: Apartment 12.");
  });

  it("is dropped when the agent is told something else about its own words", async () => {
    const call = await aheadCall(echo);
    const heard = (content: string): Utterance[] => [{ role: "agent", content }, ...user("Yes.")];
    call.update(heard("It costs forty"));
    await call.clock.advance(300);
    await call.answer(1, heard("It costs forty euros"));
    expect(call.model.requests).toHaveLength(2);
  });

  it("is dropped by a reminder", async () => {
    const call = await aheadCall(echo);
    call.update(user("Hello?"));
    await call.clock.advance(300);
    call.remind(1);
    await call.clock.advance(1_000);
    expect(call.model.requests).toHaveLength(2);
    expect(call.model.requests[1]?.instructions).toContain("silent");
  });

  it("is dropped when the instructions have changed", async () => {
    let step = 1;
    const call = await aheadCall(echo, { instructions: () => `Step ${step}.` });
    call.update(user("Hello?"));
    step = 2;
    await call.answer(1, user("Hello?"));
    expect(call.model.requests.map(({ instructions }) => instructions)).toEqual(["Step 1.", "Step 2."]);
  });

  it("is dropped when another tool is offered", async () => {
    const look = tool({ description: "Looks.", input: z.object({}), effect: "read", run: () => "free" });
    let hasTool = true;
    const call = await aheadCall(echo, { tools: () => (hasTool ? { look } : {}) });
    call.update(user("Hello?"));
    hasTool = false;
    await call.answer(1, user("Hello?"));
    expect(call.model.requests.map(({ tools }) => Object.keys(tools))).toEqual([["look"], []]);
  });

  it("is dropped when the caller's thanks only wiped out an action, which is done at once", async () => {
    const call = await aheadCall([100, "Goodbye.", { callId: "c", name: "end_call", input: { say: "" } }], {
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
    const call = await aheadCall([5_000, "Never."], { limits: { minutes: 1 } });
    await call.clock.advance(59_000);
    call.update(user(question));
    await call.clock.advance(2_000);
    expect(await call.answer(1, user(question))).toContain("we have to stop here");
    expect(call.model.requests[0]?.signal.aborted).toBe(true);
  });

  it("is given up when it takes longer than a turn may, and the request is answered as without it", async () => {
    const call = await aheadCall((_request, index) => (index === 0 ? [50, "We", 60_000, " are."] : answer), {
      ladder: { turnMs: 20_000 },
    });
    call.update(user(question));
    await call.clock.advance(19_999);
    expect(call.model.requests[0]?.signal.aborted).toBe(false);
    await call.clock.advance(1);
    expect(call.model.requests[0]?.signal.aborted).toBe(true);
    expect(await call.answer(1, user(question))).toBe("We are open till five. Come by.");
    expect(generations(call.notes)).toMatchObject([
      { purpose: "early", outcome: "stalled", responseId: undefined, totalMs: 20_000, error: { name: "ModelStalled" } },
      { purpose: "answer", outcome: "kept", responseId: 1 },
    ]);
  });

  it("had failed before: the request is answered as without it", async () => {
    const call = await aheadCall((_request, index) => (index === 0 ? [50, new Error("busy")] : answer));
    call.update(user(question));
    await call.clock.advance(300);
    expect(await call.answer(1, user(question))).toBe("We are open till five. Come by.");
    expect(generations(call.notes)).toMatchObject([
      { purpose: "early", outcome: "failed", responseId: undefined },
      { purpose: "answer", outcome: "kept", responseId: 1 },
    ]);
  });
});
