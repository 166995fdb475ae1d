import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { runCall } from "../src/cli/call/index.ts";
import type { CliContext, CliInput } from "../src/cli/context.ts";
import { callOptions, commonOptions, resolveOptions } from "../src/cli/options/index.ts";
import { type CallEvent, type CallReport, type Dialer, readRecording } from "../src/platform/index.ts";
import { createScriptedContext, type ScriptedContext } from "./support/cli-context.ts";
import {
  createMemoryServer,
  guideServer,
  isRequest,
  type MemoryServer,
  type MemoryServerScript,
} from "./support/memory-server.ts";
import { createTerminalEmulator, type TerminalEmulator } from "./support/terminal-emulator.ts";

interface Run extends Disposable {
  readonly world: ScriptedContext;
  readonly server: MemoryServer;
  readonly terminal: TerminalEmulator;
  /** What is typed, or piped in. */
  readonly input: PassThrough;
  /** Whether keys come one by one. */
  readonly rawMode: boolean;
  /** Runs the clock until the command has ended. */
  finished(): Promise<number>;
}

interface RunOptions {
  readonly server?: MemoryServerScript;
  readonly flags?: Readonly<Record<string, unknown>>;
  /** On a terminal, rather than in a pipe. @default true */
  readonly onTerminal?: boolean;
  /** Whether the server closes its side too, as it should. @default true */
  readonly saysGoodbye?: boolean;
  readonly url?: string;
}

function run({
  server: script = guideServer,
  flags = {},
  onTerminal = true,
  saysGoodbye = true,
  url = "ws://agent.test/",
}: RunOptions = {}): Run {
  const world = createScriptedContext();
  const terminal = createTerminalEmulator(72);
  const input = new PassThrough();
  let rawMode = false;
  const keys: CliInput = Object.assign(input, { isTTY: onTerminal, setRawMode: (raw: boolean) => (rawMode = raw) });
  const context: CliContext = {
    ...world.context,
    input: keys,
    screen: { ...world.context.screen, terminal: onTerminal ? terminal : undefined },
  };
  const server = createMemoryServer(world.clock, script);
  const options = resolveOptions(
    { ...commonOptions, ...callOptions },
    { flags: { seed: "1", ...flags }, environment: {}, configFile: undefined },
  );
  const dial: Dialer = (dialled, handlers) => {
    const socket = server.dial(dialled, handlers);
    const close = (code: number, reason: string): void => {
      socket.close(code, reason);
      if (saysGoodbye) world.clock.defer(() => handlers.onClose(code, reason));
    };
    return { ...socket, close };
  };
  const exitCode = runCall({ options, positionals: [url], context }, dial);
  return {
    world,
    server,
    terminal,
    input,
    get rawMode() {
      return rawMode;
    },
    finished: () => world.clock.runUntil(exitCode),
    [Symbol.dispose]: () => world[Symbol.dispose](),
  };
}

/** What the caller is understood to have said, as the server was told in the end. */
function heardBy(server: MemoryServer): string[] {
  const last = server.received.findLast((event) => "transcript" in event);
  const transcript = (last?.transcript ?? []) as { role: string; content: string }[];
  return transcript.filter(({ role }) => role === "user").map(({ content }) => content);
}

const shown = ({ terminal }: Run): string => `\n${terminal.rows.join("\n")}\n`;

