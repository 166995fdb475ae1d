import { expect, test } from "vitest";
import { guideServer, isRequest, type MemoryServerScript } from "../../test/support/memory-server.ts";
import { foundCodes, runCall } from "../../test/support/platform-call.ts";
import { type PlannedFault, pause, randomFaults, say, waitForAgent } from "./index.ts";

const robust: MemoryServerScript = {
  onOpen: (socket) => {
    socket.send({ response_type: "config", config: { auto_reconnect: true } });
    if (socket.index === 0) guideServer.onOpen?.(socket);
  },
  onEvent: (event, socket) => {
    if (event.interaction_type === "ping_pong") socket.send({ response_type: "ping_pong", timestamp: event.timestamp });
    guideServer.onEvent?.(event, socket);
  },
};

test("a connection breaks at the moment that was planned, and only then", async () => {
  const { report, server } = await runCall({
    server: robust,
    caller: ["Hello", "And again"],
    faults: { plan: [{ kind: "break", atMs: 1_234 }] },
  });
  expect(report.log.find(({ text }) => text === "LLM ws closed: 1006")?.atMs).toBe(1_234);
  expect(report.connections).toBe(2);
  expect(server.sockets[0]?.closedWith).toBe(1006);
  expect(report.call.disconnection_reason).toBe("user_hangup");
});

test("a connection that breaks at any moment of a call is recovered, and the call goes on to its end", async () => {
  for (let atMs = 0; atMs <= 8_000; atMs += 40) {
    const { report } = await runCall({
      server: robust,
      caller: [waitForAgent(), say("My name is"), pause(320), say("Mike"), waitForAgent(), say("Thank you")],
      faults: { plan: [{ kind: "break", atMs }] },
    });
    expect([atMs, report.call.disconnection_reason]).toEqual([atMs, "user_hangup"]);
    expect([atMs, foundCodes(report).filter((code) => code !== "connection-broken")]).toEqual([atMs, []]);
    const lines = report.call.transcript_object.filter(({ role }) => role === "user").map(({ content }) => content);
    expect([atMs, lines]).toEqual([atMs, ["My name is Mike", "Thank you"]]);
    expect(report.call.transcript_object.at(-1)?.role).toBe("agent");
  }
});

test("a half-open connection is noticed by its keep-alives", async () => {
  const plan: PlannedFault[] = [{ kind: "half-open", atMs: 1_000 }];
  const { report } = await runCall({ server: robust, caller: ["Hello", "And again"], faults: { plan } });
  expect(foundCodes(report)).toEqual(["keep-alive-lost"]);
  expect(report.connections).toBe(2);
  expect(report.call.disconnection_reason).toBe("user_hangup");
});

test("keep-alives that do not reach the server cost the connection", async () => {
  const { report, server } = await runCall({
    server: robust,
    caller: ["Hello", pause(8_000), "And again"],
    faults: { plan: [{ kind: "withhold-keep-alives", atMs: 1, forMs: 6_000 }] },
  });
  const first = server.sockets[0]?.received.filter(({ interaction_type }) => interaction_type === "ping_pong") ?? [];
  expect(first).toHaveLength(1);
  expect(report.connections).toBe(2);
});

test("a delay is felt both ways", async () => {
  const { report } = await runCall({ server: robust, caller: ["Hello"], faults: { delayMs: 150 } });
  expect(report.call.latency.llm?.p50).toBe(300);
  expect(report.call.latency.llm_websocket_network_rtt?.p50).toBe(300);
});

test("jitter keeps the order of messages", async () => {
  const { server } = await runCall({ server: robust, caller: ["Hello", "Again"], faults: { jitterMs: 400 } });
  const lengths = server.received
    .filter(({ interaction_type }) => interaction_type === "update_only")
    .map(({ transcript }) => JSON.stringify(transcript).length);
  expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
});

test("messages come twice, or late, as often as was asked for", async () => {
  const idsWith = async (faults: object): Promise<number[]> => {
    const { server } = await runCall({ server: robust, caller: ["Hello", "Again"], faults });
    return server.received.filter(isRequest).map(({ response_id }) => response_id);
  };
  expect(await idsWith({})).toEqual([1, 2]);
  expect(await idsWith({ duplicateShare: 1 })).toEqual([1, 1, 2, 2]);
  expect(await idsWith({ lateShare: 1, lateByMs: 100 })).toEqual([1, 2]);
});

test("the same seed plans the same faults, another one others", () => {
  const range = { withinMs: 60_000 };
  expect(randomFaults(7, range)).toEqual(randomFaults(7, range));
  const plans = new Set(Array.from({ length: 20 }, (_, seed) => JSON.stringify(randomFaults(seed, range))));
  expect(plans.size).toBeGreaterThan(15);
});

test("a fault that cannot be is refused", async () => {
  await expect(runCall({ server: robust, caller: [], faults: { duplicateShare: 2 } })).rejects.toMatchObject({
    code: "bad-option",
  });
  await expect(
    runCall({ server: robust, caller: [], faults: { plan: [{ kind: "break", atMs: -1 }] } }),
  ).rejects.toMatchObject({
    code: "bad-option",
  });
});
