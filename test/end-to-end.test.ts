/**
 * The stand-in for the platform calls our server, and neither a promise is broken nor anything found. In virtual time
 * the sweeps are whole, with an agent in the same process; real sockets then carry the interruptions at every word and
 * a sample of every other state, in real time with fast speakers.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clock, realClock } from "../src/internal/index.ts";
import {
  type CallEvent,
  type Caller,
  type CallReport,
  interrupt,
  type PlatformCall,
  pause,
  randomCaller,
  randomFaults,
  say,
  scriptedCaller,
  waitForAgent,
} from "../src/platform/index.ts";
import {
  callMatchers,
  createAgentDialer,
  createVirtualClock,
  placeCall,
  startTestServer,
  type TestServer,
} from "../src/testing/index.ts";
import type {} from "../src/testing/vitest.ts";
import { dialLate } from "./support/late-dialer.ts";
import { type PromiseWatch, watchPromises } from "./support/promise-watch.ts";
import { story, storyAgent, storyGreeting } from "./support/story-agent.ts";

expect.extend(callMatchers);

/** Breaks the connection each time that this happens. */
interface Drop {
  readonly when: (event: CallEvent) => boolean;
  /** So long afterwards, in ms. @default 0 */
  readonly afterMs?: number;
}

/** Places a call, and gives back its report with what was wrong: promises that were broken, and what was found. */
type Place = (options: {
  readonly id: string;
  readonly caller: Caller;
  readonly drop?: Drop;
}) => Promise<{ readonly report: CallReport; readonly faults: readonly string[] }>;

/** How an answer comes, in ms: until its first word, from word to word, and how long every message is on its way. */
interface Pace {
  readonly firstWordMs: number;
  readonly wordMs: number;
  readonly greetingMs?: number;
  readonly delayMs?: number;
}

const everyWord = Array.from({ length: story.split(" ").length }, (_, index) => index + 1);

/** A moment in each state that a call can be in when its connection breaks. */
const states: Readonly<Record<string, Drop>> = {
  "before the greeting": { when: (event) => event.type === "state-changed" && event.state === "live" },
  "while the greeting is spoken": { when: (event) => event.type === "agent-word" && event.turnId === 0 },
  "while the caller speaks": { when: (event) => event.type === "caller-heard" && event.open },
  "as a request is made": { when: (event) => event.type === "request-made" },
  "while the agent thinks": { when: (event) => event.type === "request-made", afterMs: 10 },
  "at the first word of an answer": { when: (event) => event.type === "agent-started" && event.turnId > 0 },
  "while an answer is spoken": { when: (event) => event.type === "agent-word" && event.text === "sea " },
  "between two turns": { when: (event) => event.type === "agent-stopped" && event.turnId > 0 && !event.mayContinue },
};

function atMost(times: number, drop: Drop | undefined): Drop {
  let left = times;
  return { ...drop, when: (event) => left > 0 && drop?.when(event) === true && left-- > 0 };
}

function storyHeard({ call }: CallReport): string {
  return (
    call.transcript_object.find(({ role, content }) => role === "agent" && content.startsWith("There"))?.content ?? ""
  );
}

async function expectInterrupted(place: Place, words: number): Promise<void> {
  const caller = scriptedCaller(["Tell me a story.", interrupt({ afterWords: words, say: "Stop, thank you." })]);
  const { report, faults } = await place({ id: `word-${words}`, caller });
  expect([words, ...faults]).toEqual([words]);
  expect(report).toHaveEndedWith("user_hangup");
  const heard = storyHeard(report).trim();
  expect(story.startsWith(heard)).toBe(true);
  expect(heard.split(" ").length).toBeGreaterThanOrEqual(words);
  expect(report).toHaveSaid("You said: Stop, thank you.", { after: "Stop", withinTurns: 1 });
  expect(report).toHaveSaidNothingTwice();
}

