/** One call with a tool that must act once, and everything that is needed to tell whether it did. */
import { AsyncLocalStorage } from "node:async_hooks";
import { z } from "zod";
import { type LadderOptions, llmAgent, type Model, tool } from "../../src/agents/llm/index.ts";
import { type Clock, createRandom, createVirtualClock } from "../../src/internal/index.ts";
import {
  type Caller,
  type CallReport,
  type Faults,
  interrupt,
  pause,
  randomCaller,
  randomFaults,
  say,
  scriptedCaller,
  waitForAgent,
} from "../../src/platform/index.ts";
import type { Utterance } from "../../src/protocol/index.ts";
import type { Agent, Turn } from "../../src/session/index.ts";
import { placeCall } from "../../src/testing/index.ts";
import type { Play } from "./provider-stage.ts";
import { type Beat, scriptedModel } from "./scripted-model.ts";

export const confirmMs = 600;

/** Stands for the request of an early generation that none took. */
const dropped = -1;

/** One run of the tool; its result has a mark that is found again in what the model is told. */
interface Run {
  readonly mark: string;
  readonly turn: AskedTurn;
  readonly startedAtMs: number;
  /** Whether the request had been withdrawn by then, as far as the agent could know. */
  readonly wasWithdrawn: boolean;
  /** When the agent was last told of new words of the caller's. */
  readonly callerHeardAtMs: number;
  endedAtMs: number | undefined;
}

interface AskedTurn {
  readonly responseId: number;
  readonly signal: AbortSignal;
  readonly askedAtMs: number;
}

interface Generation {
  /** Undefined for one that was begun early, as long as no request has taken it. */
  responseId: number | undefined;
  /** When its request came; of an early one that none has taken, when it was begun. */
  atMs: number;
  /** All that the model was told, as text. */
  readonly told: string;
}

interface PlatformTurn {
  readonly outcome: string | undefined;
  readonly endedAtMs: number;
}

export interface WatchedCall {
  readonly runs: readonly Run[];
  /** Those that answered a request. */
  readonly generations: readonly Generation[];
  readonly droppedGenerations: number;
  readonly earlyGenerations: number;
  /** What the platform made of each request. */
  readonly platformTurns: ReadonlyMap<number, PlatformTurn>;
  readonly report: CallReport;
}

/** The request that code runs for. One for all calls: each more would slow every promise of the process down. */
const current = new AsyncLocalStorage<AskedTurn>();

/** Where a call takes place. */
export interface Stage {
  readonly clock: Clock;
  makeModel(seed: number, play: Play): Model;
  /** @default the agent's own */
  readonly ladder?: Partial<LadderOptions>;
}

/** In virtual time, with a model that is no more than its script. */
function createVirtualStage(): Stage {
  const clock = createVirtualClock();
  return { clock, makeModel: (_seed, play) => scriptedModel(clock, ({ messages }, index) => play(messages, index)) };
}

/**
 * The model is stubborn: it books whenever the caller has spoken last; an attentive one does not when it knows a
 * result.
 */
