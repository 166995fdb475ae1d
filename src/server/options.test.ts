import { dummyAgent, isReparteeError, type ServerOptions } from "repartee";
import { expect, it } from "vitest";
import { defaultServerOptions, resolveServerOptions, uponAiAddress } from "./options.ts";

const agent = dummyAgent;

it("admits UponAI's address and no other by default", () => {
  const { gate } = resolveServerOptions({ agent });
  expect(uponAiAddress).toBe("100.20.5.228");
  expect(gate.allow?.has("100.20.5.228")).toBe(true);
  expect(gate.allow?.has("127.0.0.1")).toBe(false);
  expect(gate.admitLoopback).toBe(false);
  expect(gate.trustedProxies.has("127.0.0.1")).toBe(false);
});

it("takes undefined for the default", () => {
  expect(resolveServerOptions({ agent, port: undefined, allow: undefined })).toMatchObject({ port: 3000 });
});

it("has defaults that it would accept", () => {
  expect(() => resolveServerOptions({ agent, ...defaultServerOptions })).not.toThrow();
});

it.each(["/llm-websocket", "/llm-websocket/", "//llm-websocket//"])("writes the path %s in one way", (path) => {
  expect(resolveServerOptions({ agent, path }).path).toBe("/llm-websocket");
});

const refused: [Partial<ServerOptions> & Record<string, unknown>, string][] = [
  [{ prot: 3000 }, "prot"],
  [{ port: -1 }, "port"],
  [{ port: 65_536 }, "port"],
  [{ port: 1.5 }, "port"],
  [{ path: "llm-websocket" }, "path"],
  [{ path: "/llm?x" }, "path"],
  [{ allow: [] }, "allow"],
  [{ allow: ["everybody"] }, "allow"],
  [{ allow: ["10.0.0.0/8"], allowAnyone: true }, "allowAnyone"],
  [{ trustedProxies: ["proxy.example.com"] }, "trustedProxies"],
  [{ secret: "" }, "secret"],
  [{ secret: "short" }, "secret"],
  [{ secret: "sixteen/characters" }, "secret"],
  [{ maxCalls: 0 }, "maxCalls"],
  [{ maxCallsPerAddress: -1 }, "maxCallsPerAddress"],
  [{ handshakeTimeoutMs: Number.NaN }, "handshakeTimeoutMs"],
  [{ maxPathLength: 0.5 }, "maxPathLength"],
  [{ maxFrameBytes: 1_048_575 }, "maxFrameBytes"],
  [{ maxHttpConnections: 0 }, "maxHttpConnections"],
  [{ publicUrl: "voice.example.com" }, "voice.example.com"],
  [{ session: { turnTimeoutMs: 0 } }, "turnTimeoutMs"],
];

it.each(refused)("refuses %j and names it", (options, name) => {
  const resolve = (): unknown => resolveServerOptions({ agent, ...options });
  expect(resolve).toThrow(name);
  expect(resolve).toThrow(expect.toSatisfy((error) => isReparteeError(error) && error.code === "bad-option"));
});

it("does not repeat a secret in its error", () => {
  expect(() => resolveServerOptions({ agent, secret: "hunter2" })).not.toThrow(/hunter2/);
});
