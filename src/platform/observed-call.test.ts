import { type CallEvent, type CallerStep, interrupt, observeCall, pause, say, waitForAgent } from "repartee/platform";
import { describe, expect, test } from "vitest";
import { guideServer, isRequest, type MemoryServerScript, response } from "../../test/support/memory-server.ts";
import { eventsOf, runCall } from "../../test/support/platform-call.ts";
import { createVirtualClock } from "../internal/index.ts";

/** What an observer at the server's end makes of a call, given its messages at their times. */
async function observe(placed: readonly CallEvent[]): Promise<CallEvent[]> {
  const clock = createVirtualClock();
  const events: CallEvent[] = [];
  const call = observeCall(clock, (event) => events.push(event));
  let wasLive = false;
  for (const event of placed) {
    clock.setTimeout(() => {
      if (event.type === "state-changed" && event.state === "live") call.connectionOpened();
      if (event.type === "state-changed" && event.state === "reconnecting") call.connectionLost();
      if (event.type === "state-changed" && event.state === "ended") call.ended("over");
      if (event.type === "frame-passed") {
        const { direction, text } = event.frame;
        if (direction === "to-server") call.toServer(text);
        else call.fromServer(text);
      }
    }, event.atMs);
    wasLive ||= event.type === "state-changed" && event.state === "live";
  }
  expect(wasLive).toBe(true);
  await clock.advance(placed.at(-1)?.atMs ?? 0);
  return events;
}

async function both(server: MemoryServerScript, caller: readonly (CallerStep | string)[]) {
  const { events: placed } = await runCall({ server, caller });
  return { placed, observed: await observe(placed) };
}

const longAnswer = "One two three four five six seven eight nine ten. Eleven twelve thirteen fourteen.";
const talkative: MemoryServerScript = {
  onOpen: (socket) => socket.send(response(0, "Hello. How may I help you?")),
  onEvent: (event, socket) => {
    if (isRequest(event)) socket.send(response(event.response_id, longAnswer));
  },
};

describe("a call that is followed from the server's end", () => {
  test("has the messages, verdicts and findings of the call itself", async () => {
    const server: MemoryServerScript = {
      onOpen: (socket) => {
        socket.send(response(0, "Hi."));
        socket.send(response(0, "More."));
        socket.send({ response_type: "response", response_id: "1" });
      },
      onEvent: (event, socket) => {
        if (isRequest(event)) socket.send(response(event.response_id, "**Bold** words."));
      },
    };
    const { placed, observed } = await both(server, ["My name is Mike."]);
    const frames = (events: CallEvent[]) => eventsOf(events, "frame-passed").map(({ frame }) => frame);
    expect(frames(observed)).toEqual(frames(placed));
    const codes = eventsOf(observed, "finding-made").map(({ finding }) => finding.code);
    expect(codes).toEqual(expect.arrayContaining(["after-complete", "bad-event", "markdown-spoken"]));
  });

  test("has the words of both sides", async () => {
    const { placed, observed } = await both(guideServer, ["My name is Mike.", "Goodbye."]);
    const agentWords = (events: CallEvent[]) => {
      const turns = new Map<number, string>();
      for (const { turnId, text } of eventsOf(events, "agent-word"))
        turns.set(turnId, (turns.get(turnId) ?? "") + text);
      return [...turns.values()].map((text) => text.trim());
    };
    const callerLines = (events: CallEvent[]) =>
      eventsOf(events, "caller-heard")
        .filter(({ open }) => !open)
        .map(({ text }) => text);
    expect(agentWords(observed)).toEqual(agentWords(placed));
    expect(agentWords(observed)).toHaveLength(3);
    expect(callerLines(observed)).toEqual(callerLines(placed));
  });

  test("has the turns of the call, the withdrawn ones included", async () => {
    const slow: MemoryServerScript = {
      onOpen: (socket) => socket.send(response(0, "")),
      onEvent: (event, socket) => {
        if (isRequest(event) && event.response_id > 1) socket.send(response(event.response_id, "Hello Mike."));
      },
    };
    const { placed, observed } = await both(slow, [
      pause(1_000),
      say("My name is"),
      pause(300),
      say("Mike."),
      waitForAgent(),
    ]);
    const ids = (events: CallEvent[], type: "request-made" | "request-withdrawn") =>
      eventsOf(events, type).map(({ responseId }) => responseId);
    expect(ids(placed, "request-withdrawn")).toEqual([1]);
    expect(ids(observed, "request-withdrawn")).toEqual([1]);
    expect(ids(observed, "request-made")).toEqual(ids(placed, "request-made"));
    const timing = eventsOf(observed, "turn-finished").find(({ timing }) => timing.turnId === 2)?.timing;
    expect(timing).toMatchObject({ kind: "response", outcome: "spoken" });
    expect(timing?.firstSentenceMs).toBeGreaterThanOrEqual(0);
    expect(timing?.deadAirMs).toBeGreaterThan(0);
  });

  test("says which words the caller did not hear", async () => {
    const { placed, observed } = await both(talkative, [
      "Tell me a story.",
      interrupt({ afterWords: 3, say: "Stop it now please." }),
      waitForAgent(),
    ]);
    const unheard = (events: CallEvent[]) => eventsOf(events, "agent-interrupted").map((event) => event.unheard);
    expect(unheard(placed)[0]).toContain("fourteen.");
    expect(unheard(observed)[0]).toBe(unheard(placed)[0]);
  });

  test("is lost and found again with its connections, and says nothing after its end", async () => {
    const clock = createVirtualClock();
    const events: CallEvent[] = [];
    const call = observeCall(clock, (event) => events.push(event));
    call.connectionOpened();
    call.connectionLost();
    await clock.advance(500);
    call.connectionOpened();
    call.fromServer('{"response_id":0,"content":"","content_complete":true}');
    call.ended("the platform closed the connection");
    call.fromServer("late");
    call.ended("twice");
    expect(eventsOf(events, "state-changed").map(({ state, atMs }) => [state, atMs])).toEqual([
      ["live", 0],
      ["reconnecting", 0],
      ["live", 500],
      ["ended", 500],
    ]);
    expect(eventsOf(events, "frame-passed").map(({ frame }) => frame.socketIndex)).toEqual([1]);
    expect(eventsOf(events, "line-logged")).toHaveLength(1);
  });

  test("survives whatever is no message", () => {
    const events: CallEvent[] = [];
    const call = observeCall(createVirtualClock(), (event) => events.push(event));
    for (const text of ["", "[]", "{}", '{"interaction_type":"update_only"}', '{"interaction_type":"x"}']) {
      call.toServer(text);
      call.fromServer(text);
    }
    expect(eventsOf(events, "frame-passed")).toHaveLength(10);
  });
});
