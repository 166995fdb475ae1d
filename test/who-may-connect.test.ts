/** Who may connect, as seen from outside: every refusal is an HTTP status with one line, noted once. */
import { dummyAgent, type ServerOptions } from "repartee";
import type { LogFields } from "repartee/observe";
import { connectTestClient, HandshakeRefused, startTestServer, type TestClientOptions } from "repartee/testing";
import { describe, expect, it } from "vitest";

const secret = "a-secret-of-sixteen";

/** The status and reason of a refusal, or "admitted". */
async function dial(url: string, options?: TestClientOptions): Promise<string> {
  try {
    using client = await connectTestClient(url, options);
    await client.next();
    return "admitted";
  } catch (error) {
    if (!(error instanceof HandshakeRefused)) throw error;
    return `${error.status} ${error.reason}`;
  }
}

function recordLog() {
  const lines: { message: string; fields: LogFields | undefined }[] = [];
  const ignore = (): void => undefined;
  const log = {
    debug: ignore,
    info: ignore,
    warn: (message: string, fields?: LogFields) => void lines.push({ message, fields }),
    error: ignore,
  };
  return { log, lines };
}

const start = (options: Partial<ServerOptions> = {}) => startTestServer({ agent: dummyAgent, ...options });

describe("a refusal", () => {
  const cases: [string, Partial<ServerOptions>, string, string][] = [
    ["of an address", { admitLoopback: false }, "/llm-websocket/call-1", "403 This address may not connect."],
    ["of a missing secret", { secret }, "/llm-websocket/call-1", "403 The secret is missing or wrong."],
    ["of a wrong secret", { secret }, `/llm-websocket/${secret}x/call-1`, "403 The secret is missing or wrong."],
    ["of a foreign path", {}, "/other/call-1", "404 There is nothing here."],
    ["of a path without a call id", {}, "/llm-websocket/", "400 The path must end in one call id."],
    ["of control characters", {}, "/llm-websocket/a%0Ab", "400 The path must end in one call id."],
    ["of a long path", { maxPathLength: 99 }, `/llm-websocket/${"a".repeat(99)}`, "414 The path is too long."],
  ];

  it.each(cases)(
    "%s is a status with a reason, noted once without the path",
    async (_name, options, path, expected) => {
      const { log, lines } = recordLog();
      await using server = await start({ ...options, log });
      expect(await dial(`ws://127.0.0.1:${server.port}${path}`)).toBe(expected);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatchObject({
        message: "connection refused",
        fields: { status: Number(expected.slice(0, 3)), address: "127.0.0.1" },
      });
      expect(JSON.stringify(lines)).not.toMatch(/secret-of|aaa|call-1/);
    },
  );

  it("closes the connection that it is given on", async () => {
    await using server = await start();
    const response = await fetch(`${server.httpUrl}/llm-websocket/call-1`);
    expect(response.status).toBe(426);
    expect(response.headers.get("upgrade")).toBe("websocket");
    expect(await response.text()).toBe("This is a WebSocket address: connect with ws:// or wss://.\n");
  });
});

describe("the limits", () => {
  it("turn a call away with 503 when there are as many as allowed, and admit one that is up already", async () => {
    await using server = await start({ maxCalls: 1 });
    using _first = await connectTestClient(`${server.url}one`);
    expect(await dial(`${server.url}two`)).toBe("503 This server has as many calls as it takes.");
    expect((await fetch(`${server.httpUrl}/readyz`)).status).toBe(503);
    expect((await fetch(`${server.httpUrl}/healthz`)).status).toBe(200);
    expect(await dial(`${server.url}one`)).toBe("admitted");
    // Its newest connection is broken now; as soon as the server notices, the call only waits, and gives way.
    while (!server.server.ready) await fetch(`${server.httpUrl}/readyz`);
    expect(await dial(`${server.url}two`)).toBe("admitted");
  });

  it("turn a call away with 429 when its address has as many as allowed", async () => {
    await using server = await start({
      maxCallsPerAddress: 1,
      trustedProxies: ["127.0.0.1"],
      allow: ["203.0.113.0/24"],
    });
    const from = (address: string): TestClientOptions => ({ headers: { "x-forwarded-for": address } });
    using _first = await connectTestClient(`${server.url}one`, from("203.0.113.1"));
    expect(await dial(`${server.url}two`, from("203.0.113.1"))).toBe(
      "429 This address has as many calls as it may have.",
    );
    expect(await dial(`${server.url}two`, from("203.0.113.2"))).toBe("admitted");
    expect(await dial(`${server.url}three`, from("198.51.100.1"))).toBe("403 This address may not connect.");
  });
});

describe("somebody who may connect", () => {
  it("is this machine with admitLoopback, unless a foreign page or a tunnel is behind it", async () => {
    await using server = await start();
    const refused = "403 This address may not connect.";
    expect(await dial(`${server.url}one`)).toBe("admitted");
    expect(await dial(`ws://localhost:${server.port}/llm-websocket/two`)).toBe("admitted");
    expect(await dial(`${server.url}three`, { headers: { origin: "http://localhost:5173" } })).toBe("admitted");
    expect(await dial(`${server.url}four`, { headers: { origin: "https://example.com" } })).toBe(refused);
    expect(await dial(`${server.url}five`, { headers: { host: "rebound.example.com" } })).toBe(refused);
    expect(await dial(`${server.url}six`, { headers: { "x-forwarded-for": "100.20.5.228" } })).toBe(refused);
  });

  it("knows the secret, in the path or in the query", async () => {
    await using server = await start({ secret });
    expect(await dial(`${server.url}${secret}/one`)).toBe("admitted");
    expect(await dial(`${server.url}two?secret=${secret}`)).toBe("admitted");
  });

  it("is anybody with allowAnyone", async () => {
    await using server = await start({ allowAnyone: true });
    expect(await dial(`${server.url}one`, { headers: { host: "voice.example.com" } })).toBe("admitted");
  });
});