describe("on a terminal, key by key", () => {
  test("a call is followed and steered on one page", async () => {
    using call = run();
    await call.world.clock.advance(3_000);
    expect(call.rawMode).toBe(true);
    call.input.write("When are you open?\r");
    await call.world.clock.advance(5_000);
    call.input.write("/press 1\r");
    await call.world.clock.advance(6_000);
    call.input.write("/hangup\r");
    expect(await call.finished()).toBe(0);
    expect(call.rawMode).toBe(false);
    expect(heardBy(call.server)).toEqual(["When are you open?", "1"]);
    expect(shown(call)).toMatchInlineSnapshot(`
      "
      Calling ws://agent.test/call_a08ff49b6f772632716c43069c4
      Type to speak. /help lists what else you can do, Ctrl-C hangs up.

             · connected
      agent  How may I help you?  first word 0 ms, sentence 0 ms
      you    When are you open?
      agent  I am sorry, can you say that again?
             first word 0 ms, sentence 0 ms
             · you press 1
      agent  I am sorry, can you say that again?
             first word 0 ms, sentence 0 ms

      The call ended: user_hangup (you hung up) after 14 s, in which the
      agent spoke 3 times.
        first word      p50 0 ms     p95 0 ms     from the request to the
                        answer's first text
        first sentence  p50 0 ms     p95 0 ms     from the request to what
                        can be spoken
        silence         p50 0 ms     p95 400 ms   from your last word to the
                        agent's first
      Nothing was found that would go wrong on the platform.
      "
    `);
  });

  test("the first word that is typed cuts the agent off", async () => {
    using call = run();
    await call.world.clock.advance(500);
    call.input.write("Wai");
    await call.world.clock.advance(100);
    expect(shown(call)).toContain("\n> Wai\n");
    expect(shown(call)).not.toContain("cut off");
    call.input.write("t ");
    await call.world.clock.advance(100);
    expect(shown(call)).toContain("cut off: ");
    call.input.write("please\r");
    await call.world.clock.advance(4_000);
    call.input.write("\u0003");
    expect(await call.finished()).toBe(0);
    expect(heardBy(call.server)).toEqual(["Wait please"]);
    expect(shown(call)).toMatchInlineSnapshot(`
      "
      Calling ws://agent.test/call_a08ff49b6f772632716c43069c4
      Type to speak. /help lists what else you can do, Ctrl-C hangs up.

             · connected
      agent  How may — cut off: I help you?  first word 0 ms, sentence 0 ms
      you    Wait please
      agent  I am sorry, can you say that again?
             first word 0 ms, sentence 0 ms

      The call ended: user_hangup (you hung up) after 5 s, in which the agent
      spoke 2 times.
        first word      p50 0 ms     p95 0 ms     from the request to the
                        answer's first text
        first sentence  p50 0 ms     p95 0 ms     from the request to what
                        can be spoken
        silence         p50 400 ms   p95 400 ms   from your last word to the
                        agent's first
      Nothing was found that would go wrong on the platform.
      "
    `);
  });

  test("a caller who is typing is not answered before the line is sent", async () => {
    using call = run();
    await call.world.clock.advance(3_000);
    call.input.write("My name ");
    await call.world.clock.advance(20_000);
    expect(call.server.received.filter(isRequest)).toEqual([]);
    call.input.write("is Mike\r");
    await call.world.clock.advance(1_000);
    expect(call.server.received.filter(isRequest)).toHaveLength(1);
    call.input.write("\u0003");
    await call.finished();
  });

  test("words that were heard cannot be wiped off", async () => {
    using call = run();
    await call.world.clock.advance(3_000);
    call.input.write("Hello the\u0015");
    await call.world.clock.advance(1_000);
    expect(heardBy(call.server)).toEqual(["Hello"]);
    call.input.write("\u0003");
    await call.finished();
    expect(shown(call)).toContain("you    Hello\n");
  });

  test("a command is not heard while it is typed", async () => {
    using call = run();
    await call.world.clock.advance(3_000);
    call.input.write("/press ");
    await call.world.clock.advance(3_000);
    call.input.write("5\r");
    await call.world.clock.advance(4_000);
    call.input.write("\u0003");
    await call.finished();
    expect(heardBy(call.server)).toEqual(["5"]);
  });

  test("nothing can be typed before the call is live, but Ctrl-C ends it", async () => {
    using call = run({ server: { accept: () => "never" } });
    call.input.write("Hello?\r\u0003");
    expect(await call.finished()).toBe(0);
    expect(shown(call)).not.toContain("Hello?");
    expect(shown(call)).not.toContain("!");
  });

  test("/help and /silence are answered on the page, also while the agent speaks", async () => {
    using call = run();
    await call.world.clock.advance(500);
    call.input.write("/silence\r/help\r");
    await call.world.clock.advance(3_000);
    call.input.write("\u0003");
    await call.finished();
    expect(shown(call)).toMatchInlineSnapshot(`
      "
      Calling ws://agent.test/call_a08ff49b6f772632716c43069c4
      Type to speak. /help lists what else you can do, Ctrl-C hangs up.

             · connected
      agent  How may
             you are silent: the agent is asked for a reminder after 10 s,
             once; the call ends after 10 min
             Whatever else you type is said. While the agent speaks, your
             first word cuts it off.
             /silence [time]        say nothing, until the agent speaks again
                                    or for a time such as 5s
             /press <keys>          press keys of the phone: 0-9, * and #
             /mumble                say something that nobody can understand
             /drop                  break the connection, as a bad network
                                    does; the platform dials again
             /details <name=value>  how to give the next call a dynamic
                                    variable
             /hangup                end the call; Ctrl-C does the same
             /help                  these lines
      agent  I help you?  first word 0 ms, sentence 0 ms

      The call ended: user_hangup (you hung up) after 4 s, in which the agent
      spoke once.
      Nothing was found that would go wrong on the platform.
      "
    `);
  });

  test("a mumble is heard as one", async () => {
    using call = run();
    await call.world.clock.advance(3_000);
    call.input.write("/mumble\r");
    await call.world.clock.advance(3_000);
    call.input.write("\u0003");
    await call.finished();
    expect(heardBy(call.server)).toEqual(["(unintelligible audio)"]);
    expect(shown(call)).toContain("you    (unintelligible audio)");
  });

  test("/drop breaks the connection, and the platform dials again", async () => {
    using call = run();
    await call.world.clock.advance(3_000);
    call.input.write("/drop\r");
    await call.world.clock.advance(1_000);
    call.input.write("\u0003");
    await call.finished();
    expect(call.server.sockets).toHaveLength(2);
    expect(shown(call)).toContain("the platform dials again\n       · connected again");
  });
});

