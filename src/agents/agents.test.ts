import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createVirtualClock } from "../internal/index.ts";
import type { Agent, AgentOutput, Call, Turn } from "../session/index.ts";
import {
  defineAgent,
  dummyAgent,
  echoAgent,
  endCall,
  flakyAgent,
  pressDigits,
  say,
  scriptedAgent,
  slowAgent,
  transfer,
} from "./index.ts";

const call = (): Call =>
  ({
    id: "call-1",
    state: {},
    signal: new AbortController().signal,
    details: undefined,
    variables: {},
    transcript: [],
    interrupt: () => undefined,
    updateAgent: () => undefined,
    sendMetadata: () => undefined,
    reportToolCall: () => undefined,
    reportToolResult: () => undefined,
    note: () => undefined,
  }) satisfies Call;

const turn = (heard: string, theCall = call(), responseId = 1, signal = new AbortController().signal): Turn => ({
  call: theCall,
  responseId,
  reason: "response",
  transcript: heard === "" ? [] : [{ role: "user", content: heard }],
  transcriptWithToolCalls: undefined,
  lastUserText: heard,
  signal,
});

async function outputs(agent: Agent, theTurn: Turn): Promise<AgentOutput[]> {
  const reply = await agent.respond(theTurn);
  if (reply === undefined || reply === null) return [];
  if (typeof reply === "string" || "kind" in reply) return [reply];
  const all: AgentOutput[] = [];
  for await (const output of reply) all.push(output);
  return all;
}

describe("defineAgent", () => {
  it("gives the agent back as it is", () => {
    expect(defineAgent(dummyAgent)).toBe(dummyAgent);
  });

  it("takes an instance of a class, with fields of its own", () => {
    class KeyedAgent implements Agent {
      readonly #greeting = "Hi.";
      readonly key = "k";
      get greeting(): string {
        return this.#greeting;
      }
      respond(): string {
        return this.key;
      }
    }
    expect(defineAgent(new KeyedAgent()).greeting).toBe("Hi.");
    expect(() => defineAgent(new (class {})() as Agent)).toThrow(/respond must be a function/);
  });

  const bad: Array<[unknown, RegExp]> = [
    [{ respond: () => "x", greting: "Hi" }, /no member "greting"; it may have greeting, respond/],
    [{ greeting: "Hi" }, /respond must be a function of the turn/],
    [{ respond: () => "x", greeting: 3 }, /greeting must be a string, null or a function/],
    [{ respond: () => "x", config: "all" }, /config must be an object/],
    [null, /an agent is an object/],
  ];
  it.each(bad)("says what is wrong with %o", (agent, message) => {
    expect(() => defineAgent(agent as Agent)).toThrow(message);
  });
});

