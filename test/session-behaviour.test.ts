/** What a session does beside its promises: greetings, actions, and what an agent may do at any time. */
import { describe, expect, it } from "vitest";
import { defineAgent, dummyAgent, endCall, pressDigits, say, transfer } from "../src/agents/index.ts";
import type { Agent, Call, Turn } from "../src/session/index.ts";
import { scriptedCall, speech } from "./support/scripted-call.ts";

const details = {
  interaction_type: "call_details",
  call: { call_id: "call-1", retell_llm_dynamic_variables: { name: "Ann" } },
};

describe("the greeting", () => {
  it("is the first frame, with exactly the guide's fields and a type, in the tick of the connection", () => {
    expect(scriptedCall(dummyAgent).connect().socket.frames).toEqual([
      '{"response_type":"response","response_id":0,"content":"How may I help you?","content_complete":true,"end_call":false}',
    ]);
  });

  it.each([null, "", undefined])("of %o lets the caller speak first", (greeting) => {
    const line = scriptedCall({ ...dummyAgent, greeting }).connect();
    expect(speech(line.sent)).toEqual([[0, "", true]]);
  });

  it("waits for the call's details when the agent asked for them", async () => {
    const call = scriptedCall({
      ...dummyAgent,
      config: { call_details: true },
      greeting: ({ variables }) => `Hello ${variables.name ?? "there"}.`,
    });
    const line = call.connect();
    await call.clock.advance(1_499);
    expect(line.sent.map((event) => event.response_type)).toEqual(["config"]);
    line.receive(details);
    await call.clock.settle();
    expect(speech(line.sent)).toEqual([[0, "Hello Ann.", true]]);
  });

  it("gets what is sound of details with a fault in them", async () => {
    const call = scriptedCall({
      ...dummyAgent,
      config: { call_details: true },
      greeting: ({ variables, details: known }) => `Hello ${variables.name}, ${variables.age}, ${known?.from_number}.`,
    });
    const line = call.connect();
    const variables = { name: "Ann", age: 7 };
    const facts = { call_id: "call-1", from_number: null, retell_llm_dynamic_variables: variables };
    line.receive({ interaction_type: "call_details", call: facts });
    await call.clock.settle();
    expect(speech(line.sent)).toEqual([[0, "Hello Ann, undefined, undefined.", true]]);
    expect(call.problems()).toEqual(["bad-event"]);
  });

  it("goes without the details when they do not come, because nothing is spoken before it", async () => {
    const call = scriptedCall({
      ...dummyAgent,
      config: { call_details: true },
      greeting: ({ variables }) => `Hello ${variables.name ?? "there"}.`,
    });
    const line = call.connect();
    await call.clock.advance(1_500);
    expect(speech(line.sent)).toEqual([[0, "Hello there.", true]]);
  });

  it("falls back to a line of its own when the function throws or takes too long", async () => {
    const failing = scriptedCall({
      ...dummyAgent,
      greeting: () => {
        throw new Error("no");
      },
    });
    const line = failing.connect();
    await failing.clock.settle();
    expect(speech(line.sent)).toEqual([[0, "Hello, how may I help you?", true]]);
    const hanging = scriptedCall({ ...dummyAgent, greeting: () => new Promise(() => undefined) });
    const other = hanging.connect();
    await hanging.clock.advance(3_000);
    expect(speech(other.sent)).toEqual([[0, "Hello, how may I help you?", true]]);
    expect(hanging.events.find((event) => event.type === "greeted")).toMatchObject({ outcome: "timed-out" });
  });

  it("may be a method that knows its agent", async () => {
    class Named implements Agent {
      readonly name = "Ava";
      greeting(): string {
        return `I am ${this.name}.`;
      }
      respond(): string {
        return this.name;
      }
    }
    const call = scriptedCall(new Named());
    const line = call.connect();
    line.ask(1);
    const other = scriptedCall(new Named());
    const second = other.connect();
    await Promise.all([call.clock.settle(), other.clock.settle()]);
    expect(speech(line.sent)).toEqual([[1, "Ava", true]]);
    expect(speech(second.sent)).toEqual([[0, "I am Ava.", true]]);
  });

  it("is given up when the caller is to be answered before it is ready", async () => {
    const call = scriptedCall({ ...dummyAgent, greeting: () => new Promise(() => undefined) });
    const line = call.connect();
    line.ask(1);
    await call.clock.advance(10_000);
    expect(speech(line.sent)).toEqual([[1, "I am sorry, can you say that again?", true]]);
  });
});

