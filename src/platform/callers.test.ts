import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { guideServer, isRequest } from "../../test/support/memory-server.ts";
import { eventsOf, foundCodes, runCall } from "../../test/support/platform-call.ts";
import { createVirtualClock } from "../internal/index.ts";
import {
  type Heard,
  hangUp,
  interrupt,
  liveCaller,
  pause,
  press,
  randomCaller,
  randomFaults,
  say,
  silence,
  startCall,
  waitForAgent,
} from "./index.ts";

describe("a scripted caller", () => {
  test("revises what is understood on the way", async () => {
    const { events, report } = await runCall({
      server: guideServer,
      caller: [waitForAgent(), say("I need a flight", { partials: ["I knead", "I need a", "I need a fly"] })],
    });
    const heard = eventsOf(events, "caller-heard").map(({ text }) => text);
    expect(heard).toEqual(["I knead", "I need a", "I need a fly", "I need a flight", "I need a flight"]);
    expect(report.call.transcript_object[1]?.words?.map(({ word }) => word)).toEqual(["I", "need", "a", "flight"]);
  });

  test("interrupts after a time as well as after a word", async () => {
    const { events } = await runCall({
      server: guideServer,
      caller: ["Hello", interrupt({ afterMs: 700, say: "Stop" }), hangUp()],
    });
    const started = eventsOf(events, "agent-started")[1]?.atMs ?? 0;
    const cut = eventsOf(events, "agent-interrupted")[0]?.atMs ?? 0;
    // "Stop" takes 267 ms to say.
    expect(cut - started).toBe(700 + 267);
  });

  test("speaks in any case when the agent's turn is too short to be interrupted there", async () => {
    const { report } = await runCall({
      server: guideServer,
      caller: [interrupt({ afterWords: 50, say: "Hello" })],
    });
    expect(report.call.transcript).toContain("you?\nUser: Hello\n");
  });

  test("loses patience with an agent that says nothing", async () => {
    const { report } = await runCall({
      server: { onOpen: guideServer.onOpen },
      caller: [waitForAgent(), say("Hello"), waitForAgent({ patienceMs: 6_000 }), say("Is anybody there?"), hangUp()],
    });
    expect(report.call.transcript).toContain("User: Hello Is anybody there?\n");
    expect(foundCodes(report)).toEqual(["unanswered-request"]);
  });

  test("says nothing more until the call ends, when told to be silent", async () => {
    const { report } = await runCall({
      server: guideServer,
      caller: [silence(), say("Never said")],
      settings: { end_call_after_silence_ms: 10_000, reminder_max_count: 0 },
    });
    expect(report.call.disconnection_reason).toBe("inactivity");
    expect(report.call.transcript).not.toContain("User");
  });

  test("speaks faster when the call is sped up", async () => {
    const lengthAt = async (speed: number): Promise<number> => {
      const { report } = await runCall({ server: guideServer, caller: ["This is a rather long line"], speed });
      return report.call.duration_ms;
    };
    expect(await lengthAt(10)).toBeLessThan((await lengthAt(1)) / 4);
  });
});

describe("a live caller", () => {
  test("is driven from outside, and hears the agent word by word", async () => {
    const caller = liveCaller();
    const heard: Heard[] = [];
    caller.on((event) => {
      heard.push(event);
      if (event.type !== "your-turn") return;
      if (heard.filter(({ type }) => type === "your-turn").length === 1) caller.final("What time is it?");
      else caller.hangUp();
    });
    const { report } = await runCall({ server: guideServer, caller });
    const words = heard.filter((event) => event.type === "agent-word").map((event) => event.word);
    expect(words.slice(0, 5)).toEqual(["How", "may", "I", "help", "you?"]);
    expect(heard.at(-1)).toEqual({ type: "call-ended", reason: "user_hangup" });
    expect(report.call.transcript).toContain("User: What time is it?\nAgent: I am sorry");
  });

  test("is understood to have finished when no final text follows a partial one, and a late one changes nothing", async () => {
    const caller = liveCaller();
    const { report, server } = await runCall({
      server: guideServer,
      caller,
      during: (_, clock) => {
        clock.setTimeout(() => caller.partial("what time"), 3_000);
        clock.setTimeout(() => caller.partial("what time is it"), 3_400);
        clock.setTimeout(() => caller.final("What time is it?"), 4_900);
        clock.setTimeout(() => caller.hangUp(), 9_000);
      },
    });
    expect(server.received.filter(isRequest)).toHaveLength(1);
    expect(report.turns.at(-1)).toMatchObject({ outcome: "spoken", deadAirMs: 1_000 });
    expect(report.findings).toEqual([]);
  });

  test("typing while the agent speaks interrupts it", async () => {
    const caller = liveCaller();
    const { events } = await runCall({
      server: guideServer,
      caller,
      during: (_, clock) => {
        clock.setTimeout(() => caller.final("stop"), 500);
        clock.setTimeout(() => caller.hangUp(), 9_000);
      },
    });
    expect(eventsOf(events, "agent-interrupted")[0]).toMatchObject({ atMs: 500, by: "caller", unheard: "I help you?" });
  });

  test("can hang up before the call is live", async () => {
    const caller = liveCaller();
    caller.hangUp();
    const { report } = await runCall({ server: guideServer, caller });
    expect(report.call.disconnection_reason).toBe("user_hangup");
  });
});

