/** The pages beside the calls: they answer anybody, and tell nothing else. */
import { dummyAgent, type ServerOptions } from "repartee";
import { startTestServer } from "repartee/testing";
import { describe, expect, it } from "vitest";
import { connectRaw } from "./support/raw-connection.ts";

const start = (options: Partial<ServerOptions> = {}) =>
  startTestServer({ agent: dummyAgent, admitLoopback: false, ...options });

async function get(port: number, path: string, headers: Readonly<Record<string, string>> = {}, method = "GET") {
  using raw = await connectRaw(port);
  const lines = Object.entries({ host: "voice.example.com", connection: "close", ...headers });
  raw.write(`${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
  const [head = "", body] = (await raw.answer).split("\r\n\r\n");
  return { status: Number(head.split(" ")[1]), head: head.toLowerCase(), body };
}

describe("the page at /", () => {
  it("shows strangers the URL to paste, from the host that they asked for", async () => {
    await using server = await start();
    const { status, head, body } = await get(server.port, "/");
    expect(status).toBe(200);
    expect(body).toContain("<code>ws://voice.example.com/llm-websocket/</code>");
    expect(body).not.toContain("tunnel");
    expect(head).toContain("content-security-policy: default-src 'none'; style-src 'sha256-");
    expect(head).toContain("x-content-type-options: nosniff");
  });

  it("shows wss:// behind a proxy that ends TLS, and publicUrl where it is set", async () => {
    await using server = await start();
    const behind = await get(server.port, "/", { "x-forwarded-proto": "https, http" });
    expect(behind.body).toContain("<code>wss://voice.example.com/llm-websocket/</code>");
    await using known = await start({ publicUrl: "https://known.example.com/voice", path: "/calls" });
    expect((await get(known.port, "/")).body).toContain("<code>wss://known.example.com/voice/calls/</code>");
  });

  it("escapes what it shows", async () => {
    await using server = await start({ publicUrl: "https://example.com/a'b&c" });
    expect((await get(server.port, "/")).body).toContain("<code>wss://example.com/a&#39;b&#38;c/llm-websocket/</code>");
  });

  it("says that the platform cannot reach localhost", async () => {
    await using server = await start();
    const { body } = await get(server.port, "/", { host: `localhost:${server.port}` });
    expect(body).toContain(`<code>ws://localhost:${server.port}/llm-websocket/</code>`);
    expect(body).toContain("tunnel");
  });

  it.each(['"><script>alert(1)</script>', "a b", "a/b", "[::", "user@evil", "a:99999", "", "x".repeat(300)])(
    "does not repeat the host %j",
    async (host) => {
      await using server = await start();
      const { body } = await get(server.port, "/", { host });
      expect(body).toContain("<code>ws");
      expect(body).toContain("://your-domain.example/llm-websocket/</code>");
      expect(body).not.toContain("script");
    },
  );

  it("says where a secret goes, and not what it is", async () => {
    await using server = await start({ secret: "a-secret-of-sixteen" });
    const { body } = await get(server.port, "/");
    expect(body).toContain("/llm-websocket/YOUR-SECRET/");
    expect(body).not.toContain("a-secret-of-sixteen");
  });
});

describe("the other paths", () => {
  it.each([
    ["/healthz", 200, "ok\n"],
    ["/healthz?probe=1", 200, "ok\n"],
    ["/readyz", 200, "ready\n"],
    ["/llm-websocket", 426, "This is a WebSocket address: connect with ws:// or wss://.\n"],
    ["/llm-websocket/call-1", 426, "This is a WebSocket address: connect with ws:// or wss://.\n"],
    ["/favicon.ico", 404, "There is nothing here.\n"],
    ["/healthz/", 404, "There is nothing here.\n"],
    ["*", 404, "There is nothing here.\n"],
  ])("%s is answered with %i", async (path, status, body) => {
    await using server = await start();
    expect(await get(server.port, path)).toMatchObject({ status, body });
  });

  it("have no body for HEAD, and take nothing else", async () => {
    await using server = await start();
    for (const path of ["/", "/healthz", "/nothing"]) {
      expect(await get(server.port, path, {}, "HEAD")).toMatchObject({ body: "" });
      expect(await get(server.port, path, { "content-length": "0" }, "POST")).toMatchObject({ status: 405 });
    }
  });
});
