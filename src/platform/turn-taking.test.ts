import { describe, expect, test } from "vitest";
import { guideServer, isRequest, type MemoryServerScript, response } from "../../test/support/memory-server.ts";
import { eventsOf, foundCodes, runCall } from "../../test/support/platform-call.ts";
import { hangUp, interrupt, mumble, pause, press, say, silence, waitForAgent } from "./index.ts";

const fortyWords = Array.from({ length: 40 }, (_, index) => `word${index + 1}`).join(" ");

/** Greets, and answers every request with the same text. */
function answering(text: string, fields: object = {}, greeting = "Hello."): MemoryServerScript {
  return {
    onOpen: (socket) => socket.send(response(0, greeting)),
    onEvent: (event, socket) => {
      if (isRequest(event)) socket.send(response(event.response_id, text, fields));
    },
  };
}

describe("asking early", () => {
  test("a request is withdrawn when the caller goes on, and only the answer to the whole line is spoken", async () => {
    const { report, server, events } = await runCall({
      server: {
        onOpen: (socket) => socket.send(response(0, "What is your name?")),
        onEvent: (event, socket) => {
          if (!isRequest(event)) return;
          const heard = event.transcript.at(-1)?.content ?? "";
          socket.send(response(event.response_id, `You said: ${heard}.`));
        },
      },
      caller: [waitForAgent(), say("My name is"), pause(320), say("Mike")],
    });
    const requests = server.received.filter(isRequest);
    expect(requests.map((request) => [request.response_id, request.transcript.at(-1)?.content])).toEqual([
      [1, "My name is"],
      [2, "My name is Mike"],
    ]);
    expect(eventsOf(events, "request-withdrawn").map(({ responseId }) => responseId)).toEqual([1]);
    expect(report.call.transcript).toBe(
      "Agent: What is your name?\nUser: My name is Mike\nAgent: You said: My name is Mike.\n",
    );
    expect(report.turns.map(({ turnId, outcome }) => [turnId, outcome])).toEqual([
      [0, "spoken"],
      [1, "withdrawn"],
      [2, "spoken"],
    ]);
    expect(report.findings).toEqual([]);
  });

  test("a longer pause than the end of turn makes two turns of it", async () => {
    const { report } = await runCall({
      server: answering("Please go on, I am listening."),
      caller: [waitForAgent(), say("My name is"), pause(600), say("Mike")],
    });
    expect(report.turns.filter(({ outcome }) => outcome === "withdrawn")).toEqual([]);
    expect(report.call.transcript).toMatch(/User: My name is\nAgent: Please\nUser: Mike\n/);
  });

  test("less responsiveness waits longer before the agent speaks", async () => {
    const deadAir = async (responsiveness: number): Promise<number | undefined> => {
      const { report } = await runCall({ server: guideServer, caller: ["Hello"], settings: { responsiveness } });
      return report.turns.at(-1)?.deadAirMs;
    };
    expect(await deadAir(1)).toBe(400);
    expect(await deadAir(0.5)).toBe(1_200);
    expect(await deadAir(0)).toBe(2_000);
  });

  test("without early requests the server is asked at the end of the turn only", async () => {
    const { server } = await runCall({
      server: guideServer,
      caller: [waitForAgent(), say("My name is"), pause(320), say("Mike")],
      model: { earlyRequests: false },
    });
    expect(server.received.filter(isRequest)).toHaveLength(1);
  });
});

