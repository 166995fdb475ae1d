import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { isRequest, response } from "../../test/support/memory-server.ts";
import { foundCodes } from "../../test/support/platform-call.ts";
import type { PlatformEvent } from "../protocol/index.ts";
import {
  type CallReport,
  dialWebSocket,
  type PlatformCallOptions,
  scriptedCaller,
  silence,
  startCall,
} from "./index.ts";

const servers: WebSocketServer[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    for (const socket of server.clients) socket.terminate();
    server.close();
  }
});

/** Listens on a port of its own and calls itself. */
async function callTo(
  onConnection: (socket: WebSocket, path: string) => void,
  options: Partial<PlatformCallOptions> = {},
): Promise<{ report: CallReport; paths: string[] }> {
  const paths: string[] = [];
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  servers.push(server);
  server.on("connection", (socket, request) => {
    paths.push(request.url ?? "");
    socket.on("error", () => undefined);
    onConnection(socket, request.url ?? "");
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const call = startCall({
    url: `http://127.0.0.1:${port}/llm-websocket/?key=secret`,
    caller: scriptedCaller(["Hi"]),
    speed: 50,
    model: { endpointBaseMs: 20, earlyRequestPauseMs: 10 },
    ...options,
  });
  return { report: await call.report, paths };
}

/** Answers as the guide's server does. */
function guide(socket: WebSocket): void {
  socket.send(JSON.stringify(response(0, "How may I help you?")));
  socket.on("message", (data) => {
    const event = JSON.parse(String(data)) as PlatformEvent;
    if (isRequest(event)) socket.send(JSON.stringify(response(event.response_id, "I am sorry?")));
  });
}

test("a real server is called under its path with the call id, and its query kept", async () => {
  const { report, paths } = await callTo(guide, { callId: "call 1" });
  expect(paths).toEqual(["/llm-websocket/call%201?key=secret"]);
  expect(report.call.transcript).toBe("Agent: How may I help you?\nUser: Hi\nAgent: I am sorry?\n");
  expect(report.call.disconnection_reason).toBe("user_hangup");
  expect(report.findings).toEqual([]);
});

test("the server sees 1000 when the caller hangs up", async () => {
  let closed: (code: number) => void = () => undefined;
  const code = new Promise<number>((resolve) => {
    closed = resolve;
  });
  await callTo((socket) => {
    socket.on("close", closed);
    guide(socket);
  });
  expect(await code).toBe(1000);
});

test.each([
  [
    "a close without a code",
    (socket: WebSocket) => socket.close(),
    "error_llm_websocket_open",
    ["closed-without-code"],
  ],
  ["a close with 1000", (socket: WebSocket) => socket.close(1000), "agent_hangup", ["closed-hangup"]],
  [
    "a close with 1011",
    (socket: WebSocket) => socket.close(1011),
    "error_llm_websocket_runtime",
    ["closed-with-error"],
  ],
  [
    "a binary message",
    (socket: WebSocket) => socket.send(Buffer.from([1])),
    "error_llm_websocket_corrupt_payload",
    ["binary-frame"],
  ],
  [
    "a process that dies each time",
    (socket: WebSocket) => socket.terminate(),
    "error_llm_websocket_runtime",
    ["connection-broken"],
  ],
])("%s is seen on a real socket", async (_, act, reason, codes) => {
  const { report } = await callTo(act, { caller: scriptedCaller([silence()]) });
  expect(report.call.disconnection_reason).toBe(reason);
  expect(foundCodes(report)).toEqual(codes);
});

test("a server that speaks bytes that are no WebSocket frames breaks the connection", async () => {
  const { report } = await callTo(
    (socket) => {
      const { _socket: raw } = socket as WebSocket & { _socket: { write(bytes: Uint8Array): void } };
      raw.write(Uint8Array.from([0xff, 0xff, 0xff, 0xff]));
    },
    { caller: scriptedCaller([silence()]) },
  );
  expect(report.call.disconnection_reason).toBe("error_llm_websocket_runtime");
});

test("a connection that cannot be made ends in one error and one close", async () => {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const seen: string[] = [];
  await new Promise<void>((resolve) => {
    dialWebSocket(`ws://127.0.0.1:${port}/`, {
      onOpen: () => seen.push("open"),
      onText: () => seen.push("text"),
      onBinary: () => seen.push("binary"),
      onError: (message) => seen.push(message),
      onClose: (code) => {
        seen.push(String(code));
        resolve();
      },
    });
  });
  expect(seen).toEqual([expect.stringContaining("ECONNREFUSED"), "1006"]);
});
