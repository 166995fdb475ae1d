import { expect, test } from "vitest";
import {
  createMemoryServer,
  guideServer,
  isRequest,
  type MemoryServerScript,
  response,
} from "../../../test/support/memory-server.ts";
import { createVirtualClock } from "../../internal/index.ts";
import { type CallReport, scriptedCaller, startCall } from "../../platform/index.ts";
import { summarise } from "./summary.ts";

async function reportOf(server: MemoryServerScript, lines: readonly string[]): Promise<CallReport> {
  const clock = createVirtualClock();
  const { dial } = createMemoryServer(clock, server);
  const call = startCall({ url: "ws://agent.test/", dial, clock, caller: scriptedCaller(lines) });
  return clock.runUntil(call.report);
}

function show(report: CallReport): string {
  return summarise(report)
    .map(({ text, ink = "plain" }) => (ink === "plain" ? text : `<${ink}> ${text}`))
    .join("\n");
}

test("a good call ends with its times and nothing else", async () => {
  const report = await reportOf(guideServer, ["Hello?", "Are you there?"]);
  expect(show(report)).toMatchInlineSnapshot(`
    "
    The call ended: user_hangup (you hung up) after 8 s, in which the agent spoke 3 times.
    <dim>   first word      p50 0 ms     p95 0 ms     from the request to the answer's first text
    <dim>   first sentence  p50 0 ms     p95 0 ms     from the request to what can be spoken
    <dim>   silence         p50 400 ms   p95 400 ms   from your last word to the agent's first
    Nothing was found that would go wrong on the platform."
  `);
});

test("each thing that went wrong is told once, the worst first, with its count and what to do", async () => {
  const report = await reportOf(
    {
      onOpen: (socket) => socket.send(response(0, "Hello.")),
      onEvent(event, socket) {
        if (!isRequest(event)) return;
        socket.send({ response_type: "respnse" });
        socket.send({ response_type: "respnse" });
        if (event.response_id === 1) socket.send(response(1, ""));
        else socket.close(1011);
      },
    },
    ["One?", "Two?"],
  );
  expect(show(report)).toMatchInlineSnapshot(`
    "
    <error> The call ended: error_llm_websocket_runtime (the server closed or broke the connection) after 2 s, in which the agent spoke once.

    On the platform nobody would have told you:
    <error>   ! closed-with-error: Any close but 1000 and 1006 ends the call as an error. Survive what can be survived instead of closing.
    <warning>   ! unknown-type, 4 times: The message was lost. Check the spelling of response_type.
    <dim>   · silent-response: Empty content says nothing. That is legal, when it is meant."
  `);
});

test("answers that were withdrawn count in no time", async () => {
  const report = await reportOf(guideServer, ["Hello?"]);
  const withdrawn = { turnId: 9, kind: "response", outcome: "withdrawn", askedAtMs: 0, firstTextMs: 5_000 } as const;
  expect(show({ ...report, turns: [...report.turns, withdrawn] })).toBe(show(report));
});

test("a server that hangs up without a word may not know the path", async () => {
  const report = await reportOf({ onOpen: (socket) => socket.close(1005) }, []);
  expect(show(report)).toMatch(/It hung up before it sent anything\..*: check the path of the URL\.$/);
});

test("a call that never came about has no times", async () => {
  const report = await reportOf({ accept: () => false }, []);
  expect(show(report)).toMatchInlineSnapshot(`
    "
    <error> The call ended: error_llm_websocket_open (no connection, or one that was closed without a code)."
  `);
});