describe("interruption", () => {
  test("an answer is cut to the words that were heard, at every word of forty", async () => {
    for (let words = 1; words < 40; words += 1) {
      const { report, events } = await runCall({
        server: answering(`${fortyWords}.`),
        caller: ["Go", interrupt({ afterWords: words, say: "stop" }), hangUp()],
      });
      const spoken = report.call.transcript_object.filter(({ role }) => role === "agent")[1]?.content;
      const cut = eventsOf(events, "agent-interrupted")[0];
      expect(cut?.by).toBe("caller");
      // The word "stop" takes a while to be understood, in which the agent goes on.
      expect(`${spoken} ${cut?.unheard}`.replace(/\s+/g, " ").trim()).toBe(`${fortyWords}.`);
      expect(spoken?.split(" ").length).toBeGreaterThanOrEqual(words);
      expect(spoken?.split(" ").length).toBeLessThanOrEqual(words + 2);
    }
  });

  test("what the caller says after an interruption is asked for and answered", async () => {
    const { report } = await runCall({
      server: answering("We are open from nine to five on every day of the week."),
      caller: ["When?", interrupt({ afterWords: 3, say: "Sorry?" })],
    });
    expect(report.call.transcript_object.map(({ role }) => role)).toEqual(["agent", "user", "agent", "user", "agent"]);
    expect(report.turns.map(({ outcome }) => outcome)).toEqual(["spoken", "cut", "spoken"]);
  });

  test("lower sensitivity needs more words", async () => {
    const cuts = async (interruption_sensitivity: number, line: string): Promise<number> => {
      const { events } = await runCall({
        server: answering(`${fortyWords}.`),
        caller: ["Go", interrupt({ afterWords: 2, say: line })],
        settings: { interruption_sensitivity },
      });
      return eventsOf(events, "agent-interrupted").length;
    };
    expect(await cuts(1, "stop")).toBe(1);
    expect(await cuts(0.6, "stop it")).toBe(0);
    expect(await cuts(0.6, "stop it now")).toBe(1);
    expect(await cuts(0, "stop it now because I do not want to hear it")).toBe(0);
  });

  test("a small word that does not interrupt is in the transcript, and nobody answers it", async () => {
    const { report, server } = await runCall({
      server: answering(`${fortyWords}.`),
      caller: ["Go", interrupt({ afterWords: 5, say: "okay" })],
      settings: { interruption_sensitivity: 0.5 },
    });
    expect(server.received.filter(isRequest)).toHaveLength(1);
    expect(report.call.transcript).toBe(`Agent: Hello.\nUser: Go\nAgent: ${fortyWords}.\nUser: okay\n`);
  });

  test("protected speech is spoken to its end, and what was said meanwhile is answered afterwards", async () => {
    const { report, server } = await runCall({
      server: {
        onOpen: (socket) => socket.send(response(0, `${fortyWords}.`, { no_interruption_allowed: true })),
        onEvent: (event, socket) => {
          if (isRequest(event)) socket.send(response(event.response_id, "Yes."));
        },
      },
      caller: [interrupt({ afterWords: 3, say: "Wait a moment" })],
    });
    expect(report.call.transcript).toBe(`Agent: ${fortyWords}.\nUser: Wait a moment\nAgent: Yes.\n`);
    expect(server.received.filter(isRequest)).toHaveLength(1);
  });

  test("only the part that forbids it is protected", async () => {
    const { events } = await runCall({
      server: {
        onOpen: (socket) => {
          socket.send(
            response(0, "This must be heard by you. ", { no_interruption_allowed: true, content_complete: false }),
          );
          socket.send(response(0, `${fortyWords}.`));
        },
        onEvent: guideServer.onEvent,
      },
      caller: [interrupt({ afterWords: 1, say: "Well then I should like to ask" })],
    });
    const words = eventsOf(events, "agent-word").filter(({ turnId }) => turnId === 0);
    expect(words.slice(0, 6).map(({ text }) => text.trim())).toEqual(["This", "must", "be", "heard", "by", "you."]);
    expect(eventsOf(events, "agent-interrupted")).toHaveLength(1);
    expect(words.length).toBeLessThan(12);
  });
});

