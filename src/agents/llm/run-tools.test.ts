/** What becomes of each tool that a model calls in one step. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createChannel, createVirtualClock } from "../../internal/index.ts";
import type { AgentNote, AgentOutput, Call, ToolCall, ToolResult, Turn } from "../../session/index.ts";
import { endCall } from "./action-tools.ts";
import { Heard } from "./heard.ts";
import { repeatedNote } from "./run-function.ts";
import { runTools } from "./run-tools.ts";
import type { StandardSchema } from "./standard-schema.ts";
import { type AgentTools, type ToolOptions, tool } from "./tool.ts";
import { createToolLedger } from "./tool-ledger.ts";
import { createVoice } from "./voice.ts";

/** One call of a phone, whose turns are asked one after the other. */
function setUp(tools: AgentTools) {
  const clock = createVirtualClock();
  const ledger = createToolLedger();
  const hangUp = new AbortController();
  const wire: Array<ToolCall | ToolResult> = [];
  const notes: AgentNote[] = [];
  const transcript = [{ role: "user", content: "Book it." }];
  const call = {
    id: "call_1",
    signal: hangUp.signal,
    transcript,
    reportToolCall: (invocation: ToolCall) => wire.push(invocation),
    reportToolResult: (result: ToolResult) => wire.push(result),
    note: (note: AgentNote) => notes.push(note),
  } as unknown as Call;
  const ask = (...calls: Array<[name: string, input?: unknown]>) => {
    const withdrawal = new AbortController();
    const { signal } = withdrawal;
    const turn = { call, responseId: 1, reason: "response", transcript: [...transcript], signal } as unknown as Turn;
    const voice = createVoice(createChannel<AgentOutput>(), [], clock);
    const outcome = runTools({
      calls: calls.map(([name, input = {}], index) => ({ callId: `c${index}`, name, input })),
      ...{ tools, turn, state: {}, ledger, voice, clock, startedAtMs: clock.now(), confirmMs: 600, signal },
      callerTurn: 1,
    });
    outcome.catch(() => undefined);
    return { outcome, voice, withdraw: () => withdrawal.abort(new Error("withdrawn")) };
  };
  /** Results as [content, successful]. */
  const resultsOf = async (asked: ReturnType<typeof ask>) =>
    (await clock.runUntil(asked.outcome)).results.map(({ content, successful }) => [content, successful]);
  return { clock, ledger, ask, resultsOf, hangUp, wire, notes, transcript };
}

const never = new Promise<never>(() => undefined);
const make = (run: ToolOptions<unknown>["run"], options: Partial<ToolOptions<unknown>> = {}) =>
  tool({ description: "Does it.", input: z.any(), effect: "read", run, ...options });

