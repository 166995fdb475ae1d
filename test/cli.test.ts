import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { connectTestClient, type TestClient } from "../src/testing/index.ts";
import { createScriptedContext } from "./support/cli-context.ts";
import { runCli } from "./support/run-cli.ts";

// A process of its own, run from the sources, takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** Where the command says that it listens. */
const listening = /(wss?:\/\/[^\s"]+:\d+\/llm-websocket\/)/;

function ask(client: TestClient, responseId: number): void {
  const transcript = [{ role: "user", content: "hello" }];
  client.send({ interaction_type: "response_required", response_id: responseId, transcript });
}

/** The text of frames up to the last one of a response. */
async function listen(client: TestClient, responseId: number): Promise<string> {
  let text = "";
  for (;;) {
    const frame = await client.nextMatching((message) => message.response_id === responseId);
    text += frame.content;
    if (frame.content_complete === true) return text;
  }
}

test("start answers a call from an address that is allowed, and logs JSON", async () => {
  await using cli = runCli(["start", "--port", "0", "--host", "127.0.0.1", "--allow", "127.0.0.1"]);
  const [, url] = await cli.printed(listening);
  using client = await connectTestClient(`${url}call-1`);
  expect(await client.next()).toEqual({
    response_type: "response",
    response_id: 0,
    content: "How may I help you?",
    content_complete: true,
    end_call: false,
  });
  ask(client, 1);
  expect(await listen(client, 1)).toBe("I am sorry, can you say that again?");
  client.close(1000);
  await cli.printed(/call ended/);
  cli.kill("SIGTERM");
  expect(await cli.exited).toBe(0);
  const lines = cli.stdout.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).message)).toEqual(
    expect.arrayContaining(["listening", "call started", "greeted", "turn ended", "call ended", "stopped"]),
  );
  expect(cli.stdout).not.toContain("help you");
  expect(cli.stderr).toBe("");
});

