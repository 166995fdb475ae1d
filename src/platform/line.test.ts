import { expect, test } from "vitest";
import { guideServer, isRequest, type MemoryServerScript, response } from "../../test/support/memory-server.ts";
import { eventsOf, foundCodes, runCall } from "../../test/support/platform-call.ts";
import { pause, say, silence, waitForAgent } from "./index.ts";

const greetOnce: MemoryServerScript["onOpen"] = (socket) => {
  if (socket.index === 0) guideServer.onOpen?.(socket);
};

const withKeepAlives: MemoryServerScript = {
  onOpen: (socket) => {
    socket.send({ response_type: "config", config: { auto_reconnect: true } });
    greetOnce(socket);
  },
  onEvent: (event, socket) => {
    if (event.interaction_type === "ping_pong") {
      socket.send({ response_type: "ping_pong", timestamp: event.timestamp });
    }
    guideServer.onEvent?.(event, socket);
  },
};

test("three refused attempts, three seconds apart, end the call", async () => {
  const { report } = await runCall({ server: { accept: () => false }, caller: [] });
  expect(report.call.disconnection_reason).toBe("error_llm_websocket_open");
  expect(report.call.call_status).toBe("error");
  expect(report.log).toEqual([
    { atMs: 0, text: "LLM Ws init attempt 0" },
    { atMs: 3_000, text: "LLM Ws init attempt 1" },
    { atMs: 6_000, text: "LLM Ws init attempt 2" },
    { atMs: 6_000, text: "Ws max retry attempt reached" },
  ]);
  expect(report.findings[0]).toMatchObject({ code: "never-opened", message: expect.stringContaining("ECONNREFUSED") });
});

test("an attempt that is not answered is given up after seven seconds, and a later one may succeed", async () => {
  const { report } = await runCall({
    server: { ...guideServer, accept: (index) => (index < 2 ? "never" : true) },
    caller: ["Hello"],
  });
  expect(report.call.disconnection_reason).toBe("user_hangup");
  expect(report.log).toEqual([
    { atMs: 0, text: "LLM Ws init attempt 0" },
    { atMs: 7_000, text: "LLM Ws init timeout on attempt 0" },
    { atMs: 10_000, text: "LLM Ws init attempt 1" },
    { atMs: 17_000, text: "LLM Ws init timeout on attempt 1" },
    { atMs: 20_000, text: "LLM Ws init attempt 2" },
    { atMs: 20_000, text: "LLM ws open" },
  ]);
});

test.each([
  [1000, "agent_hangup", "closed-hangup"],
  [1005, "error_llm_websocket_open", "closed-without-code"],
  [1007, "error_llm_websocket_corrupt_payload", "closed-with-error"],
  [1001, "error_llm_websocket_runtime", "closed-with-error"],
  [1002, "error_llm_websocket_runtime", "closed-with-error"],
  [1008, "error_llm_websocket_runtime", "closed-with-error"],
  [1011, "error_llm_websocket_runtime", "closed-with-error"],
  [4000, "error_llm_websocket_runtime", "closed-with-error"],
])("a close with %i ends the call as %s", async (code, reason, finding) => {
  const { report } = await runCall({
    server: {
      onOpen: guideServer.onOpen,
      onEvent: (event, socket) => {
        if (isRequest(event)) socket.close(code);
      },
    },
    caller: ["Hello"],
  });
  expect(report.call.disconnection_reason).toBe(reason);
  expect(foundCodes(report)).toEqual([finding]);
  expect(report.log.at(-1)?.text).toBe(`LLM ws closed: ${code}`);
  expect(report.connections).toBe(1);
});