describe("from a pipe", () => {
  test("each line waits for its turn, and the end of the input hangs up after the answer", async () => {
    using call = run({ onTerminal: false });
    call.input.end("Hello?\n\nAre you there?\n");
    expect(await call.finished()).toBe(0);
    expect(call.world.output.join("\n")).toMatchInlineSnapshot(`
      "Calling ws://agent.test/call_a08ff49b6f772632716c43069c4
             · connected
      agent  How may I help you?  (first word 0 ms, sentence 0 ms)
      you    Hello?
      agent  I am sorry, can you say that again?  (first word 0 ms, sentence 0 ms)
      you    Are you there?
      agent  I am sorry, can you say that again?  (first word 0 ms, sentence 0 ms)

      The call ended: user_hangup (you hung up) after 7 s, in which the agent spoke 3 times.
        first word      p50 0 ms     p95 0 ms     from the request to the answer's first text
        first sentence  p50 0 ms     p95 0 ms     from the request to what can be spoken
        silence         p50 400 ms   p95 400 ms   from your last word to the agent's first
      Nothing was found that would go wrong on the platform."
    `);
  });

  test("keys and silences take their turn too", async () => {
    using call = run({ onTerminal: false, flags: { reminderTriggerMs: "2000" } });
    call.input.end("/press 1\n/silence\n/silence 3s\nBye\n");
    await call.finished();
    expect(heardBy(call.server)).toEqual(["1", "Bye"]);
    const asked = call.server.received.flatMap((event) => (isRequest(event) ? [event.interaction_type] : []));
    expect(asked).toEqual(["response_required", "reminder_required", "response_required"]);
  });

  test("a line that comes before the connection is said on it", async () => {
    const server: MemoryServerScript = { ...guideServer, accept: (index) => (index === 0 ? "never" : true) };
    // Nobody listens there, so asking why the first attempt failed leads nowhere.
    using call = run({ server, url: "ws://127.0.0.1:1/", onTerminal: false });
    call.input.end("Hello?\n");
    await call.finished();
    expect(heardBy(call.server)).toEqual(["Hello?"]);
  });

  test("a line is said even to an agent that never speaks", async () => {
    using call = run({ server: {}, onTerminal: false });
    call.input.end("Hello?\n");
    expect(await call.finished()).toBe(0);
    expect(call.world.output.join("\n")).toContain("you    Hello?");
    expect(call.world.output.join("\n")).toContain("no-begin-message: ");
  });

  test("nothing at all waits for the greeting, and hangs up", async () => {
    using call = run({ onTerminal: false });
    call.input.end();
    await call.finished();
    expect(call.world.output.join("\n")).toContain("agent  How may I help you?");
  });
});

describe("as JSON", () => {
  test("every event is an object on a line of its own, and the last one is the report", async () => {
    using call = run({ flags: { json: true, say: ["Hello?"] } });
    expect(await call.finished()).toBe(0);
    expect(call.world.errors).toEqual([]);
    expect(call.terminal.rows).toEqual([]);
    const objects = call.world.output.map(
      (line) => JSON.parse(line) as CallEvent | { type: "report"; report: CallReport },
    );
    expect(objects[0]).toEqual({ type: "state-changed", state: "connecting", atMs: 0 });
    const last = objects.at(-1);
    expect(last).toMatchObject({ type: "report", report: { call: { disconnection_reason: "user_hangup" } } });
    expect(objects.filter(({ type }) => type === "report")).toHaveLength(1);
  });

  test("what a person should know goes to the error stream", async () => {
    using call = run({ flags: { json: true }, onTerminal: false });
    call.input.end("/pres 1\n");
    await call.finished();
    expect(call.world.errors).toEqual(['/pres is no command. Did you mean "/press"?']);
    for (const line of call.world.output) expect(() => JSON.parse(line)).not.toThrow();
  });
});

