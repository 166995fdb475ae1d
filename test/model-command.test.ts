/** `repartee dev --model` and `repartee start --model`: an agent without a line of code. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { main } from "../src/cli/main.ts";
import { parseModelAddress } from "../src/cli/model-address.ts";
import { createModelAgent } from "../src/cli/model-agent.ts";
import { realClock } from "../src/internal/index.ts";
import { scriptedCaller } from "../src/platform/index.ts";
import {
  connectTestClient,
  createScriptedModel,
  type ModelServer,
  type ModelServerStep,
  placeCall,
  startModelServer,
} from "../src/testing/index.ts";
import { createScriptedContext } from "./support/cli-context.ts";
import { type RunningCli, runCli } from "./support/run-cli.ts";

// A process of its own, run from the sources, takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const wsUrl = /(ws:\/\/[^\s"]+:\d+\/llm-websocket\/)/;

function runModel({ baseUrl }: Pick<ModelServer, "baseUrl">, words: readonly string[] = [], key = ""): RunningCli {
  return runCli(["dev", "--port", "0", "--model", `openai-compatible:${baseUrl}#llama3`, ...words], {
    environment: { REPARTEE_MODEL_API_KEY: key, OPENAI_API_KEY: "openais-key" },
  });
}

/** Places a call, says one thing, and gives back the answer's frames. */
async function say(url: string, words: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  using client = await connectTestClient(`${url}call-1`, { timeoutMs: 30_000 });
  const greeting = await client.nextMatching(({ response_id }) => response_id === 0);
  expect(greeting.content).toBe("How may I help you?");
  const transcript = [
    { role: "agent", content: greeting.content },
    { role: "user", content: words },
  ];
  client.send({ interaction_type: "response_required", response_id: 1, transcript });
  const frames = [];
  do frames.push(await client.nextMatching(({ response_id }) => response_id === 1));
  while (frames.at(-1)?.content_complete !== true);
  return frames;
}

function spoken(frames: readonly Readonly<Record<string, unknown>>[]): string {
  return frames.map(({ content }) => content).join("");
}

/** Where a server was, and is no more. */
async function startAndStop(): Promise<Pick<ModelServer, "baseUrl">> {
  await using server = await startModelServer({ script: [] });
  return { baseUrl: server.baseUrl };
}

