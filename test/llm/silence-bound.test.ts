/** However models and tools behave, no caller hears nothing for longer than the ladder says. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { type LadderOptions, llmAgent, type Model, type ModelPart, tool } from "../../src/agents/llm/index.ts";
import { defaultLadder } from "../../src/agents/llm/resolve-options.ts";
import type { VirtualClock } from "../../src/internal/index.ts";
import type { Utterance } from "../../src/protocol/index.ts";
import { timedCall } from "./timed-call.ts";

/** One thing that an unruly model does. */
type Deed =
  | { readonly kind: "wait" | "wait-deaf"; readonly ms: number }
  | { readonly kind: "sentence" | "half" | "throw" | "hang" | "tool" | "tool-begun" | "silence-word" | "end" }
  | { readonly kind: "garbage"; readonly part: unknown };

const waiting: fc.Arbitrary<Deed> = fc.record({ kind: fc.constantFrom("wait", "wait-deaf"), ms: fc.nat(9_000) });
const doing: fc.Arbitrary<Deed> = fc
  .constantFrom("half", "throw", "hang", "tool", "tool-begun", "silence-word", "end")
  .map((kind) => ({ kind }));
const garbage: fc.Arbitrary<Deed> = fc
  .constantFrom<unknown>(null, 7, {}, { type: "text" }, { type: "tool-call" }, { type: "end" }, { type: "mood" })
  .map((part) => ({ kind: "garbage", part }));
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: waiting },
  { weight: 4, arbitrary: fc.constant<Deed>({ kind: "sentence" }) },
  { weight: 5, arbitrary: doing },
  { weight: 1, arbitrary: garbage },
);
const ladder: fc.Arbitrary<LadderOptions> = fc.record({
  holdAfterMs: fc.constantFrom(0, 500, 1_200),
  holdAgainMs: fc.constantFrom(0, 2_000, 5_000),
  holdLines: fc.subarray(["Hold a.", "Hold b.", "Hold c."]),
  firstWordMs: fc.constantFrom(0, 1_000, 4_000),
  stallMs: fc.constantFrom(0, 2_000, 5_000),
  silenceMs: fc.constantFrom(3_000, 9_000),
  turnMs: fc.constantFrom(2_000, 8_000, 25_000),
  apology: fc.constant(defaultLadder.apology),
  transferTo: fc.constantFrom(undefined, "+14155550123"),
});
const story = fc.record({
  /** By model; each generation of it takes the next one. */
  models: fc.array(fc.array(fc.array(deed, { maxLength: 6 }), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  }),
  toolMs: fc.constantFrom(0, 700, 12_000, Number.POSITIVE_INFINITY),
  ladder,
  /** How long before each request its words are known; undefined for an agent that does not generate ahead. */
  aheadMs: fc.option(fc.nat(6_000), { nil: undefined }),
  /** Of each request: when the next one follows in any case; undefined once it was answered. */
  patienceMs: fc.array(fc.option(fc.nat(6_000), { nil: undefined }), { minLength: 1, maxLength: 4 }),
});

it("keeps every silence within the ladder's limit, and completes each turn once", async () => {
  await fc.assert(fc.asyncProperty(story, play), { numRuns: 300 });
}, 60_000);

