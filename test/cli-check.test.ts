/** `repartee check` and `repartee explain`, against servers of every kind: exit codes, output, files, Ctrl-C. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, test, vi } from "vitest";
import { auditGroups, audits, type CheckOptions, type CheckReport } from "../src/check/index.ts";
import type { CliContext, CliInput } from "../src/cli/context.ts";
import { main } from "../src/cli/main.ts";
import { dummyAgent } from "../src/index.ts";
import { startTestServer } from "../src/testing/index.ts";
import { response, startModelServer } from "./check/model-server.ts";
import { runCheckIn } from "./support/check-command.ts";
import { reportOf } from "./support/check-outcomes.ts";
import { createScriptedContext } from "./support/cli-context.ts";
import { listen } from "./support/listen.ts";
import { runCli } from "./support/run-cli.ts";
import { createTerminalEmulator, type TerminalEmulator } from "./support/terminal-emulator.ts";

vi.setConfig({ testTimeout: 60_000 });

/** It never completes its greeting. */
const startHanging = () =>
  startModelServer({ greet: (peer) => peer.send(response(0, "Hello.", { content_complete: false })) });

/** The URL of a server that was there a moment ago. */
async function lostUrl(): Promise<string> {
  await using server = await startModelServer();
  return server.url;
}

/** The same world with a person in front of it. */
function atTerminal(context: CliContext): {
  readonly context: CliContext;
  readonly terminal: TerminalEmulator;
  readonly input: PassThrough;
} {
  const terminal = createTerminalEmulator(100);
  const input = new PassThrough();
  const screen = { ...context.screen, print: (text: string) => terminal.write(`${text}\n`) };
  const typed: CliInput = Object.assign(input, { isTTY: true });
  return { context: { ...context, input: typed, screen: { ...screen, terminal } }, terminal, input };
}

describe("the exit code", () => {
  test("is 0 for a sound server, and the report is printed", async () => {
    using world = createScriptedContext();
    await using server = await startModelServer();
    expect(await runCheckIn(world.context, [server.url, "--only", "greeting"])).toBe(0);
    expect(world.output).toHaveLength(1);
    expect(world.output[0]).toContain("Greeting");
    expect(world.errors[0]).toMatch(/^Checking 127\.0\.0\.1:\d+: \d+ audits$/);
    expect(world.signalListeners).toBe(0);
  });

  test("is 1 for a broken one, and the report names the audit and what to change", async () => {
    using world = createScriptedContext();
    await using server = await startHanging();
    expect(await runCheckIn(world.context, [server.url, "--only", "greeting"])).toBe(1);
    const { advice = "" } = audits.find(({ id }) => id === "greeting-completed") ?? {};
    expect(world.output.join("\n")).toContain("greeting-completed");
    expect(world.output.join("\n").replaceAll(/\s+/g, " ")).toContain(advice);
  });

  test("is 2 for a server that is down, and one line says what to do", async () => {
    using world = createScriptedContext();
    const url = await lostUrl();
    expect(await runCheckIn(world.context, [url, "--only", "greeting"])).toBe(2);
    expect(world.errors.at(-1)).toBe(
      `repartee: nobody listens at ${new URL(url).host}. Start your server first; "npx repartee dev" runs the guide's dummy agent`,
    );
  });

  test.each<[string[], number, CheckReport]>([
    [
      [],
      0,
      reportOf([
        ["SHOULD", "fails"],
        ["MAY", "fails"],
        ["MUST", "could-not-tell"],
      ]),
    ],
    [["--strict"], 1, reportOf([["SHOULD", "fails"]])],
    [
      ["--strict"],
      0,
      reportOf([
        ["MAY", "fails"],
        ["SHOULD", "holds"],
      ]),
    ],
    [["--strict"], 1, reportOf([["MUST", "fails"]])],
    [[], 2, reportOf([["MUST", "fails"]], { isReached: false })],
  ])("with %j is %i, whatever else the report holds", async (words, exitCode, report) => {
    using world = createScriptedContext();
    const url = await lostUrl();
    expect(await runCheckIn(world.context, [url, ...words], async () => report)).toBe(exitCode);
  });
});

