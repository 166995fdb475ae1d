import { describe, expect, it } from "vitest";
import { realClock } from "../internal/index.ts";
import { type CallReport, interrupt, scriptedCaller, silence, startCall } from "../platform/index.ts";
import type { Agent } from "../session/index.ts";
import { createAgentDialer } from "./agent-dialer.ts";
import { createVirtualClock, placeCall } from "./index.ts";

const agent: Agent = {
  greeting: "How may I help you?",
  respond: ({ lastUserText }) => `You said: ${lastUserText}`,
};

const said = (report: CallReport): string[] => report.call.transcript.trim().split("\n");

describe("placeCall", () => {
  it("calls an agent in virtual time and resolves to the report", async () => {
    const report = await placeCall({ agent, caller: scriptedCaller(["Good morning.", "Goodbye."]) });
    expect(said(report)).toEqual([
      "Agent: How may I help you?",
      "User: Good morning.",
      "Agent: You said: Good morning.",
      "User: Goodbye.",
      "Agent: You said: Goodbye.",
    ]);
    expect(report.findings).toEqual([]);
    expect(report.call.disconnection_reason).toBe("user_hangup");
    expect(report.call.duration_ms).toBeGreaterThan(5_000);
  });

  it("calls an agent in real time when it is given the machine's clock", async () => {
    const report = await placeCall({
      agent: { greeting: "Hi.", respond: () => "Bye." },
      caller: scriptedCaller(["Yo."]),
      clock: realClock,
      speed: 50,
      model: { endpointBaseMs: 20, earlyRequestPauseMs: 10 },
    });
    expect(said(report)).toEqual(["Agent: Hi.", "User: Yo.", "Agent: Bye."]);
  });

  it("gives the same call for the same seed", async () => {
    const place = () => placeCall({ agent, caller: scriptedCaller(["Good morning."]), seed: 7 });
    expect(await place()).toEqual(await place());
  });

  it("hands the live call to whoever follows it", async () => {
    const report = await placeCall({
      agent,
      caller: scriptedCaller([silence()]),
      onEvent: (event, call) => event.type === "agent-stopped" && call.hangUp(),
    });
    expect(said(report)).toEqual(["Agent: How may I help you?"]);
    expect(report.call.disconnection_reason).toBe("user_hangup");
  });

  it("fails with what a follower threw, instead of going on", async () => {
    const placing = placeCall({
      agent,
      caller: scriptedCaller([silence()]),
      onEvent(event) {
        if (event.type === "agent-started") throw new Error("not what I expected");
      },
    });
    await expect(placing).rejects.toThrow("not what I expected");
  });

  it("lets the agent know of the end of the call before it resolves", async () => {
    let ends = 0;
    const watching: Agent = { ...agent, onCallEnd: () => (ends += 1) };
    await placeCall({ agent: watching, caller: scriptedCaller(["Good morning."]) });
    expect(ends).toBe(1);
  });

  it("leaves no timer behind, also when the call ended without a goodbye", async () => {
    const clock = createVirtualClock();
    let ends = 0;
    const report = await placeCall({
      agent: { ...agent, onCallEnd: () => (ends += 1) },
      caller: scriptedCaller([silence()]),
      clock,
      onEvent: (event, call) => event.type === "state-changed" && event.state === "live" && call.drop(),
    });
    expect(report.call.disconnection_reason).toBe("error_llm_websocket_runtime");
    expect(report.connections).toBe(5);
    await clock.settle();
    expect([ends, clock.pendingTimers]).toEqual([1, 0]);
  });

  it("reports what the agent tells of its own work, also of an answer that the hang-up withdraws", async () => {
    const told: string[] = [];
    const watched: Agent = {
      ...agent,
      async *respond({ call, responseId, signal }) {
        yield "Well, ";
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        const tokens = { inputTokens: 8, outputTokens: 2, cachedInputTokens: 0, isEstimated: true, costUsd: undefined };
        const times = { firstTokenMs: 0, firstSpeechMs: 0, firstSentenceMs: undefined, totalMs: 5 };
        const kind = { kind: "generation", purpose: "answer", outcome: "withdrawn" } as const;
        call.note({ ...kind, ...tokens, ...times, responseId, model: "m" });
      },
    };
    const report = await placeCall({
      agent: watched,
      caller: scriptedCaller(["Good morning.", silence()]),
      observer: { onEvent: (_callId, { type }) => told.push(type), onSent: () => told.push("sent") },
      onEvent: (event, call) => event.type === "agent-started" && event.turnId === 1 && call.hangUp(),
    });
    expect(report.notes).toMatchObject([{ kind: "generation", responseId: 1, outcome: "withdrawn", model: "m" }]);
    expect(report.notes[0]?.atMs).toBeGreaterThanOrEqual(report.call.duration_ms);
    expect(report.noteTotals?.generations).toMatchObject([{ outcome: "withdrawn", count: 1, estimatedTokens: 10 }]);
    expect(told).toEqual(expect.arrayContaining(["call-started", "sent", "agent-noted", "call-ended"]));
  });

  it("wants an agent or a URL, and not both", async () => {
    const caller = scriptedCaller([]);
    await expect(placeCall({ caller } as never)).rejects.toThrow(/either the agent or the url/);
    await expect(placeCall({ agent, url: "ws://localhost:3000", caller } as never)).rejects.toThrow(/either/);
  });
});

