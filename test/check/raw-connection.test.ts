/** The hand-made connection of the checker against servers of the library `ws`, which knows the rules. */
import { readFileSync } from "node:fs";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { openRawConnection, type RawConnection } from "../../src/check/by-hand/raw-connection.ts";
import { encodeFrame, opcodes } from "../../src/check/by-hand/web-socket-frames.ts";
import { createContext } from "../../src/check/context.ts";
import { resolveCheckSettings } from "../../src/check/settings.ts";
import { realClock } from "../../src/internal/index.ts";
import { dialWebSocket } from "../../src/platform/index.ts";
import { startModelServer } from "./model-server.ts";
import { testSettings } from "./settings.ts";

type TestContext = ReturnType<typeof createContext>;

function contextFor(url: string, signal = new AbortController().signal): TestContext {
  return createContext({
    url,
    settings: resolveCheckSettings(testSettings),
    clock: realClock,
    dial: dialWebSocket,
    signal,
  });
}

/** Sends every message back, and what the test likes besides. */
async function startEcho(options: object = {}, onConnection: (socket: WebSocket) => void = () => undefined) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, ...options });
  server.on("connection", (socket) => {
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
    onConnection(socket);
  });
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function texts(raw: RawConnection, count: number): Promise<string[]> {
  expect(await raw.until(() => raw.frames.length >= count, 2_000)).toBe(true);
  return raw.frames.map(({ text }) => text);
}

it("sends and receives messages of every length", async () => {
  await using server = await startEcho();
  using raw = await openRawConnection(contextFor(server.url));
  const messages = ["", "é", "x".repeat(125), "x".repeat(126), "x".repeat(65_536)];
  for (const message of messages) raw.text(message);
  expect(await texts(raw, messages.length)).toEqual(messages);
  expect(raw.answer.headers["sec-websocket-accept"]).toMatch(/=$/);
});

it("sends what comes with the handshake in the same packet", async () => {
  await using server = await startEcho();
  using raw = await openRawConnection(contextFor(server.url), { withHandshake: encodeFrame("early") });
  expect(await texts(raw, 1)).toEqual(["early"]);
});

it("joins the fragments of a message, also when a ping comes between them", async () => {
  await using server = await startEcho({}, (socket) => {
    socket.send("one ", { fin: false });
    socket.ping("?");
    socket.send("message", { fin: true });
  });
  using raw = await openRawConnection(contextFor(server.url));
  expect(await texts(raw, 2)).toEqual(["?", "one message"]);
});

it("speaks permessage-deflate, with what was sent before as the dictionary", async () => {
  await using server = await startEcho({ perMessageDeflate: { threshold: 0 } });
  const headers = { "Sec-WebSocket-Extensions": "permessage-deflate" };
  using raw = await openRawConnection(contextFor(server.url), { headers });
  const message = "How may I help you? How may I help you?";
  for (let count = 0; count < 3; count += 1) raw.send(encodeFrame(message, { isCompressed: true }));
  expect(await texts(raw, 3)).toEqual([message, message, message]);
  expect(raw.frames.every(({ isCompressed }) => isCompressed)).toBe(true);
});

it("tells how the server closed", async () => {
  const closed = async (close: (socket: WebSocket) => void): Promise<object> => {
    await using server = await startEcho({}, close);
    using raw = await openRawConnection(contextFor(server.url));
    return await raw.closed;
  };
  expect(await closed((socket) => socket.close(1011, "no model"))).toEqual({ code: 1011, reason: "no model" });
  expect(await closed((socket) => socket.close())).toEqual({ code: 1005, reason: "" });
  expect(await closed((socket) => socket.terminate())).toEqual({ code: 1006, reason: "" });
});

it("answers pings, and a close of its own is answered by the server", async () => {
  let pong: (data: Buffer) => void = () => undefined;
  const ponged = new Promise<Buffer>((resolve) => {
    pong = resolve;
  });
  await using server = await startEcho({}, (socket) => {
    socket.on("pong", pong);
    socket.ping("there?");
  });
  using raw = await openRawConnection(contextFor(server.url));
  expect(String(await ponged)).toBe("there?");
  raw.close(1000);
  expect(await raw.closed).toEqual({ code: 1000, reason: "" });
  expect(raw.frames.at(-1)?.opcode).toBe(opcodes.close);
});

it("works over TLS", async () => {
  const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url));
  await using server = await startModelServer({
    createServer: () => createTlsServer({ cert: fixture("cert.pem"), key: fixture("key.pem") }),
  });
  using raw = await openRawConnection(contextFor(server.url.replace("ws:", "wss:")));
  expect(await raw.until(() => raw.frames.length === 2, 2_000)).toBe(true);
});

it("says why no connection could be opened", async () => {
  await using server = await startModelServer();
  const nowhere = server.url.replace("/llm-websocket/", "/");
  await expect(openRawConnection(contextFor(nowhere))).rejects.toThrow("HTTP 404");
  await expect(openRawConnection(contextFor("ws://127.0.0.1:1/"))).rejects.toThrow("ECONNREFUSED");
  const givenUp = AbortSignal.abort(new Error("given up"));
  await expect(openRawConnection(contextFor(server.url, givenUp))).rejects.toThrow("given up");
});

it("gives up a server that sends what is no frame", async () => {
  await using server = await startEcho({}, (socket) => {
    const { _socket: tcp } = socket as WebSocket & { _socket: { write(bytes: Uint8Array): void } };
    tcp.write(Uint8Array.from([0xff, 0xff, 0xff, 0xff]));
  });
  using raw = await openRawConnection(contextFor(server.url));
  expect(await raw.closed).toEqual({ code: 1006, reason: "" });
});
