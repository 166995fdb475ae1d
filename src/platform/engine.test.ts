import { expect, test } from "vitest";
import { guideServer, isRequest, type MemoryServerScript, response } from "../../test/support/memory-server.ts";
import { eventsOf, foundCodes, runCall } from "../../test/support/platform-call.ts";
import { interrupt, pause, say, silence, waitForAgent } from "./index.ts";

const config = (wanted: object): object => ({ response_type: "config", config: wanted });

/** Greets, and answers requests with one response of these fields. */
function acting(content: string, fields: object): MemoryServerScript {
  return {
    onOpen: guideServer.onOpen,
    onEvent: (event, socket) => {
      if (isRequest(event)) socket.send(response(event.response_id, content, fields));
    },
  };
}

test("call details are sent when asked for, with the variables under the wanted names", async () => {
  const details = {
    callType: "phone_call",
    fromNumber: "+15550100009",
    metadata: { plan: "gold" },
    dynamicVariables: { name: "Ada" },
    dynamicVariablesName: "both",
  } as const;
  const { server, report } = await runCall({
    server: {
      ...guideServer,
      onOpen: (socket) => {
        socket.send(config({ call_details: true }));
        guideServer.onOpen?.(socket);
      },
    },
    caller: ["Hello"],
    callId: "call_1",
    details,
  });
  expect(server.received[0]).toEqual({
    interaction_type: "call_details",
    call: {
      call_type: "phone_call",
      from_number: "+15550100009",
      to_number: "+15550100002",
      direction: "inbound",
      call_id: "call_1",
      agent_id: "agent_local",
      call_status: "registered",
      metadata: { plan: "gold" },
      retell_llm_dynamic_variables: { name: "Ada" },
      uponai_dynamic_variables: { name: "Ada" },
    },
  });
  expect(report.call).toMatchObject({ call_id: "call_1", call_status: "ended", metadata: { plan: "gold" } });
});

test("end_call hangs up after the last word", async () => {
  const { report, events } = await runCall({
    server: acting("Goodbye then.", { end_call: true }),
    caller: ["Bye", silence()],
  });
  expect(report.call.disconnection_reason).toBe("agent_hangup");
  expect(report.call.transcript).toContain("Agent: Goodbye then.\n");
  expect(eventsOf(events, "action-run")).toHaveLength(1);
  expect(report.call.transcript_with_tool_calls.slice(-2)).toMatchObject([
    { role: "tool_call_invocation", name: "end_call" },
    { role: "tool_call_result", successful: true },
  ]);
});

test("end_call without a word hangs up at once", async () => {
  const { report } = await runCall({ server: acting("", { end_call: true }), caller: ["Bye", silence()] });
  expect(report.call.disconnection_reason).toBe("agent_hangup");
  expect(report.findings).toEqual([]);
});

test("an interruption discards the action", async () => {
  const { report, events } = await runCall({
    server: acting("Goodbye then, it was a pleasure to talk to you today.", { end_call: true }),
    caller: ["Bye", interrupt({ afterWords: 2, say: "Wait" }), pause(300), silence()],
  });
  expect(eventsOf(events, "action-discarded")).toHaveLength(1);
  expect(foundCodes(report)).toContain("action-discarded");
  expect(report.turns.filter(({ kind }) => kind === "response").map(({ outcome }) => outcome)).toEqual([
    "cut",
    "spoken",
  ]);
});

test("of several actions ending the call goes before a transfer, and a transfer before keys", async () => {
  const all = { end_call: true, transfer_number: "+15550100003", digit_to_press: "1" };
  const reasonOf = async (fields: object): Promise<string> => {
    const { report } = await runCall({
      server: acting("Well.", fields),
      caller: ["Go"],
      details: { callType: "phone_call" },
    });
    return report.call.disconnection_reason;
  };
  expect(await reasonOf(all)).toBe("agent_hangup");
  expect(await reasonOf({ ...all, end_call: false })).toBe("call_transfer");
  expect(await reasonOf({ digit_to_press: "1" })).toBe("user_hangup");
});