describe("a step of tools", () => {
  it("makes results of whatever goes wrong", async () => {
    const throwing: StandardSchema = {
      "~standard": {
        version: 1,
        vendor: "test",
        validate: () => {
          throw new Error("no schema");
        },
      },
    };
    const tools = {
      bad: make(() => "never", { input: z.object({ at: z.string() }) }),
      unusable: make(() => "never", { input: throwing }),
      sync: make(() => {
        throw new Error("no luck.");
      }),
      odd: make(() => Promise.reject(Object.create(null))),
      slow: make(() => never, { timeoutMs: 2_000 }),
    };
    const { ask, resultsOf } = setUp(tools);
    const step = ask(["constructor"], ["bad"], ["unusable"], ["sync"], ["odd"], ["slow"]);
    expect(await resultsOf(step)).toEqual([
      ['There is no tool "constructor". There are: bad, unusable, sync, odd, slow.', false],
      [expect.stringContaining("The input cannot be used: at: "), false],
      ["The input cannot be used: no schema", false],
      ["It failed: no luck.", false],
      ["It failed: no reason was given.", false],
      ["It failed: it did not come back within 2 s.", false],
    ]);
    expect(await resultsOf(setUp({}).ask(["any"]))).toEqual([
      ['There is no tool "any". There is none at all: answer in words.', false],
    ]);
  });

  it("tells whoever watches why a tool failed, and never a name that the model made up", async () => {
    const tools = {
      bad: make(() => "never", { input: z.object({ at: z.string() }) }),
      odd: make(() => Promise.reject(new TypeError("no luck"))),
      slow: make(() => never, { timeoutMs: 2_000 }),
      fine: make(() => "ok"),
    };
    const { ask, resultsOf, notes } = setUp(tools);
    await resultsOf(ask(["said by Weber"], ["bad"], ["odd"], ["slow"], ["fine"]));
    const told = notes.map((note) => [note.kind === "tool" && note.name, "error" in note && String(note.error)]);
    expect(told.sort()).toEqual([
      ["bad", expect.stringMatching(/^ToolInputRefused: at: /)],
      ["fine", false],
      ["odd", "TypeError: no luck"],
      ["slow", "Error: it did not come back within 2 s"],
    ]);
  });

  it("makes text of every output", async () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    const outputs: Record<string, unknown> = {
      text: "hi",
      list: [1, { two: 2 }],
      big: { n: 5n },
      none: undefined,
      loop,
    };
    const tools = Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, make(() => value)]));
    const { ask, resultsOf } = setUp(tools);
    expect(await resultsOf(ask(["text"], ["list"], ["big"], ["none"], ["loop"]))).toEqual([
      ["hi", true],
      ['[1,{"two":2}]', true],
      ['{"n":"5"}', true],
      ["done", true],
      ["done (the result cannot be written as JSON)", true],
    ]);
  });

  it("announces each beginning and each end, under an id of its own", async () => {
    const { ask, clock, wire } = setUp({ read: make(() => never), odd: make(() => "ok") });
    const step = ask(["read", { city: "Rome" }], ["odd", "text"], ["odd", [5n]]);
    await clock.settle();
    step.withdraw();
    await clock.advance(1);
    await expect(step.outcome).rejects.toThrow("withdrawn");
    const begun = wire.filter((event): event is ToolCall => "arguments" in event);
    const ended = wire.filter((event): event is ToolResult => "content" in event);
    expect(begun.map((event) => JSON.parse(event.arguments))).toEqual([
      { city: "Rome" },
      { input: "text" },
      { input: ["5"] },
    ]);
    expect(new Set(begun.map(({ tool_call_id }) => tool_call_id)).size).toBe(3);
    expect(ended.map(({ tool_call_id }) => tool_call_id).sort()).toEqual(begun.map((event) => event.tool_call_id));
    expect(ended.map(({ successful }) => successful).sort()).toEqual([false, true, true]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("says the line of the first tool that takes its time, and none where something was said", async () => {
    const tools = { a: make(() => "ok", { meanwhile: "One." }), b: make(() => "ok", { meanwhile: "Two." }) };
    const { ask, resultsOf } = setUp(tools);
    const step = ask(["a"], ["b"]);
    await resultsOf(step);
    expect(step.voice.said).toBe("One.");
  });

  it("takes one action alone", async () => {
    const { ask, clock } = setUp({ end_call: endCall() });
    const { results, ending } = await clock.runUntil(
      ask(["end_call", { say: "A" }], ["end_call", { say: "B" }]).outcome,
    );
    expect(results.map(({ successful }) => successful)).toEqual([true, false]);
    expect(ending).toMatchObject({ action: { kind: "end_call" }, say: "A" });
  });
});

describe("a commit tool", () => {
  const counting = (options: Partial<ToolOptions<unknown>> & { ms?: number } = {}) => {
    let runs = 0;
    const signals: AbortSignal[] = [];
    let clock: ReturnType<typeof setUp>["clock"] | undefined;
    const { ms = 0, ...rest } = options;
    const run: ToolOptions<unknown>["run"] = async (_input, { signal }) => {
      runs += 1;
      signals.push(signal);
      await new Promise<void>((resolve) => clock?.setTimeout(resolve, ms));
      return `booked ${runs}`;
    };
    const book = make(run, { effect: "commit", ...rest });
    const phone = setUp({ book });
    clock = phone.clock;
    return { ...phone, signals, count: () => runs };
  };

  it("waits for the confirmation, and does not run for a withdrawn turn", async () => {
    const { ask, clock, count, notes, wire } = counting();
    const step = ask(["book"]);
    await clock.advance(599);
    expect(count()).toBe(0);
    step.withdraw();
    await clock.advance(5_000);
    expect(count()).toBe(0);
    expect(wire).toEqual([]);
    expect(notes).toEqual([
      { kind: "tool", responseId: 1, name: "book", outcome: "withdrawn", durationMs: 0, confirmWaitMs: 599 },
    ]);
    ask(["book"]);
    await clock.advance(600);
    expect(count()).toBe(1);
    expect(notes.at(-1)).toMatchObject({ outcome: "done", durationMs: 0, confirmWaitMs: 600 });
  });

  it("waits anew, and twice as long, when the caller goes on", async () => {
    const { ask, clock, count, transcript } = counting();
    ask(["book"]);
    await clock.advance(300);
    transcript[0] = { role: "user", content: "Book it for" };
    await clock.advance(1_499);
    expect(count()).toBe(0);
    await clock.advance(1);
    expect(count()).toBe(1);
  });

  it("runs once for the same wish in one step, and says so", async () => {
    const { ask, resultsOf, count } = counting({ ms: 50 });
    expect(await resultsOf(ask(["book", { a: 1, b: 2 }], ["book", { b: 2, a: 1 }], ["book", { a: 2 }]))).toEqual([
      ["booked 2", true],
      [`booked 2 ${repeatedNote}`, true],
      ["booked 2", true],
    ]);
    expect(count()).toBe(2);
  });

  it("goes on after an interruption; a repeat waits for it and gets its result", async () => {
    const { ask, clock, resultsOf, count, ledger, notes } = counting({ ms: 3_000 });
    const first = ask(["book"]);
    await clock.advance(700);
    first.withdraw();
    await clock.advance(100);
    expect(await resultsOf(ask(["book"]))).toEqual([[`booked 1 ${repeatedNote}`, true]]);
    expect(count()).toBe(1);
    expect(ledger.records).toHaveLength(1);
    expect(ledger.records[0]).toMatchObject({ mustTell: true, heard: "nothing" });
    expect(notes.map((note) => note.kind === "tool" && note.outcome).sort()).toEqual(["done", "remembered"]);
  });

  it("is a new wish only when an answer that knew the outcome was heard whole", async () => {
    const { ask, resultsOf, count, ledger, transcript } = counting();
    await resultsOf(ask(["book"]));
    ledger.records[0]?.told.push({ text: "You are booked for seven.", before: "", callerTurn: 1, heardLetters: 0 });
    ledger.hear(new Heard([...transcript, { role: "agent", content: "You are booked" }]));
    await resultsOf(ask(["book"]));
    expect(count()).toBe(1);
    ledger.hear(new Heard([...transcript, { role: "agent", content: "You are booked for seven." }]));
    await resultsOf(ask(["book"]));
    expect(count()).toBe(2);
  });

  it("is in doubt when it takes too long; what comes late is still known, and still the same wish", async () => {
    const { ask, clock, resultsOf, count, ledger } = counting({ ms: 2_000, timeoutMs: 1_000 });
    const late = "It failed: it did not come back within 1 s. It may have been done nevertheless.";
    expect(await resultsOf(ask(["book"]))).toEqual([[late, false]]);
    const record = ledger.records[0];
    record?.told.push({ text: "It failed.", before: "", callerTurn: 1, heardLetters: 0 });
    await clock.advance(1_000);
    expect(record).toMatchObject({ result: { content: "booked 1", successful: true }, told: [], heard: "nothing" });
    expect(await resultsOf(ask(["book"]))).toEqual([[`booked 1 ${repeatedNote}`, true]]);
    expect(count()).toBe(1);
  });

  it.each([
    ["cancel", true, false],
    ["finish", false, false],
    ["finish-and-tell", false, true],
  ] as const)("interrupted with %s: cancelled %j, to be told %j", async (onInterruption, cancelled, mustTell) => {
    const { ask, clock, signals, ledger } = counting({ ms: 3_000, onInterruption });
    const step = ask(["book"]);
    await clock.advance(700);
    step.withdraw();
    expect(signals[0]?.aborted).toBe(cancelled);
    expect(ledger.records[0]?.mustTell).toBe(mustTell);
    await clock.advance(5_000);
    expect(ledger.records[0]?.result).toMatchObject({ content: "booked 1", successful: true });
    expect(clock.pendingTimers).toBe(0);
  });

  it("is told when the call is over", async () => {
    const { ask, clock, signals, hangUp } = counting({ ms: 3_000 });
    ask(["book"]);
    await clock.advance(700);
    hangUp.abort();
    expect(signals[0]?.aborted).toBe(true);
  });
});

describe("tool()", () => {
  it("refuses what there is not", () => {
    expect(() => make(() => "", { effect: "write" as never })).toThrow('tool: effect must be "read"');
    expect(() => make(() => "", { onInterruption: "stop" as never })).toThrow('onInterruption must be "cancel"');
    for (const timeoutMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => make(() => "", { timeoutMs })).toThrow("tool: timeoutMs must be a number above 0");
    }
  });
});
