/** What a caller hears while models and tools do not do what they should. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  type AgentTools,
  endCall,
  type LadderOptions,
  llmAgent,
  type Model,
  tool,
} from "../../src/agents/llm/index.ts";
import { defaultLadder } from "../../src/agents/llm/resolve-options.ts";
import type { VirtualClock } from "../../src/internal/index.ts";
import { defaultSessionOptions } from "../../src/session/options.ts";
import { type Beat, scriptedModel } from "./scripted-model.ts";
import { type TimedCall, timedCall } from "./timed-call.ts";

const { apology, holdLines } = defaultLadder;
const never = 1_000_000;
type Script = readonly Beat[];

/** A call with one model for each script; a model begins anew in each generation. */
function callOf(scripts: readonly Script[], ladder: Partial<LadderOptions> = {}): Promise<TimedCall> {
  return timedCall((clock) => agentOf(clock, scripts, ladder));
}

function agentOf(clock: VirtualClock, scripts: readonly Script[], ladder: Partial<LadderOptions>) {
  const model = scripts.map((script, index) => scriptedModel(clock, () => script, `m${index}`));
  return llmAgent({ model, instructions: "Help.", clock, ladder });
}

const rungs = ({ notes }: TimedCall): string[] => notes.flatMap((note) => (note.kind === "rung" ? [note.rung] : []));
const outcomes = ({ notes }: TimedCall): string[] =>
  notes.flatMap((note) => (note.kind === "generation" ? [`${note.model} ${note.outcome}`] : []));
const timesOf = (call: TimedCall, responseId: number): Array<[number, string]> =>
  call.framesOf(responseId).map(({ atMs, content }) => [atMs, content.trim()]);