describe("the agent dialer", () => {
  it("goes on with the same call after a broken connection", async () => {
    const clock = createVirtualClock();
    const callIds: string[] = [];
    const dialer = createAgentDialer({
      agent: {
        ...agent,
        respond({ call }) {
          callIds.push(call.id);
          call.state.count = Number(call.state.count ?? 0) + 1;
          return `Answer ${call.state.count}.`;
        },
      },
      clock,
    });
    const call = startCall({
      url: "ws://agent.invalid/llm-websocket?tenant=1",
      dial: dialer.dial,
      clock,
      callId: "call/1",
      caller: scriptedCaller(["One?", interrupt({ afterWords: 2, say: "Two?" })]),
    });
    call.on((event) => event.type === "agent-stopped" && event.turnId === 1 && call.drop());
    const report = await clock.runUntil(call.report);
    expect(report.connections).toBe(2);
    expect(callIds).toEqual(["call/1", "call/1"]);
    expect(said(report).slice(-1)).toEqual(["Agent: Answer 2."]);
    expect(said(report).filter((line) => line.includes("How may I help you?"))).toHaveLength(1);
  });

  it("brings everything in the order in which it was sent, after the tick in which it was", async () => {
    const clock = createVirtualClock();
    const { dial } = createAgentDialer({ agent: { ...agent, config: { auto_reconnect: true } }, clock });
    const seen: string[] = [];
    const socket = dial("ws://agent.invalid/call-1", {
      onOpen: () => seen.push("open"),
      onText: (text) => seen.push(String((JSON.parse(text) as { response_type: string }).response_type)),
      onBinary: () => seen.push("binary"),
      onError: (message) => seen.push(message),
      onClose: (code) => seen.push(`close ${code}`),
    });
    expect(seen).toEqual([]);
    await clock.settle();
    expect(seen).toEqual(["open", "config", "response"]);
    socket.send(JSON.stringify({ interaction_type: "ping_pong", timestamp: 1 }));
    socket.send("no JSON");
    socket.send(JSON.stringify({ interaction_type: "ping_pong", timestamp: 2 }));
    expect(seen).toHaveLength(3);
    await clock.settle();
    expect(seen.slice(3)).toEqual(["ping_pong", "close 1002"]);
    socket.close(1000, "");
    await clock.settle();
    expect(seen).toHaveLength(5);
  });

  it("refuses session options that cannot be used", () => {
    const options = { agent, clock: createVirtualClock(), session: { turnTimeoutMs: 0 } };
    expect(() => createAgentDialer(options)).toThrow(/turnTimeoutMs/);
  });
});