test("an action of an answer that was withdrawn never runs", async () => {
  const { report } = await runCall({
    server: {
      onOpen: guideServer.onOpen,
      onEvent: (event, socket) => {
        if (isRequest(event)) socket.send(response(event.response_id, "", { end_call: event.response_id === 1 }));
      },
    },
    caller: [waitForAgent(), say("Please do not"), pause(320), say("hang up")],
  });
  expect(report.call.disconnection_reason).toBe("user_hangup");
});

test("an agent_interrupt cuts the agent off, cancels the answer in flight, and is spoken", async () => {
  const { report } = await runCall({
    server: (clock) => ({
      onOpen: guideServer.onOpen,
      onEvent: (event, socket) => {
        if (!isRequest(event)) return;
        socket.send(response(event.response_id, "This is a long sentence that goes on. ", { content_complete: false }));
        clock.setTimeout(() => {
          const stop = { response_type: "agent_interrupt", interrupt_id: 5, no_interruption_allowed: true };
          socket.send({ ...stop, content: "Stop: ", content_complete: false });
          socket.send({ ...stop, content: "the line closes.", content_complete: true });
          socket.send(response(event.response_id, "And on."));
        }, 1_400);
      },
    }),
    caller: ["Go"],
  });
  const agent = report.call.transcript_object.filter(({ role }) => role === "agent").map(({ content }) => content);
  expect(agent).toHaveLength(3);
  expect("This is a long sentence that goes on.".startsWith(agent[1] ?? "?")).toBe(true);
  expect(agent[2]).toBe("Stop: the line closes.");
  expect(foundCodes(report)).toEqual(["cancelled-response"]);
  expect(report.turns.map(({ kind, outcome }) => [kind, outcome])).toEqual([
    ["begin", "spoken"],
    ["response", "cut"],
    ["interrupt", "spoken"],
  ]);
});

test("another interrupt_id drops the one before", async () => {
  const { report } = await runCall({
    server: {
      ...guideServer,
      onOpen: (socket) => {
        socket.send(response(0, ""));
        const interruption = { response_type: "agent_interrupt", content_complete: true };
        socket.send({ ...interruption, interrupt_id: 1, content: "The first of the two." });
        socket.send({ ...interruption, interrupt_id: 2, content: "The second." });
      },
    },
    caller: [pause(5_000)],
  });
  expect(report.call.transcript).toBe("Agent: The second.\n");
});

test("an agent_interrupt talks over the caller, who is answered afterwards", async () => {
  const { report } = await runCall({
    server: (clock) => ({
      onOpen: (socket) => {
        socket.send(response(0, ""));
        clock.setTimeout(() => {
          const fields = { content_complete: true, no_interruption_allowed: true };
          socket.send({ response_type: "agent_interrupt", interrupt_id: 1, content: "Excuse me.", ...fields });
        }, 1_000);
      },
      onEvent: guideServer.onEvent,
    }),
    caller: [waitForAgent(), say("I would like to tell you a story about a cat and a dog")],
  });
  const outcomes = report.turns.map(({ kind, outcome }) => [kind, outcome]);
  expect(outcomes.slice(0, 3)).toEqual([
    ["begin", "silent"],
    ["interrupt", "spoken"],
    ["response", "spoken"],
  ]);
});

test("update_agent changes the settings of the running call", async () => {
  const { report, events } = await runCall({
    server: {
      ...acting("Are you there?", {}),
      onOpen: (socket) => {
        guideServer.onOpen?.(socket);
        socket.send({
          response_type: "update_agent",
          agent_config: { reminder_trigger_ms: 2_000, reminder_max_count: 3 },
        });
      },
    },
    caller: [waitForAgent(), pause(15_000)],
  });
  expect(report.turns.filter(({ kind }) => kind === "reminder")).toHaveLength(3);
  expect(eventsOf(events, "agent-updated")).toHaveLength(1);
});

test("metadata reaches the listeners of a web call", async () => {
  const onOpen: MemoryServerScript["onOpen"] = (socket) => {
    socket.send(response(0, "Hello."));
    socket.send({ response_type: "metadata", metadata: { show: "map" } });
  };
  const { events } = await runCall({ server: { onOpen }, caller: [] });
  expect(eventsOf(events, "metadata-received")[0]?.metadata).toEqual({ show: "map" });
  const onPhone = await runCall({ server: { onOpen }, caller: [], details: { callType: "phone_call" } });
  expect(foundCodes(onPhone.report)).toEqual(["metadata-on-phone-call"]);
});

