/** The same seed gives the same call: a thousand of them, byte for byte, in this run, in the next one and on any machine. */
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { dummyAgent, echoAgent, flakyAgent, scriptedAgent, slowAgent } from "../src/index.ts";
import type { Clock } from "../src/internal/index.ts";
import { type CallEvent, randomCaller, randomFaults, scriptedCaller, silence } from "../src/platform/index.ts";
import type { Agent } from "../src/session/index.ts";
import { createVirtualClock, placeCall } from "../src/testing/index.ts";

const callCount = 1_000;

/** Everything that crosses the wire in one call, with its times, as one hash. */
async function hashOfCall(seed: number): Promise<string> {
  const clock = createVirtualClock();
  const hash = createHash("sha256");
  const report = await placeCall({
    agent: agentFor(seed, clock),
    caller: randomCaller(seed, { stepCount: 6 }),
    clock,
    seed,
    ...(seed % 3 === 0 && { faults: randomFaults(seed, { withinMs: 40_000 }) }),
    onEvent: (event) => hash.update(lineOf(event)),
  });
  return hash.update(JSON.stringify(report.call)).update(JSON.stringify(report.findingCounts)).digest("hex");
}

function lineOf(event: CallEvent): string {
  if (event.type !== "frame-passed") return "";
  const { atMs, socketIndex, direction, verdict, text } = event.frame;
  return `${atMs} ${socketIndex} ${direction} ${verdict} ${text}\n`;
}

function agentFor(seed: number, clock: Clock): Agent {
  const agents: readonly (() => Agent)[] = [
    () => echoAgent,
    () => ({ ...dummyAgent, config: { auto_reconnect: true, call_details: true } }),
    () => ({ ...flakyAgent({ seed }), config: { auto_reconnect: true } }),
    () => ({ ...slowAgent({ clock, wordsPerSecond: 6 }), config: { auto_reconnect: true } }),
    () => scriptedAgent({ greeting: "Hello.", replies: ["We are open.", { say: "Goodbye.", end_call: true }] }),
  ];
  return (agents[seed % agents.length] ?? (() => echoAgent))();
}

async function hashesOfAll(): Promise<string[]> {
  const hashes: string[] = [];
  for (let seed = 1; seed <= callCount; seed += 1) hashes.push(await hashOfCall(seed));
  return hashes;
}

it("a thousand calls are the same twice, and the same as they always were", { timeout: 240_000 }, async () => {
  const hashes = await hashesOfAll();
  expect(new Set(hashes).size).toBe(callCount);
  expect(await hashesOfAll()).toEqual(hashes);
  // It changes with every change of what is sent, or when, or of what chance brings: ask why, then `vitest run -u`.
  expect(createHash("sha256").update(hashes.join("\n")).digest("hex")).toMatchInlineSnapshot(
    `"242be29ca81acb27342399efb3327f690e1c37eb1e219aed6f7dbbe09804519d"`,
  );
});

it("a call of ten minutes runs all its timers in virtual time", async () => {
  const clock = createVirtualClock();
  const startedMs = clock.now();
  const report = await placeCall({
    agent: { ...slowAgent({ clock }), config: { auto_reconnect: true } },
    caller: scriptedCaller([silence()]),
    clock,
    settings: { reminder_trigger_ms: 2_000, reminder_max_count: 100, end_call_after_silence_ms: 600_000 },
  });
  expect(report.call.disconnection_reason).toBe("inactivity");
  expect(report.call.duration_ms).toBeGreaterThanOrEqual(600_000);
  expect(clock.now() - startedMs).toBeGreaterThanOrEqual(600_000);
  // A keep-alive every two seconds, and reminders whenever two seconds were silent.
  expect(report.call.latency.llm_websocket_network_rtt?.num).toBeGreaterThan(299);
  expect(
    report.turns.filter(({ kind, outcome }) => kind === "reminder" && outcome === "spoken").length,
  ).toBeGreaterThan(20);
  expect(clock.pendingTimers).toBe(0);
});
