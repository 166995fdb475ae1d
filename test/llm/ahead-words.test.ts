/** Whatever callers and connections do, an early generation is heard only in answer to the words that it was made for. */
import { describe, expect, it } from "vitest";
import { llmAgent } from "../../src/agents/llm/index.ts";
import { createRandom, createVirtualClock } from "../../src/internal/index.ts";
import {
  type Caller,
  interrupt,
  pause,
  randomCaller,
  randomFaults,
  say,
  scriptedCaller,
  waitForAgent,
} from "../../src/platform/index.ts";
import type { Agent, Turn } from "../../src/session/index.ts";
import { placeCall } from "../../src/testing/index.ts";
import { echoTag, echoTagsOf } from "./echo-tag.ts";
import { scriptedModel } from "./scripted-model.ts";

const callCount = 300;
const seen = { kept: 0, dropped: 0, withdrawn: 0, reconnections: 0, tags: 0 };

describe("early generations", () => {
  it("are heard only for the words that they were made for", async () => {
    for (let seed = 1; seed <= callCount; seed += 1) expect(await strayWords(seed), `seed ${seed}`).toEqual([]);
  }, 120_000);

  it("were tried hard", () => {
    expect(seen.tags).toBeGreaterThan(callCount);
    expect(seen.kept).toBeGreaterThan(callCount);
    expect(seen.dropped).toBeGreaterThan(callCount / 4);
    expect(seen.withdrawn).toBeGreaterThan(callCount / 3);
    expect(seen.reconnections).toBeGreaterThan(callCount / 10);
  });
});

/** @returns what was said in answer to other words. */
async function strayWords(seed: number): Promise<string[]> {
  const clock = createVirtualClock();
  const random = createRandom(seed);
  const asked = new Map<number, string>();
  const model = scriptedModel(clock, ({ messages }) => {
    const last = messages.at(-1);
    const words = last?.role === "user" ? (last.text.split("\n").at(-1) ?? "") : "";
    return [
      random.integer(0, 1_500),
      `I heard ${echoTag(words)}. `,
      random.integer(0, 900),
      `Again ${echoTag(words)}.`,
    ];
  });
  const llm = llmAgent({ model, instructions: "Repeat.", greeting: "Hello.", clock, ahead: true });
  const agent: Agent = {
    ...llm,
    respond(turn: Turn) {
      const last = turn.transcript.at(-1);
      // Asked again after a reconnection, the agent may have been the last to speak.
      asked.set(turn.responseId, last?.role === "user" ? last.content : "");
      return llm.respond(turn);
    },
  };
  const report = await placeCall({
    agent,
    clock,
    seed,
    caller: callerOf(seed),
    model: { bargeInSpanWords: 0, updateIntervalMs: random.pick([50, 500, 1_500]), earlyRequests: random.chance(0.7) },
    ...(seed % 3 === 0 ? { faults: randomFaults(seed, { withinMs: 15_000 }) } : {}),
    observer: {
      onEvent(_callId, event) {
        if (event.type === "turn-ended" && event.outcome === "withdrawn") seen.withdrawn += 1;
        if (event.type !== "agent-noted" || event.note.kind !== "generation") return;
        if (event.note.purpose === "early") seen[event.note.responseId === undefined ? "dropped" : "kept"] += 1;
      },
    },
  });
  seen.reconnections += report.connections - 1;
  return report.frames.flatMap(({ direction, type, responseId = 0, text }) => {
    const words = asked.get(responseId);
    if (direction !== "from-server" || type !== "response" || words === undefined) return [];
    const said: string = JSON.parse(text).content;
    const tags = echoTagsOf(said);
    seen.tags += tags.length;
    return tags.filter((tag) => tag !== echoTag(words)).map((tag) => `${tag} in answer to ${words}`);
  });
}

/** Hesitates, is misheard, cuts in, or does what comes to mind. */
function callerOf(seed: number): Caller {
  const random = createRandom(seed ^ 0xa4ead);
  if (random.chance(0.3)) return randomCaller(seed, { stepCount: 6 });
  const piece = (): string => random.pick(["I want a table.", "For four", "No, five.", "When?", "Yes.", "well"]);
  // Recognisers change their minds about what they took for a whole sentence.
  const saying = () => say(piece(), random.chance(0.3) ? { partials: ["I want a cable."] } : {});
  const hesitation = () => pause(random.pick([random.integer(20, 200), random.integer(200, 900)]));
  return scriptedCaller([
    waitForAgent(),
    saying(),
    hesitation(),
    saying(),
    interrupt({ afterWords: random.integer(1, 4), say: piece() }),
    waitForAgent(),
    saying(),
    hesitation(),
    saying(),
    waitForAgent(),
    saying(),
  ]);
}
