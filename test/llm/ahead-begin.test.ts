/** When an early generation is begun, and what it never does. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { endCall, tool } from "../../src/agents/llm/index.ts";
import type { Utterance } from "../../src/protocol/index.ts";
import { aheadCall, answer, generations, question, user } from "./ahead-call.ts";
import type { Beat } from "./scripted-model.ts";

describe("what looks like the end of the caller's turn", () => {
  it.each(["I want", "Mr", "four,", "", "…", "(!)"])("is not: %j", async (text) => {
    const call = await aheadCall();
    call.update(user(text));
    expect(call.model.requests).toHaveLength(0);
  });

  it.each(["Now?", "Well…", 'He said "no."', "今日は開いていますか。", "आज खुला है।", "هل أنتم مفتوحون؟"])(
    "is: %j",
    async (text) => {
      const call = await aheadCall();
      call.update(user(text));
      expect(call.model.requests).toHaveLength(1);
    },
  );

  it("is a second update with the same words", async () => {
    const call = await aheadCall();
    call.update(user("when are you open"));
    call.update(user("when are you open"));
    expect(call.model.requests).toHaveLength(1);
  });

  it("is not the agent's own speech, nor what was asked already", async () => {
    const call = await aheadCall();
    const talk: Utterance[] = [...user(question), { role: "agent", content: "We are open." }];
    await call.answer(1, user(question));
    call.update(user(question));
    call.update(talk);
    call.update(talk);
    expect(call.model.requests).toHaveLength(1);
  });

  it("is guessed at most three times between two requests, one at a time", async () => {
    const call = await aheadCall([5_000, "Never."]);
    for (const text of ["One.", "One. Two.", "One. Two. Three.", "One. Two. Three. Four."]) call.update(user(text));
    expect(call.model.requests.map(({ signal }) => signal.aborted)).toEqual([true, true, true]);
    call.ask(1, user("One. Two. Three. Four."));
    await call.clock.advance(0);
    call.update(user("One. Two. Three. Four. Five."));
    expect(call.model.requests).toHaveLength(5);
  });

  it("does not matter without the option", async () => {
    const call = await aheadCall(answer, { ahead: false });
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
    const call = await aheadCall(
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
    const call = await aheadCall([50, "Goodbye.", callTool("end_call", { say: "" })], {
      tools: { end_call: endCall() },
    });
    call.update(user("Bye."));
    await call.clock.advance(3_000);
    call.ask(1, user("Bye."));
    await call.clock.advance(10);
    expect(call.framesOf(1).filter(({ endsCall }) => endsCall)).toMatchObject([{ content: "Goodbye.", atMs: 0 }]);
  });

  it("is to go on after the call", async () => {
    const call = await aheadCall();
    call.update(user(question));
    await call.clock.advance(100);
    call.hangUp();
    await call.clock.advance(0);
    expect(call.model.requests[0]?.signal.aborted).toBe(true);
    expect(generations(call.notes)).toMatchObject([{ purpose: "early", outcome: "withdrawn" }]);
    expect(call.clock.pendingTimers).toBe(0);
  });

  it("is to begin at a limit of the call; what it took counts towards one", async () => {
    const call = await aheadCall(answer, { limits: { tokens: 3 } });
    call.update(user(question));
    await call.clock.advance(2_000);
    call.update(user(`${question} I`));
    call.update(user(`${question} I mean today.`));
    expect(call.model.requests).toHaveLength(1);
    expect(await call.answer(1, user(`${question} I mean today.`))).toContain("we have to stop here");
  });
});