describe("an answer", () => {
  const answer = async (respond: Agent["respond"]) => {
    const call = scriptedCall({ greeting: null, respond });
    const line = call.connect();
    line.ask(1);
    await call.clock.settle();
    return { frames: line.sent.slice(1), problems: call.problems() };
  };

  it("leaves as one frame when the agent yields it without waiting", async () => {
    const { frames } = await answer(function* () {
      yield "One, ";
      yield "two, ";
      yield "three.";
    });
    expect(speech(frames)).toEqual([[1, "One, two, three.", true]]);
  });

  it("may be a promise, a list or an action alone", async () => {
    expect(speech((await answer(async () => "Later.")).frames)).toEqual([[1, "Later.", true]]);
    expect(speech((await answer(() => ["A. ", say("B.")])).frames)).toEqual([[1, "A. B.", true]]);
    expect((await answer(() => endCall())).frames[0]).toMatchObject({
      content: "",
      content_complete: true,
      end_call: true,
    });
  });

  it("keeps speech that may not be interrupted in frames of its own", async () => {
    const { frames } = await answer(function* () {
      yield "Before. ";
      yield say("This call is recorded. ", { interruptible: false });
      yield "After.";
    });
    expect(frames).toEqual([
      { response_type: "response", response_id: 1, content: "Before. ", content_complete: false, end_call: false },
      {
        response_type: "response",
        response_id: 1,
        content: "This call is recorded. ",
        content_complete: false,
        end_call: false,
        no_interruption_allowed: true,
      },
      { response_type: "response", response_id: 1, content: "After.", content_complete: true, end_call: false },
    ]);
  });

  it("carries a transfer and key presses in the wire's fields, and says when there are several actions", async () => {
    const moved = await answer(() => ["One moment.", transfer("+14155550123", { showTransfereeAsCaller: true })]);
    expect(moved.frames).toEqual([
      {
        response_type: "response",
        response_id: 1,
        content: "One moment.",
        content_complete: true,
        end_call: false,
        transfer_number: "+14155550123",
        show_transferee_as_caller: true,
      },
    ]);
    const both = await answer(() => [pressDigits("1"), endCall()]);
    expect(both.frames[0]).toMatchObject({ digit_to_press: "1", end_call: true });
    expect(both.problems).toEqual(["several-actions"]);
  });

  it("leaves out what is neither text nor an action, and says so", async () => {
    const { frames, problems } = await answer(() => ["Good.", 42, null, { kind: "dance" }] as never);
    expect(speech(frames)).toEqual([[1, "Good.", true]]);
    expect(problems).toEqual(["bad-output", "bad-output", "bad-output"]);
  });

  it("of a reminder comes from remind, or from respond where there is none", async () => {
    const withRemind = scriptedCall({ ...dummyAgent, remind: () => "Still there?" });
    const line = withRemind.connect();
    line.remind(1);
    await withRemind.clock.settle();
    expect(speech(line.sent).at(-1)).toEqual([1, "Still there?", true]);
    const without = scriptedCall(dummyAgent);
    const other = without.connect();
    other.remind(1);
    await without.clock.settle();
    expect(speech(other.sent).at(-1)).toEqual([1, "I am sorry, can you say that again?", true]);
  });

  it("that is withdrawn before the agent was asked never asks it", async () => {
    const asked: number[] = [];
    const call = scriptedCall({
      respond({ responseId }) {
        asked.push(responseId);
        return "x";
      },
    });
    const line = call.connect();
    line.ask(1);
    line.ask(2);
    await call.clock.settle();
    expect(asked).toEqual([2]);
  });

  it("goes on where it was after the connection broke, and again if the platform asks once more", async () => {
    const call = scriptedCall({
      greeting: null,
      async *respond() {
        yield "First. ";
        await new Promise<void>((resolve) => {
          call.clock.setTimeout(resolve, 1_000);
        });
        yield "Second.";
      },
    });
    const line = call.connect();
    line.ask(1);
    await call.clock.settle();
    line.closed(1006);
    await call.clock.advance(2_000);
    const next = call.connect();
    await call.clock.settle();
    expect(speech(next.sent)).toEqual([
      [0, "", true],
      [1, "Second.", false],
      [1, "", true],
    ]);
    next.ask(1);
    await call.clock.advance(1_000);
    expect(speech(next.sent).slice(3)).toEqual([
      [1, "First. ", false],
      [1, "Second.", true],
    ]);
    expect(call.problems()).toEqual([]);
  });
});

