import { describe, expect, test, vi } from "vitest";
import { ask } from "./support/ask.ts";
import { openPage } from "./support/console-page.ts";
import { runCli } from "./support/run-cli.ts";

// A process of its own, run from the sources, takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const token = "0123456789abcdef";

describe("dev", () => {
  test("prints one line with the page's address, and the page there calls its server", async () => {
    await using cli = runCli(["dev", "--port", "0"]);
    const [, pageUrl = ""] = await cli.printed(/^ {2}page +(http:\/\/localhost:\d+\/)$/m);
    using page = await openPage(pageUrl);
    expect(page.hello.ownUrl).toBe(`${pageUrl.replace("http", "ws")}llm-websocket/`);
    expect(page.hello.version).toMatch(/^\d+\.\d+\.\d+/);
    const id = await page.place({ url: page.hello.ownUrl ?? "", model: { agentCharactersPerSecond: 3_000 } });
    await page.untilEvent(id, "turn-finished");
    cli.kill("SIGINT");
    expect(await cli.exited).toBe(0);
  });

  test("shows a stranger who comes through a proxy the server's own page", async () => {
    await using cli = runCli(["dev", "--port", "0"]);
    const [, pageUrl = ""] = await cli.printed(/^ {2}page +(http:\/\/localhost:\d+\/)$/m);
    const { status, body } = await ask(pageUrl, { "x-forwarded-for": "203.0.113.7" });
    expect([status, body]).toEqual([200, expect.stringContaining("It is no website")]);
  });
});

describe("start", () => {
  test("serves no dashboard, not even to this machine", async () => {
    await using cli = runCli(["start", "--port", "0", "--host", "127.0.0.1"]);
    const [, port] = await cli.printed(/ws:\/\/127\.0\.0\.1:(\d+)\//);
    const root = `http://127.0.0.1:${port}/`;
    expect((await ask(root)).body).toContain("It is no website");
    await expect(openPage(root)).rejects.toMatchObject({ status: 404 });
  });

  test("serves it below a token when it is given one, which it never prints", async () => {
    const environment = { REPARTEE_CONSOLE_TOKEN: token };
    await using cli = runCli(["start", "--port", "0", "--host", "127.0.0.1"], { environment });
    const [, page = ""] = await cli.printed(/"page":"(http:[^"]+\/console\/YOUR-TOKEN\/)"/);
    expect((await ask(page)).status).toBe(404);
    using opened = await openPage(page.replace("YOUR-TOKEN", token));
    expect(opened.hello.type).toBe("hello");
    expect(cli.stdout + cli.stderr).not.toContain(token);
  });

  test("says what a token must be", async () => {
    const environment = { REPARTEE_CONSOLE_TOKEN: "guess" };
    await using cli = runCli(["start", "--port", "0"], { environment });
    expect(await cli.exited).toBe(2);
    expect(cli.stderr).toContain("at least 16");
    expect(cli.stderr).not.toContain("guess");
  });
});

describe("console", () => {
  test("serves the page alone, for the server that it is given, until it is stopped", async () => {
    const target = "wss://elsewhere.example.com/llm-websocket";
    await using cli = runCli(["console", target, "--port", "0"]);
    const [, pageUrl = ""] = await cli.printed(/^The dashboard is at (http:\/\/localhost:\d+\/) on this machine/m);
    using page = await openPage(pageUrl);
    expect(page.hello.targetUrl).toBe(target);
    cli.kill("SIGINT");
    expect(await cli.exited).toBe(0);
    expect(cli.stderr).toBe("");
  });

  test("says what a URL must look like, and what to do about a port that is taken", async () => {
    await using wrong = runCli(["console", "localhost:8080"]);
    expect(await wrong.exited).toBe(2);
    expect(wrong.stderr).toContain("ws://localhost:8080/llm-websocket");

    await using first = runCli(["console", "--port", "0"]);
    const [, port = ""] = await first.printed(/localhost:(\d+)/);
    await using second = runCli(["console", "--port", port]);
    expect(await second.exited).toBe(2);
    expect(second.stderr).toContain("another program listens on localhost, port");
  });
});
