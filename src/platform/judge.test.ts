import { expect, test } from "vitest";
import {
  guideServer,
  isRequest,
  type MemoryServerScript,
  type MemorySocket,
  response,
} from "../../test/support/memory-server.ts";
import { foundCodes, runCall } from "../../test/support/platform-call.ts";
import { type CallReport, type PlatformCallOptions, pause, say, waitForAgent } from "./index.ts";

/** A call to a server that greets and then answers the first request in its own way. */
async function answeredBy(
  answer: (socket: MemorySocket, responseId: number) => void,
  options: Pick<PlatformCallOptions, "details" | "model"> = {},
): Promise<CallReport> {
  const server: MemoryServerScript = {
    onOpen: guideServer.onOpen,
    onEvent: (event, socket) => {
      if (isRequest(event)) answer(socket, event.response_id);
    },
  };
  const { report } = await runCall({ ...options, server, caller: ["Hello"] });
  return report;
}

const zoo: [name: string, code: string, level: string, answer: (socket: MemorySocket, id: number) => void][] = [
  ["text that is no JSON", "bad-json", "warning", (socket) => socket.send("Hello")],
  ["JSON that is no object", "not-an-object", "warning", (socket) => socket.send("[1]")],
  ["a type that is not known", "unknown-type", "warning", (socket) => socket.send({ response_type: "speak" })],
  [
    "a boolean that is a string",
    "bad-event",
    "warning",
    (socket, id) => socket.send(response(id, "Hi.", { content_complete: "true" })),
  ],
  [
    "an id that is a string",
    "bad-event",
    "warning",
    (socket, id) => socket.send({ ...response(id, "Hi."), response_id: `${id}` }),
  ],
  ["an id that nobody asked for", "unasked-response", "error", (socket, id) => socket.send(response(id + 1, "Hi."))],
  [
    "more after the end",
    "after-complete",
    "warning",
    (socket, id) => {
      socket.send(response(id, "Hi."));
      socket.send(response(id, "And more."));
    },
  ],
  ["an empty answer", "silent-response", "info", (socket, id) => socket.send(response(id, ""))],
  ["markdown", "markdown-spoken", "warning", (socket, id) => socket.send(response(id, "We have **two** plans."))],
  [
    "the platform's own stop word",
    "stop-word-spoken",
    "warning",
    (socket, id) => socket.send(response(id, "NO_RESPONSE_NEEDED")),
  ],
  [
    "sentences without a space between",
    "run-together",
    "info",
    (socket, id) => {
      socket.send(response(id, "One moment.", { content_complete: false }));
      socket.send(response(id, "Here it is."));
    },
  ],
  [
    "several actions",
    "several-actions",
    "warning",
    (socket, id) => socket.send(response(id, "Bye.", { end_call: true, digit_to_press: "1" })),
  ],
  [
    "keys that are none",
    "bad-digits",
    "warning",
    (socket, id) => socket.send(response(id, "Hm.", { digit_to_press: "a" })),
  ],
  [
    "a transfer of a web call",
    "transfer-on-web-call",
    "warning",
    (socket, id) => socket.send(response(id, "Hm.", { transfer_number: "+15550100003" })),
  ],
  [
    "config in the middle",
    "config-late",
    "warning",
    (socket, id) => {
      socket.send({ response_type: "config", config: {} });
      socket.send(response(id, "Hi."));
    },
  ],
  [
    "tool arguments that are no JSON",
    "tool-arguments-no-json",
    "warning",
    (socket, id) => {
      socket.send({ response_type: "tool_call_invocation", tool_call_id: "a", name: "look_up", arguments: "hours" });
      socket.send(response(id, "Hi."));
    },
  ],
  [
    "the result of a tool that was not called",
    "tool-result-unknown",
    "warning",
    (socket, id) => {
      socket.send({ response_type: "tool_call_result", tool_call_id: "a", content: "nine to five" });
      socket.send(response(id, "Hi."));
    },
  ],
];

test.each(zoo)("%s is found as %s", async (_, code, level, answer) => {
  const report = await answeredBy(answer);
  const finding = report.findings.find((found) => found.code === code);
  expect(finding).toMatchObject({ code, level });
  expect(finding?.advice).not.toBe("");
});

test("a healthy call has no findings", async () => {
  const report = await answeredBy((socket, id) => {
    socket.send({ response_type: "tool_call_invocation", tool_call_id: "a", name: "look_up", arguments: "{}" });
    socket.send(response(id, "One moment. ", { content_complete: false }));
    socket.send({ response_type: "tool_call_result", tool_call_id: "a", content: "nine to five" });
    socket.send(response(id, "We are open from 9 to 5 - every day, e.g. on Mondays."));
  });
  expect(report.findings).toEqual([]);
});