export async function watchCall(seed: number, stage: Stage = createVirtualStage()): Promise<WatchedCall> {
  const random = createRandom(seed);
  const { clock, ladder = {} } = stage;
  const runs: Run[] = [];
  let callerHeardAtMs = clock.now();
  let callerWords = "";
  const hear = (transcript: readonly Utterance[]): void => {
    const words = transcript.map(({ role, content }) => (role === "agent" ? "" : content)).join("");
    // Recognisers add capitals and marks later on.
    const letters = words.toLowerCase().replace(/[^a-z0-9]/g, "");
    if (letters !== callerWords) callerHeardAtMs = clock.now();
    callerWords = letters;
  };
  const generations: Generation[] = [];
  const askedAtMs = new Map<number, number>();
  let earlyGenerations = 0;
  const platformTurns = new Map<number, PlatformTurn>();
  const isAttentive = seed % 2 === 0;

  const book = tool({
    description: "Books a table.",
    input: z.object({ at: z.string(), people: z.number().default(2) }),
    effect: "commit",
    run: async () => {
      const turn = current.getStore() as AskedTurn;
      const mark = `#${runs.length + 1}#`;
      const wasWithdrawn = turn.signal.aborted;
      const run: Run = { mark, turn, startedAtMs: clock.now(), wasWithdrawn, callerHeardAtMs, endedAtMs: undefined };
      runs.push(run);
      await new Promise<void>((resolve) => clock.setTimeout(resolve, random.pick([0, 30, 300, 900, 2_500])));
      run.endedAtMs = clock.now();
      if (random.chance(0.15)) throw new Error(`the book is closed ${mark}`);
      return `booked ${mark}`;
    },
  });
  const play: Play = (messages, index) => {
    const told = JSON.stringify(messages);
    generations.push({ responseId: current.getStore()?.responseId, atMs: clock.now(), told });
    const delayMs = random.integer(0, 500);
    const isAsked = messages.at(-1)?.role === "user" && !(isAttentive && told.includes("booked #"));
    if (!isAsked) return [delayMs, "You are booked ", "for seven. ", 50, "See you ", 20, "then."];
    const call = (name: string): Beat => ({
      callId: `c${index}${name}`,
      name: "book",
      // The same wish, in other words.
      input: random.chance(0.5) ? { at: "19:00" } : { people: 2, at: "19:00" },
    });
    const opening: Beat[] = random.chance(0.3) ? ["Let me book that for you. "] : [];
    return [delayMs, ...opening, call("a"), ...(random.chance(0.2) ? [call("b")] : [])];
  };
  const llm = llmAgent({
    model: stage.makeModel(seed, play),
    instructions: "Book.",
    greeting: "Hello.",
    tools: { book },
    ahead: seed % 5 < 3,
    ...{ confirmMs, ladder, clock },
  });
  const agent: Agent = {
    greeting: llm.greeting as NonNullable<Agent["greeting"]>,
    config: llm.config as NonNullable<Agent["config"]>,
    onUpdate(update) {
      hear(update.transcript);
      llm.onUpdate?.(update);
    },
    onCallEnd: (call) => llm.onCallEnd?.(call),
    respond(turn: Turn) {
      hear(turn.transcript);
      const { responseId, signal } = turn;
      askedAtMs.set(responseId, clock.now());
      return current.run({ responseId, signal, askedAtMs: clock.now() }, () => llm.respond(turn));
    },
  };
  const faults = seed % 3 === 0 ? randomFaults(seed, { withinMs: 20_000 }) : undefined;
  const startMs = clock.now();
  const takeEarly = (responseId: number | undefined): void => {
    const early = generations.find((generation) => generation.responseId === undefined);
    if (early === undefined) throw new Error("an early generation was told of, but the model was not asked");
    earlyGenerations += 1;
    early.responseId = responseId ?? dropped;
    early.atMs = askedAtMs.get(early.responseId) ?? early.atMs;
  };
  const report = await placeCall({
    agent,
    observer: {
      onEvent: (_callId, event) => {
        if (event.type !== "agent-noted" || event.note.kind !== "generation") return;
        if (event.note.purpose === "early") takeEarly(event.note.responseId);
      },
    },
    clock,
    seed,
    caller: callerOf(seed),
    model: { bargeInSpanWords: 0 },
    ...(faults === undefined ? {} : { faults: faults satisfies Faults }),
    onEvent(event) {
      if (event.type !== "turn-finished") return;
      const { turnId: id, outcome } = event.timing;
      platformTurns.set(id, { outcome, endedAtMs: startMs + event.atMs });
    },
  });
  const taken = generations.filter(({ responseId }) => responseId !== dropped);
  const droppedGenerations = generations.length - taken.length;
  return { runs, generations: taken, droppedGenerations, earlyGenerations, platformTurns, report };
}

/** Interrupts after every number of words, speaks in pieces, or does what comes to mind. */
function callerOf(seed: number): Caller {
  const random = createRandom(seed ^ 0xb00c);
  if (random.chance(0.3)) return randomCaller(seed, { stepCount: 4 });
  return scriptedCaller([
    waitForAgent(),
    say("Book me"),
    pause(random.integer(100, 1_200)),
    say("for seven."),
    interrupt({ afterWords: 1 + (seed % 8), say: random.pick(["And at the window, please.", "Okay.", "Wait!"]) }),
    ...(random.chance(0.5) ? [interrupt({ afterMs: random.integer(0, 3_000), say: "Is it done?" })] : []),
    ...(random.chance(0.5) ? [waitForAgent(), say("Thank you very much.")] : []),
  ]);
}
