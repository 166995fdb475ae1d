/** The ten promises of a session, each by its name. */
import { describe, expect, it } from "vitest";
import { defineAgent, dummyAgent, endCall } from "../src/agents/index.ts";
import { realClock } from "../src/internal/index.ts";
import { type Agent, type Call, createSession, resolveSessionOptions, type Turn } from "../src/session/index.ts";
import { createScriptedSocket } from "../src/testing/scripted-socket.ts";
import { scriptedCall, speech } from "./support/scripted-call.ts";

/** An agent whose answers the test feeds by hand. */
function handFedAgent(overrides: Partial<Agent> = {}) {
  const turns: Turn[] = [];
  const feeds: Array<{ push: (text: string) => void; end: () => void }> = [];
  const agent = defineAgent({
    greeting: "Hello.",
    async *respond(turn) {
      turns.push(turn);
      const queue: Array<string | undefined> = [];
      let wake = (): void => undefined;
      const put = (item: string | undefined): void => {
        queue.push(item);
        wake();
      };
      feeds.push({ push: put, end: () => put(undefined) });
      for (;;) {
        while (queue.length === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const item = queue.shift();
        if (item === undefined) return;
        yield item;
      }
    },
    ...overrides,
  });
  const feed = (index: number) => {
    const found = feeds[index];
    if (found === undefined) throw new Error(`the agent was not asked for answer ${index}`);
    return found;
  };
  return { agent, turns, feed };
}

const stuck = (): Promise<never> => new Promise(() => undefined);

describe("promise 1: current or nothing", () => {
  it("sends no frame of an older answer once a newer request came", async () => {
    const { agent, feed } = handFedAgent();
    const call = scriptedCall(agent);
    const line = call.connect();
    line.ask(1);
    await call.clock.settle();
    feed(0).push("One ");
    await call.clock.settle();
    feed(0).push("two ");
    line.ask(2);
    feed(0).push("three");
    feed(0).end();
    await call.clock.settle();
    feed(1).push("New.");
    feed(1).end();
    await call.clock.settle();
    expect(speech(line.sent)).toEqual([
      [0, "Hello.", true],
      [1, "One ", false],
      [2, "New.", true],
    ]);
  });

  it("sends nothing under an id that was completed, and answers neither older nor repeated requests", async () => {
    const call = scriptedCall(dummyAgent);
    const line = call.connect();
    line.ask(5);
    await call.clock.settle();
    line.ask(5);
    line.ask(4);
    await call.clock.settle();
    expect(speech(line.sent).map(([id]) => id)).toEqual([0, 5]);
    expect(call.problems()).toEqual(["duplicate-request", "stale-request"]);
  });
});

describe("promise 2: always closed", () => {
  const completions = (sent: ReturnType<typeof speech>, id: number) => sent.filter((it) => it[0] === id && it[2]);

  it("completes an answer that says nothing", async () => {
    const call = scriptedCall({ respond: () => undefined });
    const line = call.connect();
    line.ask(1);
    await call.clock.settle();
    expect(speech(line.sent)).toEqual([
      [0, "", true],
      [1, "", true],
    ]);
  });

  it("says the fallback line for an agent that throws, also halfway", async () => {
    const call = scriptedCall(
      {
        async *respond({ responseId }) {
          if (responseId === 2) yield "Half of";
          throw new Error("no");
        },
      },
      { fallbackResponse: "Sorry?" },
    );
    const line = call.connect();
    line.ask(1);
    await call.clock.settle();
    line.ask(2);
    await call.clock.settle();
    expect(speech(line.sent).slice(1)).toEqual([
      [1, "Sorry?", true],
      [2, "Half of", false],
      [2, " Sorry?", true],
    ]);
    expect(call.problems()).toEqual(["agent-failed", "agent-failed"]);
  });

  it("cuts an agent off that yields nothing before the idle limit, and one that never ends", async () => {
    const call = scriptedCall(
      {
        async *respond({ responseId }) {
          if (responseId === 1) await stuck();
          for (;;) {
            yield "on and ";
            await new Promise<void>((resolve) => {
              call.clock.setTimeout(resolve, 900);
            });
          }
        },
      },
      { agentIdleTimeoutMs: 1_000, turnTimeoutMs: 5_000, fallbackResponse: "Sorry?" },
    );
    const line = call.connect();
    line.ask(1);
    await call.clock.advance(999);
    expect(completions(speech(line.sent), 1)).toEqual([]);
    await call.clock.advance(1);
    expect(completions(speech(line.sent), 1)).toEqual([[1, "Sorry?", true]]);
    line.ask(2);
    await call.clock.advance(60_000);
    expect(completions(speech(line.sent), 2)).toEqual([[2, "", true]]);
    expect(call.problems()).toEqual(["agent-stalled", "agent-overlong"]);
  });

  it("completes an answer whose agent never lets other work run", async () => {
    let completed = (_characters: number): void => undefined;
    const characters = new Promise<number>((resolve) => {
      completed = resolve;
    });
    const endless: Agent = {
      *respond() {
        for (;;) yield "x";
      },
    };
    const session = createSession({
      callId: "endless",
      agent: () => endless,
      clock: realClock,
      options: resolveSessionOptions({ turnTimeoutMs: 20 }),
      observer: { onEvent: (_id, event) => event.type === "turn-ended" && completed(event.characters) },
      onEnded: () => undefined,
    });
    const socket = createScriptedSocket();
    const request = JSON.stringify({ interaction_type: "response_required", response_id: 1, transcript: [] });
    session.attach(socket).receive(new TextEncoder().encode(request), false);
    expect(await characters).toBeGreaterThan(0);
    expect(completions(speech(socket.sent), 1)).toHaveLength(1);
    session.release();
  });
});

describe("promise 3: stopped at once", () => {
  it("aborts the older turn in the tick of the newer request", async () => {
    const { agent, turns } = handFedAgent();
    const call = scriptedCall(agent);
    const line = call.connect();
    line.ask(1);
    await call.clock.settle();
    expect(turns[0]?.signal.aborted).toBe(false);
    line.ask(2);
    expect(turns[0]?.signal.aborted).toBe(true);
  });

  it("aborts turn and call in the tick in which the platform hangs up", async () => {
    const { agent, turns } = handFedAgent();
    const call = scriptedCall(agent);
    const line = call.connect();
    line.ask(1);
    await call.clock.settle();
    line.closed(1000);
    expect(turns[0]?.signal.aborted).toBe(true);
    expect(turns[0]?.call.signal.aborted).toBe(true);
    expect(call.session.ended).toBe(true);
    expect(call.clock.pendingTimers).toBe(0);
  });
});

describe("promise 4: keep-alives first", () => {
  it("answers a keep-alive in its own tick, before agent code that was asked for earlier", () => {
    let ran = false;
    const call = scriptedCall({
      respond() {
        ran = true;
        return "late";
      },
    });
    const line = call.connect();
    line.ask(1);
    line.receive({ interaction_type: "ping_pong", timestamp: 1_767_225_600_123 });
    expect(line.sent.at(-1)).toEqual({ response_type: "ping_pong", timestamp: 1_767_225_600_123 });
    expect(ran).toBe(false);
  });

  it("answers even a keep-alive whose timestamp is unusable, with a time of its own", () => {
    const call = scriptedCall(dummyAgent);
    const line = call.connect();
    line.receive({ interaction_type: "ping_pong", timestamp: "soon" });
    expect(line.sent.at(-1)).toEqual({ response_type: "ping_pong", timestamp: call.clock.now() });
    expect(call.problems()).toEqual(["bad-event"]);
  });
});

describe("promise 5: bad input is an event, not an exception", () => {
  it("survives JSON of the wrong shape, marks the first of each kind, and goes on", async () => {
    const call = scriptedCall(dummyAgent);
    const line = call.connect();
    for (const text of ["42", "null", '"Hello"', "[]", "{}", '{"interaction_type":"dance"}']) line.receive(text);
    line.receive({ interaction_type: "response_required", transcript: [] });
    line.receive({ interaction_type: "response_required", response_id: "1", transcript: [] });
    line.ask(1);
    await call.clock.settle();
    expect(speech(line.sent).at(-1)).toEqual([1, "I am sorry, can you say that again?", true]);
    expect(line.socket.closedWith).toBeUndefined();
    const problems = call.events.filter((event) => event.type === "problem");
    expect(problems.map((event) => `${event.code}${event.first ? "!" : ""}`)).toEqual([
      "not-an-object!",
      "not-an-object",
      "not-an-object",
      "not-an-object",
      "missing-type!",
      "unknown-type!",
      "bad-event!",
      "bad-event",
    ]);
  });

  it("closes with the guide's codes and reasons for binary messages and for text that is no JSON", () => {
    const binary = scriptedCall(dummyAgent).connect();
    binary.receiveBinary();
    expect(binary.socket.closedWith).toEqual({ code: 1002, reason: "Cannot find corresponding Retell LLM." });
    const broken = scriptedCall(dummyAgent).connect();
    broken.receive("Hello");
    expect(broken.socket.closedWith).toEqual({ code: 1002, reason: "Cannot parse incoming message." });
  });

  it("closes otherwise, or not at all, when told so", async () => {
    const binary = scriptedCall(dummyAgent, { binaryMessageClose: { code: 1007, reason: "text, please" } }).connect();
    binary.receiveBinary();
    expect(binary.socket.closedWith).toEqual({ code: 1007, reason: "text, please" });
    const call = scriptedCall(dummyAgent, { onBadJson: "ignore" });
    const line = call.connect();
    line.receive("Hello");
    line.ask(1);
    await call.clock.settle();
    expect(line.socket.closedWith).toBeUndefined();
    expect(speech(line.sent)).toHaveLength(2);
  });

  it("closes for a long frame that proves to be no JSON when an agent reads it", async () => {
    const call = scriptedCall({ respond: ({ lastUserText }) => lastUserText });
    const line = call.connect();
    const filler = "x".repeat(3_000);
    line.receive(`{"interaction_type":"response_required","response_id":1,"transcript":[${filler}]}`);
    await call.clock.settle();
    expect(line.socket.closedWith).toEqual({ code: 1002, reason: "Cannot parse incoming message." });
    expect(call.problems()).toEqual(["bad-json"]);
  });

  it("gives the agent the sound part of a transcript with a fault in it", async () => {
    const call = scriptedCall({ respond: ({ lastUserText }) => lastUserText });
    const line = call.connect();
    line.receive({
      interaction_type: "response_required",
      response_id: 1,
      transcript: [{ role: "user", content: "good" }, { role: "user" }],
    });
    await call.clock.settle();
    expect(speech(line.sent).at(-1)).toEqual([1, "good", true]);
    expect(call.problems()).toEqual(["bad-transcript"]);
  });

  it("is not harmed by an observer, an update hook or a call-end hook that throws", async () => {
    const call = scriptedCall({
      ...dummyAgent,
      onUpdate() {
        throw new Error("update");
      },
      onCallEnd() {
        throw new Error("end");
      },
    });
    const line = call.connect();
    line.receive({ interaction_type: "update_only", transcript: [] });
    line.ask(1);
    await call.clock.settle();
    line.closed(1000);
    expect(speech(line.sent)).toHaveLength(2);
    expect(call.problems()).toEqual(["agent-failed", "agent-failed"]);
  });
});

describe("promise 6: one greeting per call", () => {
  it("greets on the first connection only; a later one gets the config and an empty begin message", async () => {
    const call = scriptedCall({ ...dummyAgent, config: { auto_reconnect: true } });
    const first = call.connect();
    first.closed(1006);
    const second = call.connect();
    expect(first.sent.map((event) => event.response_type)).toEqual(["config", "response"]);
    expect(second.sent).toEqual([
      { response_type: "config", config: { auto_reconnect: true } },
      { response_type: "response", response_id: 0, content: "", content_complete: true, end_call: false },
    ]);
    second.ask(1);
    await call.clock.settle();
    expect(speech(second.sent).at(-1)?.[0]).toBe(1);
  });

  it("says a greeting that was still being made on the connection that is there when it is ready", async () => {
    let say = (_text: string): void => undefined;
    const call = scriptedCall({
      ...dummyAgent,
      greeting: () =>
        new Promise<string>((resolve) => {
          say = resolve;
        }),
    });
    const first = call.connect();
    await call.clock.settle();
    first.closed(1006);
    const second = call.connect();
    say("Hello, Ann.");
    await call.clock.settle();
    expect(first.sent).toEqual([]);
    expect(speech(second.sent)).toEqual([[0, "Hello, Ann.", true]]);
  });
});

describe("promise 7: bounded", () => {
  it("breaks the connection to a peer that does not read, and takes the next one", async () => {
    const call = scriptedCall(dummyAgent, { maxBufferedBytes: 1_000 });
    const line = call.connect();
    line.socket.bufferedAmount = 1_001;
    line.ask(1);
    await call.clock.settle();
    expect(line.socket.terminated).toBe(true);
    expect(call.problems()).toEqual(["slow-reader"]);
    expect(call.session.ended).toBe(false);
    const next = call.connect();
    next.ask(2);
    await call.clock.settle();
    expect(speech(next.sent).at(-1)?.[0]).toBe(2);
  });

  it("holds a stated number of messages while the connection is down, and stops asking the agent", async () => {
    let yields = 0;
    let theCall: Call | undefined;
    const agent = defineAgent({
      greeting(call) {
        theCall = call;
        return "Hello.";
      },
      async *respond() {
        for (;;) {
          yields += 1;
          yield "more ";
        }
      },
    });
    const call = scriptedCall(agent, { maxHeldMessages: 10, turnTimeoutMs: 5_000 });
    const line = call.connect();
    await call.clock.settle();
    line.ask(1);
    line.closed(1006);
    await call.clock.advance(5_000);
    expect(yields).toBe(0);
    for (let count = 0; count < 200; count += 1) theCall?.sendMetadata({ count });
    expect(new Set(call.problems())).toEqual(new Set(["agent-overlong", "messages-lost"]));
    const next = call.connect();
    const kept = next.sent.filter((event) => event.response_type === "metadata").map((event) => event.metadata);
    expect(kept).toHaveLength(9);
    // The completion is never among what is lost.
    expect(speech(next.sent).at(-1)).toEqual([1, "I am sorry, can you say that again?", true]);
    expect(kept.at(-1)).toEqual({ count: 199 });
  });

  it("ends a broken call that is not dialled again in time, and leaves no timer behind", async () => {
    const call = scriptedCall(dummyAgent, { reconnectGraceMs: 30_000 });
    call.connect().closed(1006);
    await call.clock.advance(29_999);
    expect(call.session.ended).toBe(false);
    await call.clock.advance(1);
    expect(call.session.ended).toBe(true);
    expect(call.events.at(-1)).toMatchObject({ type: "call-ended", reason: "connection-lost" });
    expect(call.clock.pendingTimers).toBe(0);
  });
});

describe("promise 8: what was heard is the platform's word", () => {
  it("hands the agent the platform's transcript, not what was generated", async () => {
    const seen: string[] = [];
    const call = scriptedCall({
      greeting: "A long greeting that is interrupted.",
      respond({ transcript }) {
        seen.push(transcript.map(({ role, content }) => `${role}: ${content}`).join(" | "));
        return "An answer.";
      },
    });
    const line = call.connect();
    line.ask(1, [
      { role: "agent", content: "A long" },
      { role: "user", content: "Stop." },
    ]);
    await call.clock.settle();
    expect(seen).toEqual(["agent: A long | user: Stop."]);
  });
});

describe("promise 9: a close says what it means", () => {
  it("breaks the connection, without a close, when the server lets go of a call", () => {
    const call = scriptedCall(dummyAgent);
    const line = call.connect();
    call.session.release();
    expect(line.socket.terminated).toBe(true);
    expect(line.socket.closedWith).toBeUndefined();
    expect(call.events.at(-1)).toMatchObject({ type: "call-ended", reason: "server-stopped" });
  });

  it.each([1000, 1001, 1005, 1007, 1011, 4000])("takes %i from the platform as the end of the call", (code) => {
    const call = scriptedCall(dummyAgent);
    call.connect().closed(code);
    expect(call.session.ended).toBe(true);
  });

  it("waits for the platform to dial again after 1006 only", () => {
    const call = scriptedCall(dummyAgent);
    call.connect().closed(1006);
    expect(call.session.ended).toBe(false);
  });

  it("breaks a connection whose keep-alives stopped", async () => {
    const call = scriptedCall({ ...dummyAgent, config: { auto_reconnect: true } }, { keepAliveTimeoutMs: 15_000 });
    const line = call.connect();
    await call.clock.advance(60_000);
    expect(line.socket.terminated).toBe(false);
    line.receive({ interaction_type: "ping_pong", timestamp: 1 });
    await call.clock.advance(10_000);
    line.receive({ interaction_type: "ping_pong", timestamp: 2 });
    await call.clock.advance(14_999);
    expect(line.socket.terminated).toBe(false);
    await call.clock.advance(1);
    expect(line.socket.terminated).toBe(true);
    expect(line.socket.closedWith).toBeUndefined();
    expect(call.problems()).toEqual(["keep-alive-lost"]);
  });

  it("hangs up by the response's end_call, not by a close", async () => {
    const call = scriptedCall({
      *respond() {
        yield "Goodbye.";
        yield endCall();
      },
    });
    const line = call.connect();
    line.ask(1);
    await call.clock.settle();
    expect(line.sent.at(-1)).toEqual({
      response_type: "response",
      response_id: 1,
      content: "Goodbye.",
      content_complete: true,
      end_call: true,
    });
    expect(line.socket.closedWith).toBeUndefined();
  });
});

describe("promise 10: cost follows what is read", () => {
  it("does not parse a long transcript that nobody reads, and parses once what is read twice", async () => {
    const transcript = Array.from({ length: 200 }, (_, index) => ({ role: "user", content: `words ${index}` }));
    const long = (id: number) => ({ interaction_type: "response_required", response_id: id, transcript });
    const parse = JSON.parse;
    let parsed = 0;
    JSON.parse = (text: string) => {
      if (text.length > 2_048) parsed += 1;
      return parse(text);
    };
    try {
      const unread = scriptedCall(dummyAgent);
      const line = unread.connect();
      line.receive({ interaction_type: "update_only", transcript });
      line.receive(long(1));
      await unread.clock.settle();
      expect(speech(line.sent)).toHaveLength(2);
      expect(parsed).toBe(0);

      const read = scriptedCall({ respond: (turn) => `${turn.lastUserText} of ${turn.transcript.length}` });
      const other = read.connect();
      other.receive(long(1));
      await read.clock.settle();
      expect(speech(other.sent).at(-1)?.[1]).toBe("words 199 of 200");
      expect(parsed).toBe(1);
    } finally {
      JSON.parse = parse;
    }
  });
});
