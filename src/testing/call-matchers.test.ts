import { describe, expect, it } from "vitest";
import { type CallReport, interrupt, say, scriptedCaller, silence, withNotes } from "../platform/index.ts";
import type { Agent } from "../session/index.ts";
import { callMatchers, placeCall } from "./index.ts";
import type {} from "./vitest.ts";

expect.extend(callMatchers);

const agent: Agent = {
  greeting: "Thank you for calling the harbour office. How may I help you?",
  respond: ({ lastUserText }) =>
    /hours/.test(lastUserText) ? "We are open from nine  to five. Anything else?" : "I did not get that, sorry.",
};

const callWith = (...lines: string[]): Promise<CallReport> => placeCall({ agent, caller: scriptedCaller(lines) });

const saying = (...contents: string[]): CallReport => {
  const transcript_object = contents.map((content) => ({ role: "agent" as const, content }));
  return { ...emptyReport, call: { ...emptyReport.call, transcript_object } };
};
const emptyReport = await placeCall({ agent: { respond: () => "" }, caller: scriptedCaller([]) });

describe("toHaveSaid", () => {
  it("finds text in what was heard, in any case and with any white space", async () => {
    const report = await callWith("What are your hours?");
    expect(report).toHaveSaid("FROM nine to five");
    expect(report).toHaveSaid(/nine\s+to five/g);
    expect(report).not.toHaveSaid("from ten");
    // What the caller said does not count.
    expect(report).not.toHaveSaid("what are your hours");
  });

  it("looks only at the turns after the caller's line, and at so many of them", async () => {
    const report = await callWith("Hm?", "What are your hours?", "Well.");
    expect(report).toHaveSaid("nine", { after: "hours", withinTurns: 1 });
    expect(report).toHaveSaid("nine", { after: "Hm?", withinTurns: 2 });
    expect(report).not.toHaveSaid("nine", { after: "Hm?", withinTurns: 1 });
    expect(report).not.toHaveSaid("harbour office", { after: /^hm/i });
  });

  it("does not count what was cut off before it was heard", async () => {
    const caller = scriptedCaller([interrupt({ afterWords: 3, say: "Hello?" })]);
    const report = await placeCall({ agent, caller });
    expect(report).toHaveSaid("Thank you for");
    expect(report).not.toHaveSaid("How may I help you");
  });

  it("fails either way when the caller never said what it should come after", async () => {
    const report = await callWith("Hm?");
    const never = /but the caller never said that, only: "Hm\?"/;
    expect(() => expect(report).toHaveSaid("nine", { after: "hours" })).toThrow(never);
    expect(() => expect(report).not.toHaveSaid("nine", { after: "hours" })).toThrow(never);
  });

  it("shows the call and where to look when it fails", async () => {
    const report = await callWith("What are your hours?");
    expect(() =>
      expect(report).toHaveSaid("ten", { after: /hours/, withinTurns: 1 }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [Error: expected the call to have said "ten" within 1 turn after the caller said /hours/

      What was heard, until user_hangup after 8.8 s:
        agent: Thank you for calling the harbour office. How may I help you?
        caller: What are your hours?
        agent: We are open from nine  to five. Anything else?
      Turns of the agent:
        begin 0: spoken, first sentence after 0.0 s
        response 1: spoken, first sentence after 0.0 s
      Findings: none

      Look at what respond() yields for the caller's last line, and whether it was heard or cut off.]
    `);
    expect(() => expect(report).toHaveSaid("nine", { withinTurns: 1 })).toThrow(/at another time/);
    expect(() => expect(report).not.toHaveSaid("nine")).toThrow(/expected the call not to have said "nine"/);
  });
});

describe("the message of a failure", () => {
  it("tells what the agent's models took, what its tools came to, and what was done against silence", () => {
    const tokens = { inputTokens: 90, outputTokens: 10, isEstimated: false };
    const generation = { kind: "generation", purpose: "answer", atMs: 0, ...tokens };
    const report = withNotes(saying("Good day."), [
      { ...generation, outcome: "kept", costUsd: 0.0012 },
      { ...generation, outcome: "withdrawn", isEstimated: true },
      { kind: "tool", outcome: "done", atMs: 0 },
      { kind: "rung", rung: "holding-line", atMs: 0 },
    ]);
    const told = [
      "Models of the agent:",
      "  1 answer, kept: 90 tokens in, 10 out, 0.0012 US dollars",
      "  1 answer, withdrawn: 90 tokens in, 10 out, 100 of them estimated",
      "Tools: 1 done",
      "Against silence, or at a limit: 1 holding-line",
    ].join("\n");
    expect(() => expect(report).toHaveSaid("nine")).toThrow(told);
  });

  it("tells in words what the agent threw, although the report does not hold them", async () => {
    const thrower: Agent = {
      respond({ call, responseId }) {
        call.note({ kind: "rung", responseId, rung: "apology", error: Object.create(null) });
        throw new TypeError("there is no diary");
      },
    };
    const report = await placeCall({ agent: thrower, caller: scriptedCaller(["Hello.", "Hello?"]) });
    const told =
      "The agent, its models or its tools threw:\n  2 times [Object: null prototype] {}\n  2 times TypeError: ";
    expect(() => expect(report).toHaveSaid("nine")).toThrow(`${told}there is no diary\n`);
    expect(JSON.stringify(report)).not.toContain("diary");
  });
});

describe("toHaveSaidOnce", () => {
  it("counts in the whole call", () => {
    expect(saying("We open at nine.", "Good day.")).toHaveSaidOnce("at nine");
    expect(saying("Good day.")).not.toHaveSaidOnce("at nine");
    expect(saying("At nine. Yes, at nine.")).not.toHaveSaidOnce("at nine");
    expect(saying("At nine.", "Yes, at ten.")).not.toHaveSaidOnce(/at (nine|ten)/i);
    expect(() => expect(saying("At nine, at nine.")).toHaveSaidOnce("at nine")).toThrow(/heard 2 times/);
    expect(() => expect(saying()).toHaveSaidOnce("at nine")).toThrow(/never heard/);
  });
});

describe("toHaveSaidNothingTwice", () => {
  it("finds a sentence that comes again, in whole or up to where it was cut off", () => {
    expect(saying("We open at nine. Good day.", "And we close at five.")).toHaveSaidNothingTwice();
    expect(saying("We open at nine.", "Well, we OPEN at nine.", "We open at nine!")).not.toHaveSaidNothingTwice();
    expect(saying("Thank you for", "Thank you for calling us.")).not.toHaveSaidNothingTwice();
    expect(saying("Thank you for calling us.", "Good. Thank you for ")).not.toHaveSaidNothingTwice();
    expect(() => expect(saying("We open at nine.", "We open at nine.")).toHaveSaidNothingTwice()).toThrow(
      /Heard twice: "We open at nine\."/,
    );
  });

  it("lets short sentences and common beginnings pass", () => {
    expect(saying("Of course.", "Of course.", "Thank you")).toHaveSaidNothingTwice();
    expect(saying("I am here.", "I am here to help.")).toHaveSaidNothingTwice();
    expect(saying("Thank you", "Thank you for calling us.")).toHaveSaidNothingTwice();
  });
});

describe("the matchers of what the platform found", () => {
  const hanging: Agent = { ...agent, respond: () => new Promise<string>(() => undefined) };

  it("tell a call without a fault from one with", async () => {
    const good = await callWith("What are your hours?");
    expect(good).toHaveNoFindings();
    expect(good).toHaveNoFindings("info");
    expect(good).not.toHaveFinding("dead-air");
    const bad = await placeCall({ agent: hanging, caller: scriptedCaller(["Hm?", silence()]) });
    expect(bad).toHaveFinding("dead-air");
    expect(bad).not.toHaveNoFindings();
    expect(bad).toHaveNoFindings("error");
    expect(() => expect(bad).toHaveNoFindings()).toThrow(/warning dead-air at .*\n.*Say a holding line first/);
    expect(() => expect(bad).toHaveFinding("bad-json")).toThrow(/have the finding bad-json/);
  });

  it("let what is normal pass unless it is asked for", async () => {
    const silent: Agent = { ...agent, respond: () => undefined };
    const report = await placeCall({ agent: silent, caller: scriptedCaller(["Hm?"]) });
    expect(report).toHaveFinding("silent-response");
    expect(report).toHaveNoFindings();
    expect(report).not.toHaveNoFindings("info");
  });

  it("know how the call ended", async () => {
    const report = await callWith("What are your hours?");
    expect(report).toHaveEndedWith("user_hangup");
    expect(report).not.toHaveEndedWith("agent_hangup");
    expect(() => expect(report).toHaveEndedWith("agent_hangup")).toThrow(/It ended with user_hangup.*LLM ws open/);
  });
});

it("says what to do about a promise that was not awaited", () => {
  const promise = placeCall({ agent, caller: scriptedCaller([say("Hm?")]) });
  expect(() => expect(promise).toHaveNoFindings()).toThrow(/expect\(await placeCall\(…\)\)\.toHaveNoFindings\(…\)/);
  return promise;
});