describe("the ladder", () => {
  it("gives up before the session does, with its defaults", () => {
    expect(defaultLadder.silenceMs).toBeLessThan(defaultSessionOptions.agentIdleTimeoutMs);
    expect(defaultLadder.turnMs).toBeLessThan(defaultSessionOptions.turnTimeoutMs);
    expect(Math.max(defaultLadder.holdAgainMs, defaultLadder.stallMs)).toBeLessThan(defaultLadder.silenceMs);
    // Two models can fail one after the other before the caller has waited too long.
    expect(2 * defaultLadder.firstWordMs).toBeLessThan(defaultLadder.silenceMs);
  });

  it("says nothing of its own when the answer comes in time", async () => {
    const call = await callOf([[1_000, "Yes. ", "We are open."]]);
    expect(await call.answer(1)).toBe("Yes. We are open.");
    expect(rungs(call)).toEqual([]);
    await call.clock.advance(60_000);
    expect(call.said(1)).toBe("Yes. We are open.");
  });

  it("says each holding line once in a call, while the answer is to come", async () => {
    const call = await callOf([[14_000, "Yes."]], { firstWordMs: 0, holdLines: ["One.", "Two."] });
    expect(await call.answer(1)).toBe("One. Two. Yes.");
    expect(timesOf(call, 1)).toEqual([
      [1_200, "One."],
      [6_200, "Two."],
      [14_000, "Yes."],
    ]);
    expect(await call.answer(2)).toBe(apology);
    expect(rungs(call)).toEqual(["holding-line", "holding-line", "apology"]);
  });

  it("says no holding line once the answer has begun", async () => {
    const call = await callOf([["Yes. ", 4_900, "We are. ", 4_900, "Come."]], { holdAgainMs: 1_000 });
    expect(await call.answer(1)).toBe("Yes. We are. Come.");
    // A whole sentence does not wait for the next one: the model pauses.
    expect(timesOf(call, 1).map(([atMs]) => atMs)).toEqual([250, 5_150, 9_800]);
  });

  it("holds no sentence back for an action that may follow, once the caller has nothing to listen to", async () => {
    const said = (script: Script, tools: AgentTools) =>
      timedCall((clock) =>
        llmAgent({ model: scriptedModel(clock, () => script), instructions: "Help.", clock, tools }),
      );
    const script = ["Yes.", 3_000, " We are open until nine in the evening. Come by.", 3_000, " Bye."];
    // The first one leaves as soon as without it, the second when the first is heard, and the third a second later.
    for (const [tools, times] of [
      [{}, [250, 3_000, 3_250, 6_000]],
      [{ end_call: endCall() }, [250, 3_000, 4_000, 6_000]],
    ] as const) {
      const call = await said(script, tools);
      await call.answer(1);
      expect(timesOf(call, 1).map(([atMs]) => atMs)).toEqual(times);
    }
    // A sentence that is heard quickly is waited for no longer than it is heard: 9 characters.
    const quick = await said(["Yes. Sure. ", 3_000, "Bye."], { end_call: endCall() });
    await quick.answer(1);
    expect(timesOf(quick, 1).map(([atMs]) => atMs)).toEqual([0, 250, 3_000]);
  });

  it("says holding lines while a tool runs, whatever led over to it", async () => {
    const call = await timedCall((clock) => {
      const slow = tool({
        description: "Looks.",
        input: z.object({}),
        effect: "read",
        run: () => new Promise((resolve) => clock.setTimeout(() => resolve("42"), 8_000)),
      });
      const model = scriptedModel(clock, ({ messages }) =>
        messages.at(-1)?.role === "tool" ? ["It is 42."] : ["I look. ", { callId: "c", name: "slow", input: {} }],
      );
      return llmAgent({ model, instructions: "Help.", clock, tools: { slow } });
    });
    expect(await call.answer(1)).toBe(`I look. ${holdLines[0]} It is 42.`);
    expect(timesOf(call, 1).map(([atMs]) => atMs)).toEqual([0, 5_000, 8_000]);
  });

  it("ends a silence with the apology, although a tool still runs", async () => {
    const call = await timedCall((clock) => {
      const endless = tool({
        description: "Looks.",
        input: z.object({}),
        effect: "read",
        timeoutMs: never,
        run: () => new Promise(() => undefined),
      });
      const model = scriptedModel(clock, () => ["I look. ", { callId: "c", name: "endless", input: {} }]);
      return llmAgent({ model, instructions: "Help.", clock, tools: { endless }, ladder: { holdLines: [] } });
    });
    expect(await call.answer(1)).toBe(`I look. ${apology}`);
    expect(timesOf(call, 1).at(-1)?.[0]).toBe(defaultLadder.silenceMs);
    expect(call.problems).toEqual([]);
  });

  it("takes the next model when one throws, stalls or says nothing, and reports each", async () => {
    const call = await callOf([[new Error("500")], [never], ["<think>Well.</think>"], ["Yes."]], { holdAfterMs: 0 });
    expect(await call.answer(1)).toBe("Yes.");
    expect(outcomes(call)).toEqual(["m0 failed", "m1 stalled", "m2 failed", "m3 kept"]);
    expect(rungs(call)).toEqual(["next-model", "next-model", "next-model"]);
  });

  it("takes silence for an answer only when it is said with a word", async () => {
    const call = await callOf([["NO_RESPONSE_NEEDED"], ["Not me."]]);
    expect(await call.answer(1)).toBe("");
    const empty = await callOf([[], ["  "]]);
    expect(await empty.answer(1)).toBe(apology);
    expect(rungs(empty)).toEqual(["next-model", "apology"]);
  });

  it.each([
    ["stalls", ["We are open. But on Sun", never]],
    ["throws", ["We are open. But on Sun", new Error("reset")]],
  ])("ends at the last whole sentence when a model that was heard %s, and asks no other", async (_how, script) => {
    const call = await callOf([script as Script, ["Not me."]]);
    expect(await call.answer(1)).toBe("We are open.");
    expect(rungs(call)).toEqual(["cut-off"]);
  });

  it("runs the tools that a model has called before it broke off", async () => {
    const goodbye = { callId: "c", name: "end_call", input: { say: "Goodbye." } };
    const call = await timedCall((clock) => {
      const model = scriptedModel(clock, () => ["You are booked. ", "So", goodbye, new Error("reset")]);
      return llmAgent({ model, instructions: "Help.", clock, tools: { end_call: endCall() } });
    });
    await call.answer(1);
    expect(call.said(1)).toMatch(/^You are booked\..*Goodbye\.$/);
    expect(call.framesOf(1).at(-1)?.endsCall).toBe(true);
  });

  it.each(["stalls", "fails"])(
    "does what a model has called, although its stream %s instead of ending",
    async (how) => {
      const call = await timedCall((clock) => {
        const look = tool({ description: "Looks.", input: z.object({}), effect: "read", run: () => "nine" });
        const end: Beat = how === "stalls" ? never : new Error("reset");
        const model = scriptedModel(clock, (_request, index) =>
          index === 0
            ? [{ callId: "c", name: "look", input: {} }, end]
            : ["Goodbye.", { callId: "d", name: "end_call", input: { say: "" } }, end],
        );
        return llmAgent({
          model,
          instructions: "Help.",
          clock,
          tools: { look, end_call: endCall() },
          ladder: { holdAfterMs: 0, stallMs: 2_000 },
        });
      });
      expect(await call.answer(1)).toBe("Goodbye.");
      expect(call.framesOf(1)).toMatchObject([{ content: "Goodbye.", endsCall: true }]);
      expect(rungs(call)).toEqual([]);
      expect(outcomes(call)).toEqual(
        how === "stalls" ? ["scripted stalled", "scripted stalled"] : ["scripted failed", "scripted failed"],
      );
    },
  );

  it("apologises when a model leads over to a tool and never calls it", async () => {
    const call = await timedCall((clock) => {
      const model: Model = {
        name: "m",
        async *generate() {
          yield { type: "text", text: "I look. " };
          yield { type: "tool-call-started", name: "slow" };
          throw new Error("reset");
        },
      };
      return llmAgent({ model: [model, scriptedModel(clock, () => ["Not me."])], instructions: "Help.", clock });
    });
    expect(await call.answer(1)).toBe(`I look. ${apology}`);
  });

  it("apologises and transfers, on the same frame, when nothing is left; and tells why", async () => {
    const call = await callOf([[new RangeError("no key")]], { transferTo: "+14155550123" });
    expect(await call.answer(1)).toBe(apology);
    expect(call.framesOf(1)).toMatchObject([{ content: apology, transferNumber: "+14155550123", isComplete: true }]);
    expect(rungs(call)).toEqual(["apology", "transfer"]);
    const thrown = call.notes.flatMap((note) => ("error" in note ? [String(note.error)] : []));
    expect(thrown).toEqual(["RangeError: no key", expect.stringContaining("no model answered: RangeError: no key")]);
    expect(call.problems).toEqual([]);
  });

  it("apologises when the agent's own functions throw", async () => {
    const call = await timedCall((clock) => {
      const instructions = (): string => {
        throw new Error("mine");
      };
      return llmAgent({ model: scriptedModel(clock, () => ["Yes."]), instructions, clock });
    });
    expect(await call.answer(1)).toBe(apology);
  });

  it("apologises when the last step still calls a tool", async () => {
    const call = await timedCall((clock) => {
      const model = scriptedModel(clock, ({ messages }) => [{ callId: `c${messages.length}`, name: "x", input: {} }]);
      return llmAgent({ model, instructions: "Help.", clock, maxSteps: 2 });
    });
    expect(await call.answer(1)).toBe(apology);
    expect(outcomes(call)).toEqual(["scripted kept", "scripted kept"]);
  });

  it("cuts a chatterer off at the turn's limit, without an apology", async () => {
    const chatter = Array.from({ length: 100 }, () => ["And on. ", 1_000]).flat();
    const call = await callOf([chatter], { turnMs: 4_500 });
    expect(await call.answer(1)).toBe("And on. And on. And on. And on. And on.");
    expect(rungs(call)).toEqual(["cut-off"]);
    expect(outcomes(call)).toEqual(["m0 stalled"]);
  });

  it("leaves no timer behind, whoever ends the turn", async () => {
    const call = await callOf([[never]]);
    const before = call.clock.pendingTimers;
    await call.answer(1);
    call.ask(2);
    await call.clock.advance(2_000);
    call.ask(3);
    await call.clock.advance(2_000);
    expect(outcomes(call)).toEqual(["m0 stalled", "m0 withdrawn"]);
    await call.clock.advance(60_000);
    expect(call.clock.pendingTimers).toBe(before);
  });
});