test("a broken connection is dialled again under the same URL, and the open answer is asked for again", async () => {
  const { report, server } = await runCall({
    server: {
      onOpen: greetOnce,
      onEvent: (event, socket) => {
        if (!isRequest(event)) return;
        if (socket.index === 0) socket.terminate();
        else guideServer.onEvent?.(event, socket);
      },
    },
    caller: ["Hello"],
  });
  expect(server.sockets.map(({ url }) => url)).toEqual([server.sockets[0]?.url, server.sockets[0]?.url]);
  expect(server.received.filter(isRequest).map(({ response_id }) => response_id)).toEqual([1, 2]);
  expect(report.turns.map(({ outcome }) => outcome)).toEqual(["spoken", "lost", "spoken"]);
  expect(foundCodes(report)).toEqual(["connection-broken"]);
  expect(report.log.map(({ text }) => text)).toEqual([
    "LLM Ws init attempt 0",
    "LLM ws open",
    "LLM ws closed: 1006",
    "Got 1006 and reconnecting",
    "LLM Ws init attempt 0",
    "LLM ws open",
  ]);
});

test("an answer that broke off in the middle is spoken to its last whole sentence, then asked for again", async () => {
  const { report } = await runCall({
    server: {
      onOpen: greetOnce,
      onEvent: (event, socket) => {
        if (!isRequest(event)) return;
        if (socket.index > 0) return socket.send(response(event.response_id, "Nine to five."));
        socket.send(response(event.response_id, "Let me see. We are op", { content_complete: false }));
        socket.terminate();
      },
    },
    caller: ["When?"],
  });
  expect(report.call.transcript_object.slice(2).map(({ content }) => content)).toEqual([
    "Let me see.",
    "Nine to five.",
  ]);
});

test("what the caller says while the connection is down is asked for when it is up again", async () => {
  const { report, server } = await runCall({
    server: {
      accept: (index) => index !== 1,
      onOpen: greetOnce,
      onEvent: guideServer.onEvent,
    },
    caller: [waitForAgent(), pause(500), say("Hello"), waitForAgent()],
    faults: { plan: [{ kind: "break", atMs: 1_700 }] },
  });
  expect(server.sockets).toHaveLength(3);
  expect(server.sockets[2]?.received.filter(isRequest).map(({ transcript }) => transcript.at(-1)?.content)).toEqual([
    "Hello",
  ]);
  expect(report.call.transcript).toContain("User: Hello\nAgent: I am sorry");
});

test("no request goes out in the middle of the caller's words, also after a reconnection", async () => {
  const { server } = await runCall({
    server: {
      onOpen: greetOnce,
      onEvent: (event, socket) => {
        if (event.response_id !== 1) guideServer.onEvent?.(event, socket);
      },
    },
    caller: [waitForAgent(), say("I need"), pause(280), say("a table for two")],
    during: (call) => {
      call.on((event) => event.type === "request-made" && event.responseId === 1 && call.drop());
    },
  });
  const asked = server.received.filter(isRequest).map(({ transcript }) => transcript.at(-1)?.content);
  expect(asked.at(-1)).toBe("I need a table for two");
  expect(server.sockets[1]?.received.filter(isRequest)).toHaveLength(1);
});

test("a greeting that was lost with its connection leaves a call in which the agent is reminded", async () => {
  const { server, report } = await runCall({
    server: {
      onOpen: greetOnce,
      onEvent: guideServer.onEvent,
    },
    caller: [silence()],
    faults: { plan: [{ kind: "break", atMs: 0 }] },
    settings: { end_call_after_silence_ms: 20_000 },
  });
  expect(server.received.filter(isRequest).map(({ interaction_type }) => interaction_type)).toEqual([
    "reminder_required",
  ]);
  expect(report.call.transcript).toBe("Agent: I am sorry, can you say that again?\n");
});

test("the fifth broken connection ends the call", async () => {
  const { report } = await runCall({
    server: { onOpen: (socket) => socket.terminate() },
    caller: [silence()],
  });
  expect(report.connections).toBe(5);
  expect(report.call.disconnection_reason).toBe("error_llm_websocket_runtime");
  expect(report.findingCounts).toMatchObject({ "connection-broken": 5 });
});

test("a reconnection that reaches nobody ends the call as a lost connection", async () => {
  const { report } = await runCall({
    server: { accept: (index) => index === 0, onOpen: (socket) => socket.terminate() },
    caller: [silence()],
  });
  expect(report.call.disconnection_reason).toBe("error_llm_websocket_lost_connection");
});