describe("--model", () => {
  test("answers calls with a model, which is told its instructions and can hang up", async () => {
    await using server = await startModelServer({
      models: ["llama3"],
      script: [
        {
          toolCalls: [{ name: "end_call", input: { say: "Arr, goodbye." } }],
          expect: { instructions: "You are a pirate.", lastUserText: "Bye.", toolNames: ["end_call"] },
        },
      ],
    });
    await using cli = runModel(server, ["--instructions", "You are a pirate."], "own-key");
    const [, url = ""] = await cli.printed(wsUrl);
    expect((await say(url, "Bye.")).at(-1)).toMatchObject({ content: "Arr, goodbye.", end_call: true });
    expect(server.requests[0]).toMatchObject({ model: "llama3", apiKey: "own-key", isStreaming: true });
    cli.kill("SIGTERM");
    await cli.exited;
    expect(cli.stdout).toContain(`Repartee answers calls with llama3 at ${server.baseUrl}.`);
    expect(cli.stdout).not.toContain("save to reload");
    expect(cli.stdout).not.toContain(" warn ");
    expect(cli.stdout + cli.stderr).not.toContain("own-key");
  });

  test("needs no instructions, and shows no other server OpenAI's key", async () => {
    await using server = await startModelServer({ script: [{ text: "Hello." }] });
    await using cli = runModel(server);
    const [, url = ""] = await cli.printed(wsUrl);
    expect(spoken(await say(url, "Hi."))).toBe("Hello.");
    expect(server.requests[0]?.instructions).toContain("on the phone");
    expect(server.requests[0]?.apiKey).toBe(undefined);
  });

  test("starts without its server, says so, and says so again when somebody calls", async () => {
    const { baseUrl } = await startAndStop();
    await using cli = runModel({ baseUrl });
    const [, url = ""] = await cli.printed(wsUrl);
    await cli.printed(/no model's server is reached at http:\/\/127\.0\.0\.1:\d+\/v1 \(ECONNREFUSED\)/);
    expect(spoken(await say(url, "Hi."))).toContain("something went wrong on my side");
    await cli.printed(/(?:no model's server is reached at [^\n]*[\s\S]*){2}/);
  });
});

describe("while a call waits for the model", () => {
  /** Runs a command with a model, in this process, for one call. */
  async function call(
    { baseUrl }: Pick<ModelServer, "baseUrl">,
    talk: (url: string) => Promise<void>,
  ): Promise<string> {
    using world = createScriptedContext({
      importPackage: (name) => import(name),
      environment: { REPARTEE_MODEL_API_KEY: "own-key" },
    });
    const words = ["dev", "--port", "0", "--model", `openai-compatible:${baseUrl}#llama3`];
    const exitCode = main(words, { ...world.context, clock: realClock });
    const [url = ""] = wsUrl.exec(await world.printed(wsUrl)) ?? [];
    await talk(url);
    world.signal("SIGTERM");
    expect(await exitCode).toBe(0);
    return [...world.output, ...world.errors].join("\n");
  }

  const refusals: readonly [string, ModelServerStep, string][] = [
    [
      "the key is refused",
      { status: 401, message: "Incorrect API key provided: own-key." },
      "refuses the key (401): check what REPARTEE_MODEL_API_KEY holds",
    ],
    ["the model is not there", { status: 404, message: 'model "llama3" not found' }, 'has no model "llama3" (404)'],
    [
      "it takes no tools",
      { status: 400, message: "llama3 does not support tools" },
      'lets "llama3" call no tools (400)',
    ],
    ["it fails", { status: 500 }, "answers with 500: look into its log"],
  ];
  test.each(refusals)("one line says that %s, and never the key", async (_name, step, advice) => {
    await using server = await startModelServer({ script: [step] });
    const printed = await call(server, async (url) => {
      expect(spoken(await say(url, "Hi."))).toContain("something went wrong on my side");
    });
    const lines = printed.split("\n").filter((line) => line.includes(`the model's server at ${server.baseUrl} `));
    expect(lines).toEqual([expect.stringContaining(advice)]);
    expect(printed).not.toContain("own-key");
    expect(printed).not.toMatch(/^\s+at /m);
  });

  test("it may take longer than one that has another to give way to: a local one is loaded first", async () => {
    using world = createScriptedContext({
      importPackage: async () => ({ createOpenAICompatible: () => () => model }),
    });
    const { clock, context } = world;
    const model = createScriptedModel({ clock, play: () => [20_000, "Hello."] });
    const address = parseModelAddress("openai-compatible:http://127.0.0.1:9/v1#llama3");
    const nothing = { key: undefined, instructions: undefined, onTrouble: () => undefined };
    const agent = await createModelAgent({ address, ...nothing }, context);
    const report = await placeCall({ agent, clock, caller: scriptedCaller(["Hi."]) });
    expect(report.call.transcript).toMatch(/Agent: .*\. Hello\./);
  });
});

describe("at the start, --model says in one line", () => {
  /** Runs until something is logged, and gives back all that was printed. */
  async function startWith(listener: RequestListener): Promise<string> {
    const http = createServer(listener);
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`;
    using world = createScriptedContext({ importPackage: (name) => import(name) });
    const exitCode = main(["dev", "--port", "0", "--model", `openai-compatible:${baseUrl}#llama3`], world.context);
    await world.printed(/\/v1\b[\s\S]*\/v1/);
    world.signal("SIGTERM");
    expect(await exitCode).toBe(0);
    http.closeAllConnections();
    http.close();
    return world.output.join("\n").replaceAll(baseUrl, "URL");
  }

  test("that the key is refused", async () => {
    expect(await startWith((_request, response) => response.writeHead(401).end())).toContain(
      "the model's server at URL wants a key (401): set REPARTEE_MODEL_API_KEY",
    );
  });

  test("that the address is wrong", async () => {
    expect(await startWith((_request, response) => response.writeHead(404).end())).toContain(
      "URL/models answers with 404: check the URL of --model; many end in /v1",
    );
    expect(await startWith((_request, response) => response.end("<html>"))).toContain(
      "URL/models answers with no JSON: check the URL of --model",
    );
  });

  test("that the model is not there", async () => {
    const data = ["a", "b", "c", "d", "e", "f", null].map((id) => ({ id }));
    expect(await startWith((_request, response) => response.end(JSON.stringify({ data })))).toContain(
      'the model\'s server at URL does not list "llama3". It has a, b, c, d, e, …: mend the name behind the # of --model',
    );
    const misspelt = { data: [{ id: "lama3:latest" }] };
    expect(await startWith((_request, response) => response.end(JSON.stringify(misspelt)))).toContain(
      'does not list "llama3". Did you mean "lama3"? It has lama3:latest',
    );
  });

  test("that the server takes too long", async () => {
    using world = createScriptedContext({ importPackage: (name) => import(name) });
    let asked = (): void => undefined;
    const wasAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const http = createServer(() => asked());
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const model = `openai-compatible:http://127.0.0.1:${(http.address() as AddressInfo).port}/v1#llama3`;
    const exitCode = main(["dev", "--port", "0", "--model", model], world.context);
    await wasAsked;
    await world.clock.advance(2_000);
    await world.printed(/did not answer within 2000 ms/);
    world.signal("SIGTERM");
    expect(await exitCode).toBe(0);
    http.closeAllConnections();
    http.close();
  });
});

describe("--model is refused", () => {
  const model = ["--model", "openai-compatible:http://127.0.0.1:9/v1#llama3"];

  async function refusal(words: readonly string[]): Promise<string> {
    using world = createScriptedContext();
    world.writeFile("agent.ts", 'export default { greeting: "hi", respond: () => "hi" };');
    expect(await main(["start", "--port", "0", ...words], world.context)).toBe(2);
    return world.errors.join("\n");
  }

  test("together with an agent file", async () => {
    expect(await refusal(["agent.ts", ...model])).toContain("--model and an agent file contradict each other");
  });

  test("without its packages", async () => {
    expect(await refusal(model)).toContain("--model needs two packages: run npm install ai @ai-sdk/openai-compatible");
  });

  test("in another form", async () => {
    expect(await refusal(["--model", "llama3"])).toContain("Write it like openai-compatible:http://localhost:11434/v1");
  });

  test("and so are instructions without it", async () => {
    expect(await refusal(["agent.ts", "--instructions", "Be kind."])).toContain("--instructions needs --model");
  });
});