describe("what is printed", () => {
  test("with --json is the report and nothing else, in a process of its own", async () => {
    await using server = await startTestServer({ agent: dummyAgent });
    await using cli = runCli(["check", server.url, "--json", "--quick", "--only", "greeting"]);
    expect(await cli.exited).toBe(0);
    const report = JSON.parse(cli.stdout) as CheckReport;
    expect(report).toMatchObject({ isSound: true, isQuick: true, isReached: true });
    expect(report.results.map(({ group }) => group)).toEqual(report.results.map(() => "greeting"));
    expect(cli.stderr).toMatch(/^Checking 127\.0\.0\.1:\d+: \d+ audits\n/);
  });

  test("goes into files too, each of which is named", async () => {
    using world = createScriptedContext();
    await using server = await startModelServer();
    const words = [
      "--only",
      "greeting",
      "--reporter",
      "junit=check.xml",
      "--reporter",
      "html",
      "--reporter",
      "badge=b",
    ];
    expect(await runCheckIn(world.context, [server.url, ...words])).toBe(0);
    const read = (name: string): string => readFileSync(join(world.folder, name), "utf8");
    expect(read("check.xml")).toMatch(/^<\?xml/);
    expect(read("repartee-check.html")).toContain("greeting-once");
    expect(JSON.parse(read("b"))).toMatchObject({ schemaVersion: 1, color: "brightgreen" });
    expect(world.errors.slice(-3)).toEqual(["Wrote check.xml", "Wrote repartee-check.html", "Wrote b"]);
    expect(world.output).toHaveLength(1);
  });

  test("on a terminal comes after the progress, of which no row is left", async () => {
    using world = createScriptedContext();
    await using server = await startModelServer();
    const { context, terminal } = atTerminal(world.context);
    expect(await runCheckIn(context, [server.url, "--only", "greeting"])).toBe(0);
    expect(terminal.rows.join("\n")).toContain("Greeting");
    expect(terminal.rows.join("\n")).not.toMatch(/[━─]{20}|\d+ of \d+ after/);
    expect(world.errors).toEqual([]);
  });

  test("with --list is every audit under its group, and nobody is called", async () => {
    using world = createScriptedContext();
    expect(await runCheckIn(world.context, ["--list"])).toBe(0);
    const lines = world.output.join("\n").split("\n");
    for (const { id, level, title } of audits) {
      expect(lines.some((line) => line.startsWith(`  ${id} `) && line.includes(level) && line.endsWith(title))).toBe(
        true,
      );
    }
    for (const title of new Set(audits.map(({ group }) => auditGroups[group]))) {
      expect(lines.filter((line) => line.startsWith(`${title} (`))).toHaveLength(1);
    }
    expect(world.errors).toEqual([]);
  });

  test("with --list and --json is the table", async () => {
    using world = createScriptedContext();
    expect(await runCheckIn(world.context, ["--list", "--json", "--only", "greeting"])).toBe(0);
    const listed = JSON.parse(world.output.join("\n")) as { id: string; advice: string }[];
    const expected = audits.filter(({ group }) => group === "greeting");
    expect(listed.map(({ id, advice }) => [id, advice])).toEqual(expected.map(({ id, advice }) => [id, advice]));
  });
});

describe("what is asked of the server", () => {
  /** What the check was told to do; nothing is done. */
  async function optionsFor(words: readonly string[], context: CliContext): Promise<CheckOptions> {
    let given: CheckOptions | undefined;
    await runCheckIn(context, words, async (options) => {
      given = options;
      return reportOf([["MUST", "holds"]]);
    });
    if (given === undefined) throw new Error("nothing was checked");
    return given;
  }

  test("follows the options", async () => {
    using world = createScriptedContext();
    const words = "--quick --only greeting,turns --skip greeting-once --calls 7 --turns 3 --idle 6m".split(" ");
    const limits = "--max-first-text 1.2s --max-first-sentence 1800ms".split(" ");
    expect(await optionsFor([...words, ...limits], world.context)).toMatchObject({
      url: "ws://localhost:3000/llm-websocket/",
      isQuick: true,
      only: ["greeting", "turns"],
      skip: ["greeting-once"],
      settings: { calls: 7, turns: 3, idleMs: 360_000, maxFirstTextMs: 1_200, maxFirstSentenceMs: 1_800 },
      mayLoad: true,
    });
  });

  test("leaves turns to the check unless they are given: a quick one has fewer", async () => {
    using world = createScriptedContext();
    const { settings } = await optionsFor([], world.context);
    expect(Object.keys(settings ?? {})).not.toContain("turns");
    expect(Object.keys(settings ?? {})).not.toContain("idleMs");
  });

  test.each([
    ["y\n", true],
    ["\n", false],
  ])("includes load on another machine only after a yes: %j", async (typed, isAllowed) => {
    using world = createScriptedContext();
    const { context, terminal, input } = atTerminal(world.context);
    input.write(typed);
    const { mayLoad } = await optionsFor(["wss://voice.example.com/llm-websocket/", "--calls", "9"], context);
    expect(mayLoad).toBe(isAllowed);
    const asked = terminal.rows.join(" ");
    expect(asked).toContain(
      "voice.example.com is not this machine. Load it with 9 calls at a time, and 500 connections",
    );
  });

  test("leaves load out where nobody can be asked, and says so on the error stream", async () => {
    using world = createScriptedContext();
    const { mayLoad } = await optionsFor(["wss://voice.example.com/llm-websocket/"], world.context);
    expect(mayLoad).toBe(false);
    expect(world.errors[0]).toMatch(/left out, because voice\.example\.com is not this machine: give --yes/);
  });

  test("asks nothing when the answer would get lost in JSON", async () => {
    using world = createScriptedContext();
    const { context, terminal } = atTerminal(world.context);
    const { mayLoad } = await optionsFor(["wss://voice.example.com/", "--json"], context);
    expect(mayLoad).toBe(false);
    expect(terminal.rows.join("\n")).not.toContain("[y/N]");
  });
});