async function play({
  models,
  toolMs,
  ladder,
  aheadMs,
  patienceMs,
}: typeof story extends fc.Arbitrary<infer T> ? T : never) {
  const writings: string[] = [];
  const call = await timedCall((clock) => {
    const look = tool({
      description: "Looks.",
      input: z.object({}),
      effect: "idempotent",
      timeoutMs: 60_000,
      run: () => pause(clock, toolMs),
    });
    const model = models.map((scripts, index) => unrulyModel(clock, `m${index}`, scripts, writings));
    return llmAgent({ model, instructions: "Help.", clock, tools: { look }, ladder, ahead: aheadMs !== undefined });
  });
  const limitMs = Math.min(ladder.silenceMs, ladder.turnMs);
  const all = (): string => patienceMs.map((_, index) => call.said(index + 1)).join("\n");
  const linesSaid = (): number => ladder.holdLines.filter((line) => all().includes(line)).length;

  for (const [index, patience] of patienceMs.entries()) {
    const id = index + 1;
    const writtenBefore = writings.length;
    const words: Utterance[] = [{ role: "user", content: `Hello ${id}?` }];
    call.update(words);
    await call.clock.advance(aheadMs ?? 0);
    const hasLine = ladder.holdAfterMs > 0 && linesSaid() < ladder.holdLines.length;
    call.ask(id, words);
    await call.clock.advance(patience ?? ladder.turnMs + 1);
    const frames = call.framesOf(id);
    const completed = frames.filter(({ isComplete }) => isComplete);
    if (patience === undefined || patience > ladder.turnMs) expect(completed).toHaveLength(1);
    expect(completed.length).toBeLessThanOrEqual(1);

    const heard = frames.filter(({ content, isComplete }) => content.trim() !== "" || isComplete);
    const times = [0, ...heard.map(({ atMs }) => atMs), ...(completed.length === 0 ? [patience ?? 0] : [])];
    const silences = times.slice(1).map((atMs, at) => atMs - (times[at] ?? 0));
    expect(Math.max(...silences)).toBeLessThanOrEqual(limitMs);
    if (hasLine) expect(silences[0]).toBeLessThanOrEqual(ladder.holdAfterMs);

    // Only a word that means silence makes an answer of nothing.
    const isSilent = call.said(id) === "" && completed.length === 1;
    if (isSilent) expect(writings.slice(writtenBefore).join("")).toContain("NO_RESPONSE_NEEDED");
  }
  const everything = all();
  expect(everything).not.toContain("undefined");
  for (const line of ladder.holdLines) expect(everything.split(line).length).toBeLessThanOrEqual(2);
  // Between the words of one generation nothing of ours is said.
  for (const [, between = ""] of everything.matchAll(/\((\w+)\)\.(.*?)(?=\(\1\))/g)) {
    expect(between).not.toMatch(/Hold|sorry/);
  }
  expect(call.problems).toEqual([]);
}

/** Each of its sentences names the generation that it is of. */
function unrulyModel(
  clock: VirtualClock,
  name: string,
  scripts: readonly (readonly Deed[])[],
  writings: string[],
): Model {
  let generations = 0;
  return {
    name,
    async *generate({ signal }): AsyncGenerator<ModelPart> {
      const script = scripts[generations % scripts.length] ?? [];
      generations += 1;
      const tag = `${name}g${generations}`;
      const write = (text: string): ModelPart => {
        writings.push(text);
        return { type: "text", text };
      };
      for (const [index, { kind, ...rest }] of script.entries()) {
        const callId = `${tag}-${index}`;
        switch (kind) {
          case "wait":
            await pause(clock, (rest as { ms: number }).ms, signal);
            break;
          case "wait-deaf":
            await pause(clock, (rest as { ms: number }).ms);
            break;
          case "hang":
            await new Promise(() => undefined);
            break;
          case "throw":
            throw new Error("no more");
          case "sentence":
            yield write(`I say (${tag}). `);
            break;
          case "half":
            yield write(`And (${tag}), for`);
            break;
          case "silence-word":
            yield write("NO_RESPONSE_NEEDED");
            break;
          case "tool-begun":
            yield { type: "tool-call-started", name: "look" };
            break;
          case "tool":
            yield { type: "tool-call", call: { callId, name: "look", input: {} } };
            break;
          case "garbage":
            yield (rest as { part: ModelPart }).part;
            break;
          case "end":
            yield { type: "end", usage: { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0 }, reason: "stop" };
            break;
        }
      }
    },
  };
}

function pause(clock: VirtualClock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (Number.isFinite(ms)) clock.setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => reject(signal.reason));
  });
}
