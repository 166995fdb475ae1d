/**
 * Broken servers are found out by the report of a call: by the right finding, by the reason why the call ended, and by
 * nothing else. All are called at the same time, through real sockets, because some of them take seconds to be found out.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { dummyAgent, echoAgent, type FlakyMood, flakyAgent, scriptedAgent, slowAgent } from "../src/index.ts";
import { type CallReport, type FindingCode, hangUp, say, scriptedCaller, waitForAgent } from "../src/platform/index.ts";
import { createVirtualClock, placeCall } from "../src/testing/index.ts";
import { type Exhibit, startBareServer } from "./zoo/bare-server.ts";
import { wrongAnswers } from "./zoo/wrong-answers.ts";
import { wrongConnections } from "./zoo/wrong-connections.ts";
import { wrongSpeech } from "./zoo/wrong-speech.ts";

const zoo: Readonly<Record<string, Exhibit>> = { ...wrongAnswers, ...wrongConnections, ...wrongSpeech };

/** Waits for less long than callers do, but for longer than it takes to count as hanging. */
function visitor() {
  const wait = waitForAgent({ patienceMs: 4_000 });
  return scriptedCaller([wait, say("When are you open?"), wait, say("Thank you."), wait, hangUp()]);
}

async function visit({ steps, accepts, caller, onEvent }: Exhibit): Promise<CallReport> {
  await using server = await startBareServer(steps, accepts);
  return await placeCall({
    url: server.url,
    caller: caller?.() ?? visitor(),
    speed: 40,
    model: { earlyRequestPauseMs: 30, endpointBaseMs: 60, hangingTurnMs: 1_500, crossingMs: 500, askAgainDelayMs: 30 },
    ...(onEvent && { onEvent }),
  });
}

function found({ findings }: CallReport): FindingCode[] {
  return [...new Set(findings.map(({ code }) => code))].sort();
}

function heard({ call }: CallReport): string[] {
  return call.transcript_object.flatMap(({ role, content }) => (role === "agent" ? [content.trim()] : []));
}

describe("over real sockets, a server that", { timeout: 60_000 }, () => {
  const visits = new Map<string, Promise<CallReport>>();
  beforeAll(() => {
    for (const [name, exhibit] of Object.entries(zoo)) visits.set(name, visit(exhibit));
  });

  it.each(Object.entries(zoo))("%s is found out, and nothing else is found", async (name, { findings, reason }) => {
    const report = await visits.get(name);
    expect(report && found(report)).toEqual([...findings].sort());
    expect(report?.call.disconnection_reason).toBe(reason ?? "user_hangup");
  });

  it("follows the guide is without fault", async () => {
    const report = await visit({ steps: {}, findings: [] });
    expect(found(report)).toEqual([]);
    expect(heard(report)).toEqual([
      "How may I help you?",
      "We are open from nine to five.",
      "We are open from nine to five.",
    ]);
  });
});

describe("behind our own session", () => {
  const patient = () =>
    scriptedCaller([waitForAgent(), say("When are you open?"), waitForAgent({ patienceMs: 30_000 }), hangUp()]);
  const half = "The first half of this answer is fine,";
  const fallback = "I am sorry, can you say that again?";

  /** What the caller hears instead, and what is left for the report: whatever nobody can hide. */
  const moods: Readonly<Record<FlakyMood, { readonly heard: readonly string[]; readonly findings: FindingCode[] }>> = {
    answers: { heard: [`${half} and so is the second.`], findings: [] },
    throws: { heard: [fallback], findings: [] },
    stalls: { heard: [fallback], findings: ["dead-air"] },
    "half-then-throws": { heard: [`${half} ${fallback}`], findings: [] },
    "half-then-stalls": { heard: [half], findings: ["dead-air"] },
    "says-nothing": { heard: [], findings: ["silent-response"] },
  };

  it.each(Object.entries(moods))("an agent that %s leaves the caller with an answer", async (mood, expected) => {
    const agent = flakyAgent({ moods: [mood as FlakyMood] });
    const report = await placeCall({ agent, caller: patient() });
    expect(heard(report).slice(1)).toEqual(expected.heard);
    expect(found(report)).toEqual(expected.findings);
    expect(report.call.disconnection_reason).toBe("user_hangup");
  });

  it("an agent that stalls goes unnoticed when it is cut off before the caller wonders", async () => {
    const agent = flakyAgent({ moods: ["stalls"] });
    const report = await placeCall({ agent, caller: patient(), session: { agentIdleTimeoutMs: 4_000 } });
    expect(heard(report).slice(1)).toEqual([fallback]);
    expect(found(report)).toEqual([]);
  });

  it("an agent that takes six seconds to its first word leaves the caller in silence", async () => {
    const clock = createVirtualClock();
    const report = await placeCall({ agent: slowAgent({ clock, firstWordMs: 6_000 }), clock, caller: patient() });
    expect(found(report)).toEqual(["dead-air"]);
  });

  it.each([
    ["dummy", () => dummyAgent],
    ["echo", () => echoAgent],
    ["scripted", () => scriptedAgent({ greeting: "Hello.", replies: ["We are open from nine to five."] })],
  ] as const)("the %s agent is without fault", async (_name, agent) => {
    expect(found(await placeCall({ agent: agent(), caller: patient() }))).toEqual([]);
  });

  it("the slow agent is without fault", async () => {
    const clock = createVirtualClock();
    expect(found(await placeCall({ agent: slowAgent({ clock }), clock, caller: patient() }))).toEqual([]);
  });
});