test("a call that ended in an error has the exit code 1", async () => {
  using call = run({ server: { onOpen: (socket) => socket.close(1011) }, flags: { say: ["Hello?"] } });
  expect(await call.finished()).toBe(1);
});

test("a recording holds the call, and can be read again", async () => {
  using call = run({ flags: { say: ["Hello?"], record: "call.jsonl" } });
  await call.finished();
  const recording = readRecording(readFileSync(join(call.world.folder, "call.jsonl"), "utf8"));
  expect(recording.head.url).toBe(call.server.sockets[0]?.url);
  expect(recording.report?.call.transcript).toContain("User: Hello?\n");
  expect(recording.events.some(({ type }) => type === "agent-word")).toBe(true);
});

describe("the options are those of the call", () => {
  test("details", async () => {
    const server: MemoryServerScript = {
      onOpen: (socket) => socket.send({ response_type: "config", config: { call_details: true } }),
    };
    using call = run({ server, flags: { details: ["name=Mike", "plan=a=b"], say: ["Hello?"] } });
    await call.finished();
    expect(call.server.received[0]).toMatchObject({
      call: { retell_llm_dynamic_variables: { name: "Mike", plan: "a=b" } },
    });
  });

  test("interruption sensitivity", async () => {
    using call = run({ flags: { interruptionSensitivity: "0" } });
    await call.world.clock.advance(500);
    call.input.write("stop stop stop stop stop stop stop\r\u0003");
    await call.finished();
    expect(shown(call)).toContain("you    stop stop");
    expect(shown(call)).not.toContain("cut off");
  });

  test("responsiveness", async () => {
    using call = run({ flags: { responsiveness: "0", say: ["Hello?"], json: true } });
    await call.finished();
    const { report } = JSON.parse(call.world.output.at(-1) ?? "") as { report: CallReport };
    expect(report.call.latency.e2e?.min).toBe(2_000);
  });

  test("reminders and the silence that ends the call", async () => {
    const asked = async (reminderMaxCount: string): Promise<number> => {
      using call = run({ flags: { reminderTriggerMs: "1000", reminderMaxCount, endCallAfterSilenceMs: "15000" } });
      await call.finished();
      expect(shown(call)).toContain("The call ended: inactivity");
      return call.server.received.filter(isRequest).length;
    };
    expect([await asked("0"), await asked("2")]).toEqual([0, 2]);
  });

  test("the longest duration", async () => {
    using call = run({ flags: { maxDuration: "60s" } });
    const startMs = call.world.clock.now();
    await call.finished();
    expect(call.world.clock.now() - startMs).toBeLessThan(61_000);
    expect(shown(call)).toContain("The call ended: max_duration_reached");
  });

  test("speed", async () => {
    const spokenMs = async (speed: string): Promise<number> => {
      using call = run({ flags: { speed, json: true, say: ["Hello?"] } });
      await call.finished();
      const { report } = JSON.parse(call.world.output.at(-1) ?? "") as { report: CallReport };
      return report.turns[0]?.speechMs ?? 0;
    };
    expect((await spokenMs("1")) / (await spokenMs("10"))).toBeGreaterThan(9);
  });

  test("the seed", async () => {
    const urlOf = async (seed: string): Promise<string | undefined> => {
      using call = run({ flags: { seed, say: ["Hello?"] } });
      await call.finished();
      return call.server.sockets[0]?.url;
    };
    const [one, same, other] = [await urlOf("7"), await urlOf("7"), await urlOf("8")];
    expect(one).toBe(same);
    expect(one).not.toBe(other);
  });
});

test("a second Ctrl-C does not wait for the server's goodbye", async () => {
  using call = run({ flags: { say: ["Hello?"] }, saysGoodbye: false });
  await call.world.clock.advance(1_000);
  call.world.signal("SIGINT");
  await call.world.clock.advance(1_000);
  call.world.signal("SIGINT");
  expect(await call.finished()).toBe(130);
  expect(shown(call)).toContain("The call ended: user_hangup");
  expect(call.world.signalListeners).toBe(0);
});