test("tool calls are woven into the transcript that a server asks for", async () => {
  const { server } = await runCall({
    server: {
      onOpen: (socket) => {
        socket.send(config({ transcript_with_tool_calls: true }));
        guideServer.onOpen?.(socket);
      },
      onEvent: (event, socket) => {
        if (!isRequest(event)) return;
        socket.send({ response_type: "tool_call_invocation", tool_call_id: "t1", name: "hours", arguments: "{}" });
        socket.send({ response_type: "tool_call_result", tool_call_id: "t1", content: "9-5" });
        guideServer.onEvent?.(event, socket);
      },
    },
    caller: ["When?", "Thanks"],
  });
  const woven = server.received.filter(isRequest)[1]?.transcript_with_tool_calls;
  expect(woven?.map(({ role }) => role)).toEqual([
    "agent",
    "user",
    "tool_call_invocation",
    "tool_call_result",
    "agent",
    "user",
  ]);
  expect(woven?.[2]).toEqual({ role: "tool_call_invocation", tool_call_id: "t1", name: "hours", arguments: "{}" });
});

test("updates carry what was spoken so far, and say when the floor passes", async () => {
  const { server } = await runCall({ server: guideServer, caller: ["Hello"] });
  const updates = server.received.filter(({ interaction_type }) => interaction_type === "update_only");
  expect(updates.map(({ turntaking }) => turntaking).filter((turn) => turn !== undefined)).toEqual([
    "agent_turn",
    "user_turn",
    "agent_turn",
    "user_turn",
  ]);
  const first = updates.map(({ transcript }) => (transcript as { content: string }[])[0]?.content ?? "");
  expect(first[0]).toBe("");
  expect(first.every((text) => "How may I help you?".startsWith(text))).toBe(true);
  expect(first.some((text) => text === "How may I")).toBe(true);
});

test("each message is plain JSON, and the last one holds the conversation that is reported", async () => {
  const { server, report } = await runCall({
    server: {
      ...guideServer,
      onOpen: (socket) => {
        socket.send(config({ transcript_with_tool_calls: true }));
        guideServer.onOpen?.(socket);
      },
    },
    caller: [
      waitForAgent(),
      say("My name", { partials: ["My nay", "May"] }),
      pause(320),
      say("is Mike"),
      interrupt({ afterWords: 2, say: "Yes" }),
    ],
  });
  const texts = server.sockets.flatMap((socket) => socket.texts);
  expect(texts.map((text) => JSON.stringify(JSON.parse(text)))).toEqual(texts);
  const last = server.received.at(-1);
  expect(last?.transcript).toEqual(report.call.transcript_object);
  expect(last?.transcript_with_tool_calls).toEqual(report.call.transcript_with_tool_calls);
});

test("words carry the times at which they were heard", async () => {
  const { report } = await runCall({ server: guideServer, caller: ["Hello"], settings: { voice_speed: 2 } });
  expect(report.call.transcript_object[0]?.words).toEqual([
    { word: "How", start: 0, end: 0.1 },
    { word: "may", start: 0.133, end: 0.233 },
    { word: "I", start: 0.266, end: 0.299 },
    { word: "help", start: 0.332, end: 0.465 },
    { word: "you?", start: 0.498, end: 0.631 },
  ]);
});

test("latency is reported in the documented shape", async () => {
  const { report } = await runCall({
    server: (clock) => ({
      onOpen: guideServer.onOpen,
      onEvent: (event, socket) => {
        clock.setTimeout(() => guideServer.onEvent?.(event, socket), 700);
      },
    }),
    caller: ["Hello", "And now?"],
  });
  const expected = { p50: 700, p90: 700, p95: 700, p99: 700, min: 700, max: 700, num: 2, values: [700, 700] };
  expect(report.call.latency.llm).toEqual(expected);
  // Asked 250 ms after the caller fell silent.
  expect(report.call.latency.e2e).toMatchObject({ p50: 950, num: 2 });
  expect(report.call.latency.llm_websocket_network_rtt).toBeUndefined();
});