test("keep-alives go out every two seconds once config asks for them, and their round trip is measured", async () => {
  const { server, report } = await runCall({
    server: (clock) => ({
      ...withKeepAlives,
      onEvent: (event, socket) => {
        clock.setTimeout(() => withKeepAlives.onEvent?.(event, socket), 30);
      },
    }),
    caller: [waitForAgent(), say("Hello")],
  });
  const pings = server.received.filter(({ interaction_type }) => interaction_type === "ping_pong");
  const times = pings.map(({ timestamp }) => (timestamp as number) - (pings[0]?.timestamp as number));
  expect(times.length).toBeGreaterThan(2);
  expect(times).toEqual(times.map((_, index) => index * 2_000));
  expect(report.call.latency.llm_websocket_network_rtt).toMatchObject({ p50: 30, max: 30, num: times.length });
  expect(report.findings).toEqual([]);
});

test("without config no keep-alive is sent, and one from the server is not taken notice of", async () => {
  const { server, report } = await runCall({
    server: {
      ...guideServer,
      onOpen: (socket) => {
        guideServer.onOpen?.(socket);
        socket.send({ response_type: "ping_pong", timestamp: 1 });
      },
    },
    caller: ["Hello"],
  });
  expect(server.received.some(({ interaction_type }) => interaction_type === "ping_pong")).toBe(false);
  expect(foundCodes(report)).toEqual(["keep-alive-unasked"]);
});

test("after five seconds without an answer the platform reconnects, twice, and then gives up", async () => {
  const { server, report } = await runCall({
    server: { onOpen: withKeepAlives.onOpen },
    caller: [silence()],
  });
  expect(server.sockets.map(({ closedWith }) => closedWith)).toEqual([1006, 1006, 1006]);
  expect(report.call.disconnection_reason).toBe("error_llm_websocket_lost_connection");
  expect(report.call.duration_ms).toBe(15_000);
  expect(report.findingCounts).toMatchObject({ "keep-alive-lost": 3 });
});

test("keep-alives that are answered late are found", async () => {
  const { report } = await runCall({
    server: (clock) => ({
      ...withKeepAlives,
      onEvent: (event, socket) => {
        clock.setTimeout(() => withKeepAlives.onEvent?.(event, socket), 3_000);
      },
    }),
    caller: ["Hello", "And again"],
  });
  expect(foundCodes(report)).toEqual(["keep-alive-late"]);
});

test("config counts for one connection only", async () => {
  const { server } = await runCall({
    server: {
      onOpen: (socket) => {
        if (socket.index > 0) return;
        socket.send({ response_type: "config", config: { auto_reconnect: true, call_details: true } });
        guideServer.onOpen?.(socket);
      },
      onEvent: guideServer.onEvent,
    },
    caller: [waitForAgent(), pause(7_000), say("Hello")],
  });
  expect(server.sockets[0]?.received.map(({ interaction_type }) => interaction_type)).toContain("call_details");
  const later = server.sockets[1]?.received.map(({ interaction_type }) => interaction_type) ?? [];
  expect(later).toContain("response_required");
  expect(later).not.toContain("ping_pong");
  expect(later).not.toContain("call_details");
});

test("a binary message closes with 1007 and ends the call as corrupt payload", async () => {
  const { report, server } = await runCall({
    server: { onOpen: (socket) => socket.sendBinary() },
    caller: [silence()],
  });
  expect(server.sockets[0]?.closedWith).toBe(1007);
  expect(report.call.disconnection_reason).toBe("error_llm_websocket_corrupt_payload");
  expect(foundCodes(report)).toEqual(["binary-frame"]);
});

test("dropping the connection recovers as a broken network would", async () => {
  const { report, events } = await runCall({
    server: withKeepAlives,
    caller: ["Hello", "Are you there?"],
    during: (call, clock) => {
      clock.setTimeout(() => call.drop(), 1_000);
    },
  });
  const states = eventsOf(events, "state-changed").map(({ state }) => state);
  expect(states).toEqual(["connecting", "live", "reconnecting", "live", "ended"]);
  expect(report.call.disconnection_reason).toBe("user_hangup");
  expect(report.call.transcript_object).toHaveLength(5);
});