describe("the same call", () => {
  const hashOf = async (seed: number): Promise<string> => {
    const { server, report } = await runCall({
      server: {
        onOpen: (socket) => {
          socket.send({ response_type: "config", config: { auto_reconnect: true, transcript_with_tool_calls: true } });
          guideServer.onOpen?.(socket);
        },
        onEvent: (event, socket) => {
          if (event.interaction_type === "ping_pong") {
            socket.send({ response_type: "ping_pong", timestamp: event.timestamp });
          }
          guideServer.onEvent?.(event, socket);
        },
      },
      caller: randomCaller(seed),
      seed,
      faults: randomFaults(seed, { withinMs: 60_000 }),
      settings: { enable_backchannel: true, reminder_max_count: 2 },
    });
    expect(report.call.disconnection_reason).not.toBe("max_duration_reached");
    const texts = server.sockets.flatMap((socket) => socket.texts);
    return createHash("sha256")
      .update(JSON.stringify([texts, report]))
      .digest("hex");
  };

  test("gives the same messages and the same report for the same seed, and others for another", async () => {
    const first = new Set<string>();
    for (let seed = 0; seed < 25; seed += 1) {
      const hash = await hashOf(seed);
      expect(await hashOf(seed)).toBe(hash);
      first.add(hash);
    }
    expect(first.size).toBe(25);
  });

  test("takes its id from the seed", () => {
    const idOf = (seed?: number): string => {
      const call = startCall({
        url: "ws://agent.test",
        clock: createVirtualClock(),
        caller: liveCaller(),
        ...(seed === undefined ? {} : { seed }),
      });
      call.hangUp();
      return call.callId;
    };
    expect(idOf()).toBe(idOf());
    expect(idOf(5)).toBe(idOf(5));
    expect(idOf(5)).not.toBe(idOf(6));
    expect(idOf(5)).toMatch(/^call_[0-9a-f]{27}$/);
  });
});

test("a ten-minute call runs with every timer in virtual time, and its memory is bounded", async () => {
  const sentence = "This is one of the many sentences that the agent has to say in a long call.";
  const { report } = await runCall({
    server: {
      onOpen: (socket) => {
        socket.send({ response_type: "config", config: { auto_reconnect: true } });
        guideServer.onOpen?.(socket);
      },
      onEvent: (event, socket) => {
        if (event.interaction_type === "ping_pong") {
          socket.send({ response_type: "ping_pong", timestamp: event.timestamp });
        }
        if (!isRequest(event)) return;
        const fields = { response_type: "response", response_id: event.response_id, content_complete: true };
        socket.send({ ...fields, content: `${sentence} `.repeat(3) });
      },
    },
    caller: Array.from({ length: 60 }, () => [
      waitForAgent(),
      pause(1_000),
      press("1"),
      say("And what comes then?"),
    ]).flat(),
    settings: { max_call_duration_ms: 600_000 },
  });
  expect(report.call.duration_ms).toBe(600_000);
  const characters = report.frames.reduce((sum, { text }) => sum + text.length, 0);
  expect(characters).toBeLessThan(3_000_000);
  expect(report.frames.reduce((sum, { byteCount }) => sum + byteCount, 0)).toBeGreaterThan(characters * 3);
});
