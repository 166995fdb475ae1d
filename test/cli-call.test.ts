import { readFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { defineAgent, dummyAgent, endCall } from "../src/index.ts";
import { type CallEvent, type CallReport, readRecording } from "../src/platform/index.ts";
import { startTestServer } from "../src/testing/index.ts";
import { createScriptedContext } from "./support/cli-context.ts";
import { listen } from "./support/listen.ts";
import { runCli } from "./support/run-cli.ts";

/** The speech clock runs fast; silences and timers are as long as they are. */
const fast = ["--speed", "50"];

/** A WebSocket server that can do everything wrong. */
async function startBroken(
  onConnection: (socket: WebSocket) => void,
): Promise<AsyncDisposable & { readonly url: string }> {
  const http = createHttpServer();
  const sockets = new WebSocketServer({ server: http });
  sockets.on("connection", (socket) => {
    socket.on("error", () => undefined);
    onConnection(socket);
  });
  const listening = await listen(http);
  return {
    url: `ws://${listening.host}/`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate();
      await listening[Symbol.asyncDispose]();
    },
  };
}

const greet = (socket: WebSocket): void => {
  socket.send(
    JSON.stringify({
      response_type: "response",
      response_id: 0,
      content: "Hello.",
      content_complete: true,
      end_call: false,
    }),
  );
};

test("a scripted call is told in lines, and ends well", async () => {
  await using server = await startTestServer({ agent: dummyAgent });
  await using cli = runCli(["call", server.url, "--say", "When are you open?", "--say", "Thanks, bye", ...fast]);
  expect(await cli.exited).toBe(0);
  const lines = cli.stdout.split("\n").map((line) => line.replace(/ {2}\(first word.*\)$/, ""));
  expect(lines.slice(1, 7)).toEqual([
    "       · connected",
    "agent  How may I help you?",
    "you    When are you open?",
    "agent  I am sorry, can you say that again?",
    "you    Thanks, bye",
    "agent  I am sorry, can you say that again?",
  ]);
  expect(cli.stdout).toContain("The call ended: user_hangup (you hung up)");
  expect(cli.stdout).toContain("Nothing was found that would go wrong on the platform.");
  expect(cli.stdout.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  expect(cli.stderr).toBe("");
});

test("a call that the agent ends has ended well too", async () => {
  const agent = defineAgent({
    greeting: "Hello.",
    *respond() {
      yield "Goodbye.";
      yield endCall();
    },
  });
  await using server = await startTestServer({ agent });
  await using cli = runCli(["call", server.url, "--say", "Bye", ...fast]);
  expect(await cli.exited).toBe(0);
  expect(cli.stdout).toContain("· the agent hangs up");
  expect(cli.stdout).toContain("The call ended: agent_hangup");
});

test("--json prints events and last the report, --record the same to a file", async () => {
  using world = createScriptedContext();
  await using server = await startTestServer({ agent: dummyAgent });
  await using cli = runCli(["call", server.url, "--say", "Hello?", "--json", "--record", "call.jsonl", ...fast], {
    folder: world.folder,
  });
  expect(await cli.exited).toBe(0);
  const objects = cli.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as CallEvent | { type: "report"; report: CallReport });
  const last = objects.at(-1);
  if (last?.type !== "report") throw new Error("the last line is no report");
  expect(last.report.call.transcript).toBe(
    "Agent: How may I help you?\nUser: Hello?\nAgent: I am sorry, can you say that again?\n",
  );
  const recording = readRecording(readFileSync(join(world.folder, "call.jsonl"), "utf8"));
  expect(recording.report).toEqual(last.report);
  expect(recording.events).toEqual(objects.slice(0, -1));
});

