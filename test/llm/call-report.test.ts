/** What the report of a call tells of an LLM agent's own work. */
import { expect, it } from "vitest";
import { z } from "zod";
import { llmAgent, type ModelRequest, tool } from "../../src/agents/llm/index.ts";
import { createVirtualClock } from "../../src/internal/index.ts";
import { type CallReport, interrupt, say, scriptedCaller, waitForAgent } from "../../src/platform/index.ts";
import { createScriptedModel, type ModelBeat, placeCall } from "../../src/testing/index.ts";

const story = Array.from({ length: 40 }, (_, index) => [200, `This is sentence ${index}. `]).flat();

/** By the caller's last line, and by whether the tool has answered. */
function answer({ messages }: ModelRequest): readonly ModelBeat[] {
  const line = JSON.stringify(messages.findLast(({ role }) => role === "user"));
  if (line.includes("everything")) return story;
  if (!line.includes("Book")) return [300, "We close at five."];
  const isBooked = messages.at(-1)?.role === "tool";
  return isBooked ? [200, "It is booked."] : [100, { callId: "c", name: "book", input: {} }];
}

async function holdCall(): Promise<CallReport> {
  const clock = createVirtualClock();
  const stallsOnce = (request: ModelRequest, index: number) => (index === 0 ? [60_000] : answer(request));
  const swift = createScriptedModel({ clock, name: "swift", play: stallsOnce });
  const steady = createScriptedModel({ clock, name: "steady", play: answer });
  const agent = llmAgent({
    model: [swift, steady],
    clock,
    instructions: "You are Ava.",
    greeting: "Hello.",
    ahead: true,
    confirmMs: 700,
    ladder: { holdAfterMs: 500, holdLines: ["One moment."], firstWordMs: 1_000 },
    prices: { swift: { input: 1_000_000, output: 1_000_000 } },
    tools: { book: tool({ description: "Books.", input: z.object({}), effect: "commit", run: () => "booked" }) },
  });
  const caller = scriptedCaller([
    waitForAgent(),
    say("When do you close?"),
    waitForAgent(),
    say("Book a table."),
    waitForAgent(),
    // At first it is taken for a whole sentence of other words.
    say("Tell me everything.", { partials: ["Tell me more."] }),
    interrupt({ afterWords: 4, say: "When do you close?" }),
  ]);
  return placeCall({ agent, clock, caller });
}

it("tells of every generation, tool and rung, at the turn it was for", async () => {
  const { notes } = await holdCall();
  const told = notes.map(({ responseId = "none", kind, model, purpose, outcome, name, rung }) =>
    [`#${responseId}`, kind, name ?? rung ?? model, purpose, outcome].filter((fact) => fact !== undefined).join(" "),
  );
  expect(told).toEqual([
    "#1 rung holding-line",
    "#1 generation swift answer stalled",
    "#1 rung next-model",
    "#1 generation steady answer kept",
    "#2 generation swift early kept",
    "#2 tool book done",
    "#2 generation swift answer kept",
    "#none generation swift early withdrawn",
    "#3 generation swift early withdrawn",
    "#4 generation swift early kept",
  ]);
  expect(notes.find(({ kind }) => kind === "tool")).toMatchObject({ confirmWaitMs: 700, durationMs: 0 });
  expect(notes.map(({ atMs }) => atMs)).toEqual(notes.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
  expect(JSON.stringify(notes)).not.toMatch(/close|Book|everything|sentence \d|Ava/);
});

it("sums up what was kept, withdrawn and early, in tokens and money", async () => {
  const { notes, noteTotals } = await holdCall();
  const { generations = [], tools, rungs } = noteTotals ?? {};
  const sums = generations.map(({ purpose, outcome, count }) => `${count} ${purpose} ${outcome}`);
  expect(sums).toEqual(["1 answer stalled", "2 answer kept", "2 early kept", "2 early withdrawn"]);
  for (const { purpose, outcome, inputTokens, outputTokens, estimatedTokens, costUsd = 0 } of generations) {
    const ofSum = notes.filter((note) => note.purpose === purpose && note.outcome === outcome);
    const swift = ofSum.filter(({ model }) => model === "swift");
    // A token of the one that has a price costs a dollar.
    expect(costUsd).toBe(tokensOf(swift));
    expect(inputTokens + outputTokens).toBe(tokensOf(ofSum));
    const estimated = ofSum.filter(({ isEstimated }) => isEstimated);
    expect(estimatedTokens).toBe(tokensOf(estimated));
    expect(estimated.length > 0).toBe(outcome !== "kept");
  }
  expect(tools).toEqual({ done: 1 });
  expect(rungs).toEqual({ "holding-line": 1, "next-model": 1 });
});

function tokensOf(notes: CallReport["notes"]): number {
  return notes.reduce((sum, note) => sum + Number(note.inputTokens) + Number(note.outputTokens), 0);
}