async function expectTakenUpAgain(place: Place, state: string, drops: number): Promise<void> {
  const caller = scriptedCaller(["Tell me a story.", waitForAgent(), pause(1_000), say("Thank you.")]);
  const drop = atMost(drops, states[state]);
  const { report, faults } = await place({ id: `${state} ${drops}`, caller, drop });
  // Some states come only once in a call.
  const broken = report.findingCounts["connection-broken"] ?? 0;
  expect([state, broken >= 1 && broken <= drops]).toEqual([state, true]);
  expect([state, ...faults]).toEqual([state, ...Array.from({ length: broken }, () => "found connection-broken")]);
  expect(report).toHaveEndedWith("user_hangup");
  expect(report).toHaveSaidOnce(storyGreeting);
  expect(report).toHaveSaid("He was so surprised he fell.");
  expect(report).toHaveSaid("You said: Thank you.", { after: "Thank you" });
}

async function expectWithdrawn(place: Place, pauseMs: number): Promise<CallReport> {
  const caller = scriptedCaller([waitForAgent(), say("My name is"), pause(pauseMs), say("Mike.")]);
  const { report, faults } = await place({ id: `pause-${pauseMs}`, caller });
  expect([pauseMs, ...faults]).toEqual([pauseMs]);
  expect(report).toHaveSaid(/Mike\.$/, { after: "Mike", withinTurns: 1 });
  return report;
}

describe("in virtual time", { timeout: 60_000 }, () => {
  const paces = {
    "comes all at once": { firstWordMs: 0, wordMs: 0 },
    "comes faster than it is spoken": { firstWordMs: 280, wordMs: 100 },
    "comes more slowly than it is spoken": { firstWordMs: 800, wordMs: 450 },
    "comes over a slow network": { firstWordMs: 280, wordMs: 100, delayMs: 170 },
  };
  const placing =
    ({ delayMs = 0, ...pace }: Pace): Place =>
    async ({ id, caller, drop }) => {
      const clock = createVirtualClock();
      const watch = watchPromises(storyAgent({ clock, ...pace }), { crossingMs: 2 * delayMs, answerMs: 30_000 });
      const dialer = createAgentDialer({ agent: watch.agent, clock });
      const report = await placeCall({
        url: "ws://agent.invalid/llm-websocket",
        dial: dialLate(dialer.dial, clock, 3 * delayMs),
        caller,
        clock,
        callId: id,
        faults: { delayMs },
        onEvent: following(watch, clock, drop),
      });
      const faults = faultsOf(report, watch);
      return { report, faults: delayMs === 0 ? faults : faults.filter(isNoCrossing) };
    };

  describe.each(Object.entries(paces))("an answer that %s", (_name, pace) => {
    it("is stopped at every one of its forty words", async () => {
      for (const words of everyWord) await expectInterrupted(placing(pace), words);
    });

    it.each(Object.keys(states))("survives a connection that breaks %s, up to four times", async (state) => {
      for (const drops of [1, 2, 3, 4]) await expectTakenUpAgain(placing({ ...pace, greetingMs: 400 }), state, drops);
    });
  });

  it("a request is withdrawn when the caller goes on, after a pause of any length", async () => {
    for (let pauseMs = 0; pauseMs <= 1_500; pauseMs += 25) {
      const report = await expectWithdrawn(placing({ firstWordMs: 100, wordMs: 50 }), pauseMs);
      // An early request goes out after 250 ms; after 400 ms the turn is the agent's.
      expect([pauseMs, hasWithdrawn(report)]).toEqual([pauseMs, pauseMs >= 250 && pauseMs < 400]);
    }
  });

  it("a connection may break at any moment", async () => {
    for (let atMs = 0; atMs < 20_000; atMs += 170) {
      const clock = createVirtualClock();
      const watch = watchPromises(storyAgent({ clock, firstWordMs: 280, wordMs: 100, greetingMs: 400 }), {
        crossingMs: 0,
        answerMs: 30_000,
      });
      const report = await placeCall({
        agent: watch.agent,
        caller: scriptedCaller(["Tell me a story.", "My name is Mike."]),
        clock,
        faults: { plan: [{ kind: "break", atMs }] },
        onEvent: watch.onEvent,
      });
      expect([atMs, ...faultsOf(report, watch)]).toEqual([atMs, "found connection-broken"]);
      expect(report).toHaveSaidOnce(storyGreeting);
      expect(report).toHaveSaid("You said: My name is Mike.");
    }
  });

  it("whatever a random caller does on a random network", async () => {
    /** What a network alone may bring about, one that swallows everything for five seconds included; all else would be ours. */
    const ofTheNetwork = new Set(
      ["connection-broken", "keep-alive-lost", "keep-alive-late", "crossed-response", "unanswered-request"].map(
        (code) => `found ${code}`,
      ),
    );
    const found = new Set<string>();
    for (let seed = 1; seed <= 100; seed += 1) {
      const clock = createVirtualClock();
      const watch = watchPromises(storyAgent({ clock, firstWordMs: 250, wordMs: 90 }), {
        crossingMs: Number.POSITIVE_INFINITY,
        answerMs: 30_000,
      });
      const report = await placeCall({
        agent: watch.agent,
        caller: randomCaller(seed),
        clock,
        seed,
        faults: randomFaults(seed, { withinMs: 60_000 }),
        onEvent: watch.onEvent,
      });
      const unexpected = faultsOf(report, watch).filter((fault) => !ofTheNetwork.has(fault));
      expect([seed, ...unexpected]).toEqual([seed]);
      for (const { code } of report.findings) found.add(code);
    }
    // Otherwise this would prove nothing of such a network.
    expect(found).toContain("connection-broken");
    expect(found).toContain("keep-alive-lost");
    expect(found).toContain("crossed-response");
  });
});