describe("Ctrl-C", () => {
  test("gives up, tells what is known, and the exit code is 2", async () => {
    // It says nothing at all, so that the check waits.
    await using server = await startModelServer({ greet: () => undefined, config: undefined });
    await using cli = runCli(["check", server.url, "--reporter", "json", "--only", "greeting"]);
    await cli.complained(/Checking/);
    cli.kill("SIGINT");
    expect(await cli.exited).toBe(2);
    const report = JSON.parse(cli.stdout) as CheckReport;
    expect(report.isSound).toBe(false);
    expect(report.results).toHaveLength(audits.filter(({ group }) => group === "greeting").length);
    expect(cli.stderr).toContain("The check was stopped");
  });

  test("a second time ends it at once, whatever hangs", async () => {
    using world = createScriptedContext();
    const exitCode = runCheckIn(world.context, ["--only", "greeting"], () => new Promise(() => undefined));
    await vi.waitUntil(() => world.signalListeners === 1);
    world.signal("SIGINT");
    await world.clock.advance(300);
    world.signal("SIGINT");
    expect(await exitCode).toBe(130);
    expect(world.signalListeners).toBe(0);
    expect(world.clock.pendingTimers).toBe(0);
  });
});

describe("a slip gets one clear line, and the exit code 2", () => {
  test.each([
    [["check", "localhost:3000/llm-websocket/"], "Did you mean ws://localhost:3000/llm-websocket/?"],
    [["check", "htp://localhost:3000/"], "must start with ws://, wss://, http:// or https://"],
    [["check", "ws://localhost:3000/llm-websocket/call_0123456789abcdef"], "has a call id in it"],
    [["check", "--quik"], 'Did you mean "--quick"?'],
    [["check", "--only", "greting-once"], '--only: there is no audit or group "greting-once". Did you mean'],
    [["check", "--skip", "lod"], '--skip: there is no audit or group "lod". Did you mean "load"?'],
    [["check", "--only", "greeting-once", "--skip", "greeting"], "no audit is left to run"],
    [["check", "--reporter", "junti"], 'there is no reporter "junti". Did you mean "junit"?'],
    [["check", "--reporter", "junit=no/such/folder/check.xml"], "create it first"],
    [["check", "--calls", "0"], "--calls must be a whole number, from 1 to 1000"],
    [["check", "--idle", "6"], "--idle must be a time up to 1h"],
    [["check", "--max-first-text", "0"], "--max-first-text must be a time from 1ms to 10m"],
    [["explain", "greeting-onse"], 'there is no audit or finding "greeting-onse". Did you mean "greeting-once"?'],
    [["explain", "xyzzy-plugh-frotz"], '"repartee check --list" shows the audits'],
  ])("repartee %j", async (words, message) => {
    using world = createScriptedContext();
    expect(await main(words, world.context)).toBe(2);
    expect(world.errors).toEqual([expect.stringContaining(message)]);
    expect(world.output).toEqual([]);
  });
});

test("a server that speaks HTTP but has no WebSocket there is told apart from one that is down", async () => {
  await using server = await listen(createServer((_request, answer) => answer.writeHead(404).end("no")));
  using world = createScriptedContext();
  expect(await runCheckIn(world.context, [`http://${server.host}/`, "--only", "greeting"])).toBe(2);
  expect(world.errors.at(-1)).toContain("The path is missing: try …/llm-websocket/");
});

test("http:// is as good as ws://", async () => {
  using world = createScriptedContext();
  await using server = await startModelServer();
  expect(await runCheckIn(world.context, [server.url.replace(/^ws/, "http"), "--only", "greeting"])).toBe(0);
});

describe("explain", () => {
  test("tells of one audit what to change", async () => {
    await using cli = runCli(["explain", "greeting-once"]);
    expect(await cli.exited).toBe(0);
    const { advice = "" } = audits.find(({ id }) => id === "greeting-once") ?? {};
    expect(cli.stdout.replaceAll(/\s+/g, " ")).toContain(advice);
    expect(cli.stderr).toBe("");
  });

  test("tells of a call's finding, too", async () => {
    using world = createScriptedContext();
    expect(await main(["explain", "bad-event"], world.context)).toBe(0);
    expect(world.output.join("\n")).toContain("bad-event");
  });

  test("without an id lists them all", async () => {
    using world = createScriptedContext();
    expect(await main(["explain"], world.context)).toBe(0);
    for (const { id } of audits) expect(world.output.join("\n")).toContain(`  ${id} `);
  });
});