describe("hanging turns", () => {
  const open: MemoryServerScript = {
    onOpen: (socket) => socket.send(response(0, "Hello.")),
    onEvent: (event, socket) => {
      if (isRequest(event)) socket.send(response(event.response_id, "One moment. ", { content_complete: false }));
    },
  };

  test("a response that is never completed hangs: no reminder and no request until the caller speaks", async () => {
    const { report, server } = await runCall({
      server: open,
      caller: ["Go", pause(60_000), say("Hello?"), hangUp()],
    });
    const requests = server.received.filter(isRequest);
    expect(requests.map(({ interaction_type }) => interaction_type)).toEqual(["response_required"]);
    expect(foundCodes(report)).toContain("unclosed-response");
    expect(report.findings.find(({ code }) => code === "unclosed-response")?.responseId).toBe(1);
  });

  test("a request that is never answered is found", async () => {
    const { report } = await runCall({
      server: { onOpen: (socket) => socket.send(response(0, "Hello.")) },
      caller: ["Go"],
    });
    expect(foundCodes(report)).toEqual(["unanswered-request"]);
  });

  test("an answer that comes late is dead air, not a hanging turn", async () => {
    const { report } = await runCall({
      server: (clock) => ({
        ...open,
        onEvent: (event, socket) => {
          if (!isRequest(event)) return;
          socket.send(response(event.response_id, "One moment. ", { content_complete: false }));
          clock.setTimeout(() => socket.send(response(event.response_id, "Here it is.")), 7_000);
        },
      }),
      caller: ["Go"],
    });
    expect(foundCodes(report)).toEqual(["dead-air"]);
    expect(report.call.transcript).toContain("Agent: One moment. Here it is.\n");
  });

  test("an answer that trickles in is not hanging", async () => {
    const { report } = await runCall({
      server: (clock) => ({
        onOpen: (socket) => socket.send(response(0, "Hello.")),
        onEvent: (event, socket) => {
          if (!isRequest(event)) return;
          const { response_id: id } = event;
          clock.setTimeout(() => socket.send(response(id, "Well, ", { content_complete: false })), 3_000);
          clock.setTimeout(() => socket.send(response(id, "yes.")), 6_000);
        },
      }),
      caller: ["Go"],
    });
    expect(report.findings).toEqual([]);
  });

  test("a greeting that comes while the caller speaks does not talk over them", async () => {
    const { report, events } = await runCall({
      server: (clock) => ({
        ...guideServer,
        onOpen: (socket) => {
          clock.setTimeout(() => socket.send(response(0, "Hello.")), 600);
        },
      }),
      caller: [say("Hello, is there anybody on the line?")],
    });
    expect(eventsOf(events, "agent-interrupted")).toEqual([]);
    expect(report.turns[0]).toMatchObject({ kind: "begin", outcome: "withdrawn" });
    expect(report.call.transcript).toMatch(/^User: Hello, is there anybody on the line\?\nAgent: I am sorry/);
  });

  test("without a begin message the agent stays silent, and the report says so", async () => {
    const { report, server } = await runCall({
      server: { onEvent: guideServer.onEvent },
      caller: [say("Hello?"), waitForAgent(), hangUp()],
    });
    expect(foundCodes(report)).toEqual(["no-begin-message"]);
    expect(server.received.filter(isRequest)).toEqual([]);
  });
});

describe("silence", () => {
  test("reminders come after the trigger, up to their number, and start anew when the caller speaks", async () => {
    const { server, report } = await runCall({
      server: answering("Are you there?"),
      caller: [waitForAgent(), pause(40_000), say("Yes"), silence()],
      settings: { reminder_max_count: 2, reminder_trigger_ms: 8_000, end_call_after_silence_ms: 60_000 },
    });
    const kinds = server.received.filter(isRequest).map(({ interaction_type }) => interaction_type);
    expect(kinds).toEqual([
      "reminder_required",
      "reminder_required",
      "response_required",
      "reminder_required",
      "reminder_required",
    ]);
    const ids = server.received.filter(isRequest).map(({ response_id }) => response_id);
    expect(ids).toEqual([1, 2, 3, 4, 5]);
    expect(report.call.disconnection_reason).toBe("inactivity");
    const [greeting, first] = report.turns;
    expect((first?.askedAtMs ?? 0) - (greeting?.askedAtMs ?? 0) - (greeting?.speechMs ?? 0)).toBe(8_000);
  });

  test("no reminder comes when their number is 0", async () => {
    const { server } = await runCall({
      server: guideServer,
      caller: [silence()],
      settings: { reminder_max_count: 0, end_call_after_silence_ms: 30_000 },
    });
    expect(server.received.filter(isRequest)).toEqual([]);
  });

  test("a silent caller ends the call as inactivity, however often they are reminded", async () => {
    const { report } = await runCall({
      server: guideServer,
      caller: [silence()],
      settings: { reminder_max_count: 100, reminder_trigger_ms: 5_000, end_call_after_silence_ms: 30_000 },
    });
    expect(report.call.disconnection_reason).toBe("inactivity");
    expect(report.call.duration_ms).toBe(30_000 + (report.turns[0]?.speechMs ?? 0));
  });

  test("the longest duration ends the call", async () => {
    const { report } = await runCall({
      server: answering(`${fortyWords}. `.repeat(20)),
      caller: ["Go", silence()],
      settings: { max_call_duration_ms: 60_000 },
    });
    expect(report.call.disconnection_reason).toBe("max_duration_reached");
    expect(report.call.duration_ms).toBe(60_000);
  });

  test("the first words are held back as long as the settings say", async () => {
    const { report } = await runCall({
      server: guideServer,
      caller: ["Hello"],
      settings: { begin_message_delay_ms: 2_000 },
    });
    expect(report.call.transcript_object[0]?.words?.[0]?.start).toBe(2);
  });

  test("an empty begin message lets the caller speak first", async () => {
    const { report } = await runCall({ server: answering("Yes?", {}, ""), caller: ["Hello"] });
    expect(report.call.transcript).toBe("User: Hello\nAgent: Yes?\n");
    expect(report.findings).toEqual([]);
  });
});