describe("through real sockets", { timeout: 60_000 }, () => {
  // Silences stay as long as they are meant to be told apart on a busy machine; speech is fast.
  const speed = 40;
  const model = { earlyRequestPauseMs: 30, endpointBaseMs: 400, askAgainDelayMs: 30, partialIntervalMs: 10 };
  let server: TestServer;
  let watch: PromiseWatch;

  beforeAll(async () => {
    const agent = storyAgent({ clock: realClock, firstWordMs: 20, wordMs: 5, greetingMs: 300 });
    watch = watchPromises(agent, { crossingMs: Number.POSITIVE_INFINITY, answerMs: 5_000 });
    server = await startTestServer({ agent: watch.agent });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const place: Place = async ({ id, caller, drop }) => {
    const report = await placeCall({
      url: server.url,
      caller,
      callId: id,
      speed,
      model,
      onEvent: following(watch, realClock, drop),
    });
    return { report, faults: faultsOf(report, watch).filter(isNoCrossing) };
  };

  it("an answer is stopped at every one of its forty words, in forty calls at a time", async () => {
    await Promise.all(everyWord.map((words) => expectInterrupted(place, words)));
  });

  it("a broken connection is taken up again in every state, in as many calls at a time", async () => {
    await Promise.all(Object.keys(states).map((state) => expectTakenUpAgain(place, state, 1)));
  });

  it("a request is withdrawn when the caller goes on", async () => {
    const reports = await Promise.all([100, 110, 120].map((pauseMs) => expectWithdrawn(place, pauseMs)));
    expect(reports.map(hasWithdrawn)).toEqual([true, true, true]);
  });
});

function following(watch: PromiseWatch, clock: Clock, drop?: Drop) {
  return (event: CallEvent, call: PlatformCall): void => {
    watch.onEvent(event, call);
    if (drop?.when(event) !== true) return;
    if (drop.afterMs === undefined) call.drop();
    else clock.setTimeout(() => call.drop(), drop.afterMs);
  };
}

function faultsOf(report: CallReport, watch: PromiseWatch): string[] {
  return [...watch.breachesOf(report), ...report.findings.map(({ code }) => `found ${code}`)];
}

/** A message that crosses a newer request on the way is nobody's fault. */
function isNoCrossing(fault: string): boolean {
  return fault !== "found crossed-response";
}

function hasWithdrawn({ turns }: CallReport): boolean {
  return turns.some(({ outcome }) => outcome === "withdrawn");
}
