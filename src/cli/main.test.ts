import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createScriptedContext, type ScriptedContext } from "../../test/support/cli-context.ts";
import { connectTestClient } from "../testing/index.ts";
import { main } from "./main.ts";

async function run(world: ScriptedContext, ...words: string[]): Promise<{ exitCode: number; errors: string[] }> {
  return { exitCode: await main(words, world.context), errors: world.errors };
}

/** The URL of calls, once the command has said where it listens. */
const callUrl = /wss?:\/\/(?:localhost|127\.0\.0\.1):\d+\/[^\s"]*/;

test.each([[[]], [["--help"]], [["-h"]], [["help"]]])("repartee %j lists the commands", async (words) => {
  using world = createScriptedContext();
  expect((await run(world, ...words)).exitCode).toBe(0);
  expect(world.output.join("\n")).toContain("Usage: repartee <command> [options]");
});

test.each([[["help", "dev"]], [["dev", "--help"]], [["dev", "--port", "x", "-h"]]])(
  "repartee %j shows the options of a command",
  async (words) => {
    using world = createScriptedContext();
    expect((await run(world, ...words)).exitCode).toBe(0);
    expect(world.output.join("\n")).toContain("Usage: repartee dev [agent.ts] [options]");
  },
);

test.each([["--version"], ["-v"]])("repartee %s prints the package's version", async (word) => {
  using world = createScriptedContext();
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect((await run(world, word)).exitCode).toBe(0);
  expect(world.output).toEqual([version]);
});

test.each([
  [["strat"], 'repartee: "strat" is no command. Did you mean "start"?'],
  [["help", "strat"], 'repartee: "strat" is no command. Did you mean "start"?'],
  [["deploy"], 'repartee: "deploy" is no command. There are dev, start'],
  [["agent.ts"], 'repartee: "agent.ts" is no command. Did you mean "repartee dev agent.ts"?'],
  [["--port", "1"], "repartee: give a command first; repartee --help lists them"],
  [["toString"], 'repartee: "toString" is no command. There are dev, start'],
  [["dev", "--prot"], 'repartee: --prot is no option. Did you mean "--port"?'],
  [["dev", "a.ts", "b.ts"], 'repartee: "b.ts" is one argument too many. Usage: repartee dev [agent.ts] [options]'],
  [["dev", "missing.ts"], "repartee: there is no agent file missing.ts. Paths are relative to "],
  [["dev", "--tls-cert", "a.pem"], "repartee: --tls-cert and --tls-key belong together: give both or none"],
  [["dev", "--config", "missing.json"], "repartee: there is no config file missing.json."],
  [["dev", "--path", "no slash"], 'repartee: path must begin with "/"'],
  [["start", "--secret", "short"], "repartee: secret must be at least 16"],
])("repartee %j is one line on the error stream, and exit code 2", async (words, message) => {
  using world = createScriptedContext();
  const { exitCode, errors } = await run(world, ...words);
  expect(exitCode).toBe(2);
  expect(errors).toEqual([expect.stringContaining(message)]);
  expect(world.output).toEqual([]);
});

test("at --log-level debug an error also says where it was thrown", async () => {
  using world = createScriptedContext({ environment: { REPARTEE_LOG_LEVEL: "debug" } });
  world.writeFile("agent.ts", "throw new Error('no key');");
  const { errors } = await run(world, "dev", "agent.ts");
  expect(errors[0]).toBe("repartee: agent.ts:1 throws: no key");
  expect(errors[1]).toMatch(/\n\s+at /);
  expect(errors[1]).toContain("Caused by: Error: no key");
});

test("an error that nobody foresaw is one line too, and exit code 1", async () => {
  using world = createScriptedContext();
  const context = {
    ...world.context,
    onUnhandledRejection: () => {
      throw new TypeError("boom");
    },
  };
  expect(await main(["dev", "--port", "0"], context)).toBe(1);
  expect(world.errors).toEqual([
    "repartee: unexpected error: boom",
    "Run it again with --log-level debug to see where it was thrown.",
  ]);
});

test("dev answers this machine, says where, and stops with exit code 0", async () => {
  using world = createScriptedContext();
  const running = run(world, "dev", "--port", "0");
  const url = await world.printed(callUrl);
  expect(world.output[0]).toBe("Repartee answers calls with the guide's dummy agent.");
  using client = await connectTestClient(`${url}call-1`);
  expect(await client.next()).toMatchObject({ content: "How may I help you?" });
  world.signal("SIGINT");
  await world.clock.settle();
  expect((await running).exitCode).toBe(0);
  expect((await client.closed).code).toBe(1006);
  expect(world.signalListeners).toBe(0);
});

test("start lets only the platform in, and logs JSON", async () => {
  using world = createScriptedContext();
  const running = run(world, "start", "--port", "0", "--host", "127.0.0.1");
  const url = await world.printed(callUrl);
  await expect(connectTestClient(`${url}call-1`)).rejects.toMatchObject({ status: 403 });
  world.signal("SIGTERM");
  expect((await running).exitCode).toBe(0);
  const messages = world.output.map((line) => JSON.parse(line).message);
  expect(messages[0]).toBe("listening");
  expect(messages.at(-1)).toBe("stopped");
});

test("the secret is in no line that is printed, and its place is shown", async () => {
  using world = createScriptedContext({ environment: { REPARTEE_SECRET: "0123456789abcdef" } });
  const running = run(world, "dev", "--port", "0", "--public-url", "https://voice.example.com");
  await world.printed(callUrl);
  world.signal("SIGINT");
  await running;
  const printed = world.output.join("\n");
  expect(printed).toContain("wss://voice.example.com/llm-websocket/YOUR-SECRET/");
  expect(printed).not.toContain("0123456789abcdef");
});

test("options come from the environment and the config file too", async () => {
  using world = createScriptedContext({ environment: { REPARTEE_PATH: "/from-environment" } });
  world.writeFile(
    "repartee.config.json",
    '{ "path": "/from-file", "port": 0, "session": { "fallbackGreeting": "Hi" } }',
  );
  const running = run(world, "dev");
  expect(await world.printed(callUrl)).toMatch(/\/from-environment\/$/);
  world.signal("SIGINT");
  await running;
});

test("what a config file says of sessions is checked by its names", async () => {
  using world = createScriptedContext();
  world.writeFile("repartee.config.json", '{ "session": { "fallback": "Hi" } }');
  const { exitCode, errors } = await run(world, "dev", "--port", "0");
  expect(exitCode).toBe(2);
  expect(errors[0]).toContain('unknown session option "fallback"');
});

test("through a tunnel a stranger is judged by its own address, while this machine stays free", async () => {
  const ngrok = { forward: async () => ({ url: () => "https://abc.ngrok-free.app", close: async () => {} }) };
  using world = createScriptedContext({ environment: { NGROK_AUTHTOKEN: "t" }, importPackage: async () => ngrok });
  const running = run(world, "dev", "--port", "0", "--tunnel");
  const url = await world.printed(callUrl);
  await world.printed(/dashboard +wss:\/\/abc\.ngrok-free\.app\/llm-websocket\/$/m);
  const connectAs = (address: string) =>
    connectTestClient(`${url}call-1`, { headers: { host: "abc.ngrok-free.app", "x-forwarded-for": address } });
  for (const stranger of ["203.0.113.9", "127.0.0.1", "::1", "100.20.5.228, 203.0.113.9"]) {
    await expect(connectAs(stranger)).rejects.toMatchObject({ status: 403 });
  }
  using platform = await connectAs("100.20.5.228");
  expect(await platform.next()).toMatchObject({ response_id: 0 });
  using direct = await connectTestClient(`${url}call-2`);
  expect(await direct.next()).toMatchObject({ response_id: 0 });
  world.signal("SIGINT");
  await world.clock.settle();
  expect((await running).exitCode).toBe(0);
});