describe("actions", () => {
  it("are plain outputs", () => {
    expect(endCall()).toEqual({ kind: "end_call" });
    expect(transfer("+14155550123", { showTransfereeAsCaller: true })).toEqual({
      kind: "transfer",
      number: "+14155550123",
      showTransfereeAsCaller: true,
    });
    expect(pressDigits("12#")).toEqual({ kind: "press_digits", digits: "12#" });
    expect(say("Wait.", { interruptible: false })).toEqual({ kind: "say", text: "Wait.", interruptible: false });
  });

  it("refuse what no platform could do", () => {
    expect(() => pressDigits("1a")).toThrow(/0-9, \* and #/);
    expect(() => transfer(" ")).toThrow(/give a number/);
  });
});

describe("the dummy agent", () => {
  it("says the guide's sentences, to requests and reminders alike", async () => {
    expect(dummyAgent.greeting).toBe("How may I help you?");
    expect(await outputs(dummyAgent, turn("Hi"))).toEqual(["I am sorry, can you say that again?"]);
    expect(dummyAgent.remind).toBeUndefined();
    expect(dummyAgent.config).toBeUndefined();
  });
});

describe("the echo agent", () => {
  it("says back what it heard, or that it heard nothing", async () => {
    expect(await outputs(echoAgent, turn("Good morning."))).toEqual(["You said: Good morning."]);
    expect(await outputs(echoAgent, turn(""))).toEqual(["I did not hear anything."]);
  });
});

describe("the slow agent", () => {
  it("waits before the first word and between words", async () => {
    const clock = createVirtualClock();
    const agent = slowAgent({ firstWordMs: 1_000, wordsPerSecond: 2, text: "one two three", clock });
    const startMs = clock.now();
    const times: number[] = [];
    const reading = (async () => {
      for await (const _word of agent.respond(turn("Hi")) as AsyncIterable<AgentOutput>) {
        times.push(clock.now() - startMs);
      }
    })();
    await clock.runUntil(reading);
    expect(times).toEqual([1_000, 1_500, 2_000]);
  });

  it("stops at its signal, and leaves no timer behind", async () => {
    const clock = createVirtualClock();
    const abort = new AbortController();
    const agent = slowAgent({ clock });
    const reading = outputs(agent, turn("Hi", call(), 1, abort.signal));
    await clock.settle();
    expect(clock.pendingTimers).toBe(1);
    abort.abort();
    await expect(reading).rejects.toThrow(/abort/);
    expect(clock.pendingTimers).toBe(0);
  });

  it("has forty words to be interrupted at by default", async () => {
    const clock = createVirtualClock();
    const words = await clock.runUntil(outputs(slowAgent({ clock }), turn("Hi")));
    expect(words.join("").split(" ")).toHaveLength(40);
  });
});

describe("the flaky agent", () => {
  it("does the same under the same seed and id, and only what it may", async () => {
    const answers = flakyAgent({ moods: ["answers"] });
    expect(await outputs(answers, turn("Hi"))).toEqual([
      "The first half of this answer is fine, ",
      "and so is the second.",
    ]);
    await expect(outputs(flakyAgent({ moods: ["throws"] }), turn("Hi"))).rejects.toThrow(/throws/);
    await expect(outputs(flakyAgent({ moods: ["half-then-throws"] }), turn("Hi"))).rejects.toThrow(/halfway/);
    expect(await outputs(flakyAgent({ moods: ["says-nothing"] }), turn("Hi"))).toEqual([]);
    const moods = (seed: number) =>
      Promise.all(
        Array.from({ length: 20 }, (_, id) =>
          outputs(flakyAgent({ seed, moods: ["answers", "throws", "says-nothing"] }), turn("Hi", call(), id)).then(
            (said) => said.length,
            () => -1,
          ),
        ),
      );
    expect(await moods(7)).toEqual(await moods(7));
    expect(new Set(await moods(7)).size).toBe(3);
  });
});

describe("the scripted agent", () => {
  const folder = mkdtempSync(join(tmpdir(), "repartee-script-"));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  it("says its replies in order, matches words, and acts", async () => {
    const path = file(
      "script.json",
      JSON.stringify({
        greeting: "Hi.",
        replies: ["One.", { say: "We open at nine.", when: "hours" }, { say: "Bye.", end_call: true }],
        otherwise: "Done.",
        reminder: "Hello?",
      }),
    );
    const agent = scriptedAgent(path);
    const theCall = call();
    expect(agent.greeting).toBe("Hi.");
    expect(await outputs(agent, turn("What are your HOURS?", theCall))).toEqual([say("We open at nine.")]);
    expect(await outputs(agent, turn("Hm.", theCall))).toEqual(["One."]);
    expect(await outputs(agent, turn("Hm.", theCall))).toEqual([say("Bye."), endCall()]);
    expect(await outputs(agent, turn("Hm.", theCall))).toEqual(["Done."]);
    expect(await agent.remind?.(turn(""))).toBe("Hello?");
  });

  it("does not use up a reply that was withdrawn before its end", async () => {
    const agent = scriptedAgent({ replies: ["One.", "Two."] });
    const theCall = call();
    const withdrawn = (agent.respond(turn("Hm.", theCall)) as Iterable<AgentOutput>)[Symbol.iterator]();
    expect(withdrawn.next().value).toBe("One.");
    withdrawn.return?.();
    expect(await outputs(agent, turn("Hm.", theCall))).toEqual(["One."]);
    expect(await outputs(agent, turn("Hm.", theCall))).toEqual(["Two."]);
  });

  it("says what is wrong with a script, and where", () => {
    expect(() => scriptedAgent("no-such-script.json")).toThrow(/cannot read the script no-such-script.json/);
    expect(() => scriptedAgent(file("script.json", "{"))).toThrow(/is no JSON/);
    expect(() => scriptedAgent({ replies: [{ say: 3 }] } as never)).toThrow(/replies\.0/);
    expect(() => scriptedAgent({ replies: [], greting: "" } as never)).toThrow(/greting/);
  });
});
