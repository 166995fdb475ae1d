/** The watch of the end-to-end tests finds each breach that it looks for: servers and sessions that break one promise each. */
import { describe, expect, it } from "vitest";
import { hangUp, pause, scriptedCaller, silence, waitForAgent } from "../src/platform/index.ts";
import type { Agent, Call, Turn } from "../src/session/index.ts";
import { createVirtualClock, placeCall } from "../src/testing/index.ts";
import { createMemoryServer, isRequest, type MemoryServerScript, response } from "./support/memory-server.ts";
import { watchPromises } from "./support/promise-watch.ts";

const agent: Agent = { respond: () => "Yes." };
const options = { crossingMs: 0, answerMs: 10_000 };

async function breachesOf(script: MemoryServerScript, caller = scriptedCaller(["One?", "Two?", silence()])) {
  const clock = createVirtualClock();
  const watch = watchPromises(agent, options);
  const report = await placeCall({
    url: "ws://memory.invalid",
    dial: createMemoryServer(clock, script).dial,
    caller,
    clock,
    settings: { end_call_after_silence_ms: 20_000 },
    onEvent: watch.onEvent,
  });
  return watch.breachesOf(report);
}

const sound: MemoryServerScript = {
  onOpen(socket) {
    socket.send({ response_type: "config", config: { auto_reconnect: true } });
    socket.send(response(0, socket.index === 0 ? "Hello." : ""));
  },
  onEvent(event, socket) {
    if (event.interaction_type === "ping_pong") socket.send({ response_type: "ping_pong", timestamp: event.timestamp });
    if (isRequest(event)) socket.send(response(event.response_id, "Yes."));
  },
};

describe("over the wire", () => {
  it("nothing is wrong with a sound server, also after a broken connection", async () => {
    expect(await breachesOf(sound)).toEqual([]);
    const breaking = { ...sound, onEvent: onceOn(2, (socket) => socket.terminate()) };
    expect(await breachesOf(breaking)).toEqual([]);
  });

  it("an older answer that goes on breaks promise 1", async () => {
    const stale = { ...sound, onEvent: onceOn(2, (socket) => socket.send(response(1, "No."))) };
    expect(await breachesOf(stale)).toContain("promise 1: response 1 went on after its end");
    const late: MemoryServerScript = {
      ...sound,
      onEvent(event, socket) {
        if (!isRequest(event)) sound.onEvent?.(event, socket);
        else if (event.response_id === 1) socket.send(response(1, "Yes. ", { content_complete: false }));
        else {
          socket.send(response(event.response_id, "Two.", { content_complete: false }));
          socket.send(response(1, "And so on."));
          socket.send(response(event.response_id, " Done."));
        }
      },
    };
    expect(await breachesOf(late)).toContain("promise 1: response 1 went on after a newer one began");
  });

  it("an answer that nobody asked for breaks promise 1", async () => {
    const ahead = { ...sound, onEvent: onceOn(1, (socket) => socket.send(response(7, "Yes."))) };
    expect(await breachesOf(ahead)).toContain("promise 1: response 7 was not asked for");
  });

  it("an answer that is never completed breaks promise 2", async () => {
    const open = {
      ...sound,
      onEvent: onceOn(2, (socket) => socket.send(response(2, "Yes.", { content_complete: false }))),
    };
    expect(await breachesOf(open)).toEqual([expect.stringMatching(/^promise 2: request \d was not completed/)]);
  });

  it("a keep-alive that is not answered breaks promise 4", async () => {
    const deaf: MemoryServerScript = {
      ...sound,
      onEvent: (event, socket) => event.interaction_type !== "ping_pong" && sound.onEvent?.(event, socket),
    };
    // Before the platform notices, after five seconds, and dials again.
    const caller = scriptedCaller([waitForAgent(), pause(3_500), hangUp()]);
    expect(await breachesOf(deaf, caller)).toContain("promise 4: a keep-alive was not answered");
  });

  it("a second greeting breaks promise 6", async () => {
    const greeter: MemoryServerScript = {
      onOpen: (socket) => socket.send(response(0, "Hello.")),
      onEvent: onceOn(1, (socket) => socket.terminate()),
    };
    expect(await breachesOf(greeter)).toContain("promise 6: greeted again on connection 2");
  });

  it("a close in the middle of a call breaks promise 9", async () => {
    const closing = { ...sound, onEvent: onceOn(1, (socket) => socket.close(1011)) };
    expect(await breachesOf(closing)).toEqual(["promise 9: LLM ws closed: 1011"]);
  });
});

describe("at the agent", () => {
  const call = { id: "call-1" } as Call;
  const turn = (responseId: number): Turn =>
    ({ call, responseId, transcript: [], signal: new AbortController().signal }) as Partial<Turn> as Turn;
  const start = (reply: unknown): Promise<unknown> => (reply as AsyncIterable<unknown>)[Symbol.asyncIterator]().next();

  it("a turn that is still wanted when the next one starts breaks promise 3", async () => {
    const watch = watchPromises(agent, options);
    const report = await placeCall({ agent, caller: scriptedCaller([]), callId: "call-1" });
    await start(watch.agent.respond(turn(1)));
    await start(watch.agent.respond(turn(2)));
    expect(watch.breachesOf(report)).toContain("promise 3: turn 1 was still wanted when request 2 reached the agent");
  });

  it("another history than the platform's breaks promise 8", async () => {
    const forgetful: Agent = { greeting: "Hello.", respond: () => "Yes." };
    const watch = watchPromises(forgetful, options);
    const report = await placeCall({
      agent: {
        ...watch.agent,
        respond: (asked) => watch.agent.respond({ ...asked, transcript: asked.transcript.slice(1) }),
      },
      caller: scriptedCaller(["One?"]),
      onEvent: watch.onEvent,
    });
    expect(watch.breachesOf(report)).toEqual([expect.stringMatching(/^promise 8: .* request 1 /)]);
  });
});

/** A sound server but for one request. */
function onceOn(
  responseId: number,
  act: (socket: Parameters<NonNullable<MemoryServerScript["onEvent"]>>[1]) => void,
): MemoryServerScript["onEvent"] {
  return (event, socket) => {
    if (isRequest(event) && event.response_id === responseId) act(socket);
    else sound.onEvent?.(event, socket);
  };
}