test("dev answers at every name of this machine, calls and HTTP alike", async () => {
  await using cli = runCli(["dev"], { environment: { PORT: "0" } });
  const [, port] = await cli.printed(/ws:\/\/localhost:(\d+)\/llm-websocket\//);
  for (const host of ["localhost", "127.0.0.1"]) {
    using client = await connectTestClient(`ws://${host}:${port}/llm-websocket/call-at-${host}`);
    expect(await client.next()).toMatchObject({ content: "How may I help you?" });
  }
  const health = await fetch(`http://localhost:${port}/healthz`);
  expect([health.status, await health.text()]).toEqual([200, "ok\n"]);
});

test("an agent is reloaded under a running call, and a turn in progress finishes on the old code", async () => {
  using world = createScriptedContext();
  world.writeFile("word.ts", 'export const word: string = "old";');
  world.writeFile(
    "agent.ts",
    `import { defineAgent } from "repartee";
     import { word } from "./word.ts";
     export default defineAgent({
       greeting: "hi",
       async *respond(turn) {
         yield \`\${word} begins, \`;
         await new Promise<unknown>((resolve) => { turn.call.state.goOn = resolve; });
         yield \`\${word} ends\`;
       },
       onUpdate(update) { (update.call.state.goOn as () => void)(); },
     });`,
  );
  await using cli = runCli(["dev", "agent.ts", "--port", "0"], { folder: world.folder });
  const [, url] = await cli.printed(listening);
  expect(cli.stdout).toContain("Repartee answers calls with agent.ts.");
  using client = await connectTestClient(`${url}call-1`);
  const goOn = (): void => client.send({ interaction_type: "update_only", transcript: [] });

  ask(client, 1);
  await client.nextMatching((message) => String(message.content).startsWith("old begins"));
  world.writeFile("word.ts", 'export const word: string = "new";');
  await cli.printed(/agent reloaded/);
  goOn();
  expect(await listen(client, 1)).toContain("old ends");

  ask(client, 2);
  await client.nextMatching((message) => String(message.content).startsWith("new begins"));
  goOn();
  expect(await listen(client, 2)).toContain("new ends");

  world.writeFile("word.ts", "export const word: string = ;");
  await cli.printed(/agent not reloaded, the last good one stays: word\.ts:1 does not compile: Unexpected token\n/);
  ask(client, 3);
  await client.nextMatching((message) => String(message.content).startsWith("new begins"));
  goOn();
  await listen(client, 3);

  world.writeFile("word.ts", 'export const word: string = "mended";');
  await cli.printed(/agent reloaded[\s\S]*agent reloaded/);
  ask(client, 4);
  await client.nextMatching((message) => String(message.content).startsWith("mended begins"));
});

describe("stopping", () => {
  test("lets a running call go on up to the deadline, and then breaks it off so that the platform dials again", async () => {
    await using cli = runCli(["dev", "--port", "0", "--drain-timeout", "4s"]);
    const [, url] = await cli.printed(listening);
    using client = await connectTestClient(`${url}call-1`);
    cli.kill("SIGTERM");
    await cli.printed(/draining/);
    await expect(connectTestClient(`${url}call-2`)).rejects.toMatchObject({ status: 503 });
    ask(client, 1);
    expect(await listen(client, 1)).toBe("I am sorry, can you say that again?");
    expect((await client.closed).code).toBe(1006);
    expect(await cli.exited).toBe(0);
  });

  test("is over as soon as no call is left", async () => {
    await using cli = runCli(["dev", "--port", "0", "--drain-timeout", "1h"]);
    const [, url] = await cli.printed(listening);
    using client = await connectTestClient(`${url}call-1`);
    cli.kill("SIGTERM");
    await cli.printed(/draining/);
    client.close(1000);
    expect(await cli.exited).toBe(0);
  });

  test("is at once at the second signal, even while a call runs", async () => {
    await using cli = runCli(["dev", "--port", "0", "--drain-timeout", "1h"]);
    const [, url] = await cli.printed(listening);
    using client = await connectTestClient(`${url}call-1`);
    cli.kill("SIGTERM");
    await cli.printed(/draining/);
    cli.kill("SIGTERM");
    expect((await client.closed).code).toBe(1006);
    expect(await cli.exited).toBe(143);
  });

  test("does not wait for timers that the agent left behind", async () => {
    using world = createScriptedContext();
    world.writeFile("agent.ts", "setInterval(() => {}, 1_000); export default { respond() {} };");
    await using cli = runCli(["start", "agent.ts", "--port", "0"], { folder: world.folder });
    await cli.printed(listening);
    cli.kill("SIGTERM");
    expect(await cli.exited).toBe(0);
  });
});

test("a promise of the agent's that nobody awaits ends neither the call nor the process", async () => {
  using world = createScriptedContext();
  world.writeFile(
    "agent.ts",
    `export default {
       respond() { void Promise.reject(new Error("Mike said so")); return "still here"; },
     };`,
  );
  const words = ["start", "agent.ts", "--port", "0", "--host", "127.0.0.1", "--allow", "127.0.0.1"];
  await using cli = runCli(words, { folder: world.folder });
  const [, url] = await cli.printed(listening);
  using client = await connectTestClient(`${url}call-1`);
  for (const responseId of [1, 2]) {
    ask(client, responseId);
    expect(await listen(client, responseId)).toBe("still here");
  }
  await cli.printed(/nobody took care of it.*"error":"Error".*agent\.ts:2"/);
  expect(cli.stdout).not.toContain("Mike");
});

describe("what the user can mend is one line on stderr, without a stack, and exit code 2", () => {
  test("a port in use", async () => {
    const other = createHttpServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    await using cli = runCli(["dev", "--port", String(port)]);
    expect(await cli.exited).toBe(2);
    expect(cli.stderr).toMatch(/^repartee: another program listens on .*\n$/);
    expect(cli.stdout).toBe("");
    await new Promise((resolve) => other.close(resolve));
  });

  test.each([
    ["a missing file", ["start", "missing.ts"], /^repartee: there is no agent file missing\.ts\..*\n$/],
    ["a bad option", ["start", "--port", "many"], /^repartee: --port must be a whole number, .*\n$/],
    ["an agent that throws", ["dev", "throws.ts"], /^repartee: throws\.ts:2 throws: no key\n$/],
    ["a tunnel without a token", ["dev", "--tunnel"], /^repartee: --tunnel needs NGROK_AUTHTOKEN .*\n$/],
  ])("%s", async (_name, words, line) => {
    using world = createScriptedContext();
    world.writeFile("throws.ts", "interface A {}\nthrow new Error('no key');");
    await using cli = runCli(words, { folder: world.folder });
    expect(await cli.exited).toBe(2);
    expect(cli.stderr).toMatch(line);
    expect(cli.stdout).toBe("");
  });
});