test("a message without a type is a response", async () => {
  const report = await answeredBy((socket, id) =>
    socket.send({ response_id: id, content: "Hi.", content_complete: true, end_call: false }),
  );
  expect(report.call.transcript).toContain("Agent: Hi.\n");
  expect(report.findings).toEqual([]);
});

test("what comes under an old id is not spoken; right after the newer request that is normal, later it is not", async () => {
  const late = async (delayMs: number): Promise<[string[], string]> => {
    const { report } = await runCall({
      server: (clock) => ({
        onOpen: guideServer.onOpen,
        onEvent: (event, socket) => {
          if (!isRequest(event)) return;
          if (event.response_id === 2) {
            socket.send(response(2, "The second.", { content_complete: false }));
            clock.setTimeout(() => socket.send(response(1, "The first.")), delayMs);
            clock.setTimeout(() => socket.send(response(2, "")), 3_000);
          }
        },
      }),
      caller: [waitForAgent(), say("My name is"), pause(320), say("Mike")],
    });
    return [foundCodes(report), report.call.transcript];
  };
  const spoken = expect.stringContaining("Agent: The second.\n");
  expect(await late(500)).toEqual([["crossed-response"], spoken]);
  expect(await late(1_500)).toEqual([["stale-response"], spoken]);
  expect((await late(500))[1]).not.toContain("The first.");
});

test("a second greeting on a later connection is not spoken, and an empty one is no fault", async () => {
  const greetedWith = async (content: string): Promise<CallReport> => {
    const { report } = await runCall({
      server: {
        onOpen: (socket) => socket.send(response(0, socket.index === 0 ? "Hello." : content)),
        onEvent: guideServer.onEvent,
      },
      caller: [waitForAgent(), pause(2_000), say("Still there?")],
      faults: { plan: [{ kind: "break", atMs: 1_500 }] },
    });
    return report;
  };
  const greeted = await greetedWith("Hello again.");
  expect(foundCodes(greeted)).toEqual(["connection-broken", "greeted-again"]);
  expect(greeted.call.transcript).not.toContain("again.\nUser");
  expect(foundCodes(await greetedWith(""))).toEqual(["connection-broken"]);
});

test("a response without end is taken in up to a limit", async () => {
  const report = await answeredBy(
    (socket, id) => {
      for (let part = 0; part < 50; part += 1) socket.send(response(id, "More. ", { content_complete: false }));
      socket.send(response(id, ""));
    },
    { model: { responseLimitCharacters: 60 } },
  );
  expect(foundCodes(report)).toEqual(["overlong-response"]);
  expect(report.call.transcript_object.at(-1)?.content.length).toBeLessThan(70);
});

test("tool events beyond a limit are not kept", async () => {
  const report = await answeredBy(
    (socket, id) => {
      for (let count = 0; count < 20; count += 1) {
        socket.send({ response_type: "tool_call_invocation", tool_call_id: `${count}`, name: "a", arguments: "{}" });
      }
      socket.send(response(id, "Hi."));
    },
    { model: { toolEventLimitCount: 5 } },
  );
  expect(report.findingCounts).toMatchObject({ "too-many-tool-events": 15 });
  expect(report.call.transcript_with_tool_calls.filter(({ role }) => role === "tool_call_invocation")).toHaveLength(5);
});

test("a fault that is repeated without end is counted, and kept fifty times", async () => {
  const report = await answeredBy((socket, id) => {
    for (let count = 0; count < 200; count += 1) socket.send("no JSON");
    socket.send(response(id, "Hi."));
  });
  expect(report.findingCounts).toEqual({ "bad-json": 200 });
  expect(report.findings).toHaveLength(50);
});

test("each message is logged with what became of it", async () => {
  const report = await answeredBy((socket, id) => {
    socket.send(response(id + 7, "Hi."));
    socket.send(response(id, "Hi."));
  });
  const fromServer = report.frames.filter(({ direction }) => direction === "from-server");
  expect(fromServer.map(({ type, responseId, verdict, findings }) => [type, responseId, verdict, findings])).toEqual([
    ["response", 0, "accepted", []],
    ["response", 8, "dropped", ["unasked-response"]],
    ["response", 1, "accepted", []],
  ]);
  expect(report.frames.map(({ index }) => index)).toEqual(report.frames.map((_, index) => index));
});