test("lines that are piped in are said one after the other", async () => {
  await using server = await startTestServer({ agent: dummyAgent });
  await using cli = runCli(["call", server.url, ...fast], { input: "Hello?\n/press 1\nBye\n" });
  expect(await cli.exited).toBe(0);
  const said = cli.stdout.split("\n").filter((line) => /^(you|agent)|you press/.test(line));
  expect(said.map((line) => line.replace(/ {2}\(.*/, ""))).toEqual([
    "agent  How may I help you?",
    "you    Hello?",
    "agent  I am sorry, can you say that again?",
    "       · you press 1",
    "agent  I am sorry, can you say that again?",
    "you    Bye",
    "agent  I am sorry, can you say that again?",
  ]);
});

test("SIGINT hangs up, and the server sees a proper goodbye", async () => {
  let closedWith: (code: number) => void = () => undefined;
  const code = new Promise<number>((resolve) => {
    closedWith = resolve;
  });
  await using server = await startBroken((socket) => {
    socket.on("close", closedWith);
    greet(socket);
  });
  await using cli = runCli(["call", server.url, "--say", "Hello?", ...fast]);
  await cli.printed(/agent {2}Hello\./);
  cli.kill("SIGINT");
  expect(await cli.exited).toBe(0);
  expect(await code).toBe(1000);
  expect(cli.stdout).toContain("The call ended: user_hangup");
});

describe("a call that ended in an error has the exit code 1", () => {
  test.each<[string, (socket: WebSocket) => void, string]>([
    ["closed as a fault", (socket) => socket.close(1011), "error_llm_websocket_runtime"],
    ["closed without a code", (socket) => socket.close(), "error_llm_websocket_open"],
    ["binary", (socket) => socket.send(Buffer.from([1])), "error_llm_websocket_corrupt_payload"],
  ])("%s", async (_, act, reason) => {
    await using server = await startBroken((socket) => {
      greet(socket);
      act(socket);
    });
    await using cli = runCli(["call", server.url, "--say", "Hello?", ...fast]);
    expect(await cli.exited).toBe(1);
    expect(cli.stdout).toContain(`The call ended: ${reason}`);
    expect(cli.stdout).toContain("On the platform nobody would have told you:");
  });
});

test("what the platform would drop without a word is told, with what to do", async () => {
  await using server = await startBroken((socket) => {
    greet(socket);
    socket.send(
      JSON.stringify({ response_type: "response", response_id: 0, content: "Hello.", content_complete: "true" }),
    );
    socket.send("Hello?");
  });
  await using cli = runCli(["call", server.url, ...fast]);
  expect(await cli.exited).toBe(0);
  expect(cli.stdout).toMatch(/! bad-event: .*content_complete/);
  expect(cli.stdout).toMatch(/ {2}! bad-event: .*true and not "true"/);
  expect(cli.stdout).toMatch(/ {2}! bad-json: .*one JSON object/);
});

test("the platform's three attempts are made, and the report names the reason", async () => {
  await using server = await listen(createTcpServer((socket) => socket.on("error", () => undefined).destroy()));
  await using cli = runCli(["call", `ws://${server.host}/`, "--say", "Hello?", "--json"]);
  expect(await cli.exited).toBe(1);
  const last = JSON.parse(cli.stdout.trimEnd().split("\n").at(-1) ?? "") as { report: CallReport };
  expect(last.report.log.map(({ text }) => text)).toEqual([
    "LLM Ws init attempt 0",
    "LLM Ws init attempt 1",
    "LLM Ws init attempt 2",
    "Ws max retry attempt reached",
  ]);
  expect(last.report.findings[0]?.message).toMatch(/^3 attempts failed: .* hung up without an answer/);
  expect(cli.stderr).toMatch(/^repartee: .* hung up without an answer.*\nTrying twice more.*\n$/);
});

test("a slip gets one clear line and the exit code 2", async () => {
  await using cli = runCli(["call", "localhost:3000/llm-websocket/"]);
  expect(await cli.exited).toBe(2);
  expect(cli.stderr).toBe(
    'repartee: "localhost:3000/llm-websocket/" has no scheme. Did you mean ws://localhost:3000/llm-websocket/?\n',
  );
  expect(cli.stdout).toBe("");
});

test("http is as good as ws, and a variable of the call takes its place in the URL", async () => {
  await using server = await startTestServer({ agent: dummyAgent, path: "/tenant-7" });
  await using cli = runCli([
    "call",
    `${server.httpUrl}/{{tenant}}`,
    "--details",
    "tenant=tenant-7",
    "--say",
    "Hi",
    ...fast,
  ]);
  expect(await cli.exited).toBe(0);
  expect(cli.stdout).toMatch(/^Calling ws:\/\/127\.0\.0\.1:\d+\/tenant-7\/call_/);
});