describe("other sounds", () => {
  test("speech that cannot be understood is said so, and answered", async () => {
    const { report } = await runCall({ server: guideServer, caller: [waitForAgent(), mumble()] });
    expect(report.call.transcript).toContain("User: (unintelligible audio)\nAgent: I am sorry");
  });

  test("keys become a turn after a pause, are woven in, and answered", async () => {
    const { report, server } = await runCall({
      server: {
        ...guideServer,
        onOpen: (socket) => {
          socket.send({ response_type: "config", config: { transcript_with_tool_calls: true } });
          guideServer.onOpen?.(socket);
        },
      },
      caller: [waitForAgent(), press("12"), waitForAgent()],
    });
    const request = server.received.find(isRequest);
    expect(request?.transcript.at(-1)).toMatchObject({ role: "user", content: "12" });
    expect(request?.transcript_with_tool_calls?.slice(1, 3)).toEqual([
      { role: "dtmf", digit: "1" },
      { role: "dtmf", digit: "2" },
    ]);
    expect(report.call.transcript).toContain("Agent: I am sorry");
  });

  test("a closing key or the number of keys completes the turn at once", async () => {
    for (const user_dtmf_options of [{ termination_key: "#" }, { digit_limit: 3 }]) {
      const { report } = await runCall({
        server: guideServer,
        caller: [waitForAgent(), press("12#")],
        settings: { user_dtmf_options },
      });
      expect(report.turns[1]?.deadAirMs).toBe(0);
    }
  });

  test("keys that are pressed before the answer is heard ask anew, and the older request is withdrawn", async () => {
    const { report, server } = await runCall({
      server: (clock) => ({
        onOpen: guideServer.onOpen,
        onEvent: (event, socket) => {
          clock.setTimeout(() => guideServer.onEvent?.(event, socket), 1_500);
        },
      }),
      caller: [waitForAgent(), say("Hello"), pause(1_000), press("1")],
      settings: { user_dtmf_options: { digit_limit: 1 } },
    });
    expect(server.received.filter(isRequest)).toHaveLength(2);
    expect(report.turns.map(({ outcome }) => outcome)).toEqual(["spoken", "withdrawn", "spoken"]);
  });

  test("keys interrupt only where the settings say so, and are not taken where they do not", async () => {
    const cuts = async (settings: object): Promise<[number, number]> => {
      const { events, server } = await runCall({
        server: answering(`${fortyWords}.`),
        caller: ["Go", pause(1_500), press("1")],
        settings: { interruption_sensitivity: 0, ...settings },
      });
      return [eventsOf(events, "agent-interrupted").length, server.received.filter(isRequest).length];
    };
    expect(await cuts({})).toEqual([0, 2]);
    expect(await cuts({ allow_dtmf_interruption: true })).toEqual([1, 2]);
    expect(await cuts({ allow_user_dtmf: false })).toEqual([0, 1]);
  });

  test("the agent says small words while a caller speaks for long, if the settings want it", async () => {
    const long = `${fortyWords} ${fortyWords}`;
    const words = async (enable_backchannel: boolean): Promise<number> => {
      const { events } = await runCall({
        server: guideServer,
        caller: [waitForAgent(), say(long)],
        settings: { enable_backchannel, backchannel_frequency: 1 },
      });
      return eventsOf(events, "backchannel-spoken").length;
    };
    expect(await words(false)).toBe(0);
    expect(await words(true)).toBeGreaterThan(3);
  });
});
