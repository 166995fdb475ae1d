import { dummyAgent } from "repartee";
import { HandshakeRefused } from "repartee/testing";
import { describe, expect, test } from "vitest";
import { createConsole } from "../src/console/index.ts";
import { ask } from "./support/ask.ts";
import { builtPage, createPageFolder, hasty, openPage, startWithConsole } from "./support/console-page.ts";
import { connectRaw } from "./support/raw-connection.ts";

const token = "0123456789abcdef";

describe("the page", () => {
  test("is at the root, with the strictest policy that it can live with, and without a cookie", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    const { host } = new URL(started.pageUrl);
    const { status, headers, body } = await ask(started.pageUrl);
    expect([status, body]).toEqual([200, builtPage["index.html"]]);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        `default-src 'self'; connect-src 'self' ws://${host} wss://${host}; object-src 'none'; base-uri 'none'; ` +
        "form-action 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(headers["set-cookie"]).toBeUndefined();
    const script = await ask(`${started.pageUrl}assets/index-abc.js`);
    expect([script.body, script.headers["content-type"]]).toEqual(["run();", "text/javascript; charset=utf-8"]);
    expect(script.headers["cache-control"]).toContain("immutable");
  });

  test("leaves the server's own answers alone", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    expect((await ask(`${started.pageUrl}healthz`)).body).toBe("ok\n");
    expect((await ask(`${started.pageUrl}readyz`)).status).toBe(200);
    expect((await ask(`${started.pageUrl}llm-websocket/call_1`)).status).toBe(426);
    expect((await ask(`${started.pageUrl}nothing`)).status).toBe(404);
    expect((await ask(`${started.pageUrl}viewer.html`)).status).toBe(404);
  });

  test("is only read: everything but GET and HEAD is refused", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    const head = await ask(started.pageUrl, {}, undefined, "HEAD");
    expect([head.status, head.body, head.headers["content-length"]]).toEqual([
      200,
      "",
      String(builtPage["index.html"].length),
    ]);
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      expect(await ask(started.pageUrl, {}, undefined, method)).toMatchObject({
        status: 405,
        headers: { allow: "GET, HEAD" },
      });
    }
  });

  test.each([
    "/../package.json",
    "/assets/../../package.json",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/..%2f..%2fpackage.json",
    "/assets/..\\..\\package.json",
    "//etc/passwd",
    "/console/calls/../../package.json",
  ])("gives out no file but its own: %s", async (path) => {
    await using started = await startWithConsole({ agent: dummyAgent });
    expect((await ask(started.pageUrl, {}, path)).status).toBe(404);
    using raw = await connectRaw(started.server.port);
    raw.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
    expect(await raw.answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  test("that is not built says how to build it", async () => {
    using folder = createPageFolder({});
    await using started = await startWithConsole({ agent: dummyAgent }, { pageFolder: folder.path });
    expect(await ask(started.pageUrl)).toMatchObject({ status: 200, body: expect.stringContaining("npm run build") });
    using page = await openPage(started.pageUrl);
    const id = await page.place({ url: started.server.url, ...hasty });
    const { status, body } = await ask(`${started.pageUrl}console/calls/${id}.html`);
    expect([status, body]).toEqual([503, expect.stringContaining("npm run build")]);
  });
});

describe("strangers", () => {
  const strangers: Record<string, Record<string, string>> = {
    "a foreign name that points here": { host: "evil.test" },
    "a page of another site": { origin: "https://evil.test" },
    "a page of another port of this machine": { origin: "http://localhost:1" },
    "somebody behind a proxy": { "x-forwarded-for": "203.0.113.7" },
    "somebody behind a tunnel": { "x-forwarded-host": "abc.tunnel.test", "x-forwarded-proto": "https" },
  };

  test.each(Object.keys(strangers))("cannot open the feed: %s", async (name) => {
    await using started = await startWithConsole({ agent: dummyAgent });
    const refused = await openPage(started.pageUrl, strangers[name]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(HandshakeRefused);
    expect((refused as HandshakeRefused).status).toBe(404);
  });

  test.each(Object.keys(strangers))("see neither the page nor a call: %s", async (name) => {
    await using started = await startWithConsole({ agent: dummyAgent });
    using page = await openPage(started.pageUrl);
    const id = await page.place({ url: started.server.url, ...hasty });
    const root = await ask(started.pageUrl, strangers[name]);
    expect(root.body).not.toContain("assets/");
    for (const path of [`console/calls/${id}.jsonl`, `console/calls/${id}.html`, "assets/index-abc.js"]) {
      expect((await ask(started.pageUrl + path, strangers[name])).status).toBe(404);
    }
  });

  test("a page of this console itself is none", async () => {
    await using started = await startWithConsole({ agent: dummyAgent });
    using page = await openPage(started.pageUrl, { origin: new URL(started.pageUrl).origin });
    expect(page.hello.type).toBe("hello");
  });
});

describe("behind a token", () => {
  test("the page, its files, its feed and its calls are below the token, for whoever comes with it", async () => {
    await using started = await startWithConsole({ agent: dummyAgent }, { token });
    const stranger = { host: "voice.example.com", "x-forwarded-for": "203.0.113.7" };
    expect((await ask(started.pageUrl, stranger)).body).toBe(builtPage["index.html"]);
    expect((await ask(`${started.pageUrl}assets/index-abc.js`, stranger)).status).toBe(200);
    using page = await openPage(started.pageUrl, { ...stranger, origin: "https://voice.example.com" });
    const id = await page.place({ url: started.server.url, ...hasty });
    expect((await ask(`${started.pageUrl}console/calls/${id}.jsonl`, stranger)).status).toBe(200);
  });

  test("and nothing is there without it, nor for a page of another site that knows it", async () => {
    await using started = await startWithConsole({ agent: dummyAgent }, { token });
    const root = `${started.server.httpUrl}/`;
    expect((await ask(root)).body).not.toContain("assets/");
    for (const path of ["console/", "console/wrong-token-0000/", "assets/index-abc.js", "console/feed"]) {
      expect((await ask(root + path)).status).toBe(404);
    }
    await expect(openPage(root)).rejects.toThrow(HandshakeRefused);
    await expect(openPage(started.pageUrl, { origin: "https://evil.test" })).rejects.toThrow(HandshakeRefused);
  });

  test("which is long enough not to be guessed", () => {
    expect(() => createConsole({ version: "1", token: "short" })).toThrow("at least 16");
  });
});