describe("a call", () => {
  const held = (): { agent: Agent; calls: Call[] } => {
    const calls: Call[] = [];
    return {
      calls,
      agent: defineAgent({
        greeting(call) {
          calls.push(call);
          return "Hello.";
        },
        respond: () => new Promise(() => undefined),
      }),
    };
  };

  it("can interrupt, which completes the answer that the platform drops", async () => {
    const { agent, calls } = held();
    const call = scriptedCall(agent);
    const line = call.connect();
    await call.clock.settle();
    line.ask(1);
    await call.clock.settle();
    calls[0]?.interrupt("Stop!", { action: endCall() });
    calls[0]?.interrupt("Again.", { interruptible: true });
    expect(line.sent.slice(1)).toEqual([
      { response_type: "response", response_id: 1, content: "", content_complete: true, end_call: false },
      {
        response_type: "agent_interrupt",
        interrupt_id: 1,
        content: "Stop!",
        content_complete: true,
        no_interruption_allowed: true,
        end_call: true,
      },
      { response_type: "agent_interrupt", interrupt_id: 2, content: "Again.", content_complete: true },
    ]);
  });

  it("can change the agent's settings, send metadata and report tools", async () => {
    const { agent, calls } = held();
    const call = scriptedCall(agent);
    const line = call.connect();
    await call.clock.settle();
    const [theCall] = calls;
    theCall?.updateAgent({ responsiveness: 0.5 });
    theCall?.sendMetadata({ step: 2 });
    theCall?.reportToolCall({ tool_call_id: "t1", name: "look_up", arguments: "{}" });
    theCall?.reportToolResult({ tool_call_id: "t1", content: "none", successful: false });
    expect(line.sent.slice(1)).toEqual([
      { response_type: "update_agent", agent_config: { responsiveness: 0.5 } },
      { response_type: "metadata", metadata: { step: 2 } },
      { response_type: "tool_call_invocation", tool_call_id: "t1", name: "look_up", arguments: "{}" },
      { response_type: "tool_call_result", tool_call_id: "t1", content: "none", successful: false },
    ]);
    const circle: Record<string, unknown> = {};
    circle.circle = circle;
    theCall?.sendMetadata(circle);
    expect(call.problems()).toEqual(["bad-output"]);
    line.closed(1000);
    theCall?.sendMetadata({ late: true });
    expect(line.sent).toHaveLength(5);
  });

  it("shows updates to an agent that wants them, with the newest transcript", () => {
    const seen: unknown[] = [];
    const call = scriptedCall({
      ...dummyAgent,
      onUpdate: ({ turntaking, transcript, call: theCall }) =>
        seen.push([turntaking, transcript.length, theCall.transcript.length]),
    });
    const line = call.connect();
    line.receive({
      interaction_type: "update_only",
      transcript: [{ role: "user", content: "Hi" }],
      turntaking: "user_turn",
    });
    expect(seen).toEqual([["user_turn", 1, 1]]);
  });

  it("hands over to a replaced agent at the next turn, while the turn under way stays with the old one", async () => {
    const turns: Turn[] = [];
    const call = scriptedCall({
      greeting: null,
      async *respond(turn) {
        turns.push(turn);
        yield "Old ";
        await new Promise<void>((resolve) => {
          call.clock.setTimeout(resolve, 1_000);
        });
        yield "answer.";
      },
    });
    const line = call.connect();
    line.ask(1);
    await call.clock.settle();
    call.replaceAgent({ respond: () => "New answer." });
    await call.clock.advance(1_000);
    line.ask(2);
    await call.clock.settle();
    expect(speech(line.sent).slice(1)).toEqual([
      [1, "Old ", false],
      [1, "answer.", true],
      [2, "New answer.", true],
    ]);
    expect(turns[0]?.signal.aborted).toBe(false);
  });

  it("keeps the agent's notes across connections", async () => {
    const call = scriptedCall({
      respond({ call: theCall }) {
        theCall.state.count = Number(theCall.state.count ?? 0) + 1;
        return String(theCall.state.count);
      },
    });
    const first = call.connect();
    first.ask(1);
    await call.clock.settle();
    first.closed(1006);
    const second = call.connect();
    second.ask(2);
    await call.clock.settle();
    expect(speech(second.sent).at(-1)?.[1]).toBe("2");
  });
});
