/** `repartee dev` with a model, as its user starts it, and a web call on the page whose address it prints. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startModelServer } from "../../src/testing/index.ts";
import { chromiumPath, useBrowser, type WatchedPage } from "../support/browser.ts";
import { type BuiltPackage, buildPackage } from "../support/built-package.ts";
import { type CallerHands, callerHands } from "../support/caller-hands.ts";
import { type RunningCli, runCli } from "../support/run-cli.ts";

const agentFile = `
  import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
  import { endCall, llmAgent, tool } from "repartee/llm";
  import { z } from "zod";

  const weather = tool({
    description: "Tells the temperature.",
    input: z.object({ city: z.string() }),
    effect: "read",
    run: ({ city }) => \`21 degrees in \${city}\`,
  });

  export default llmAgent({
    model: createOpenAICompatible({ name: "test", baseURL: process.env.MODEL_URL })("any"),
    instructions: "You are Ava.",
    greeting: "How may I help you?",
    tools: { weather, end_call: endCall() },
  });
`;

describe.skipIf(chromiumPath === undefined)("repartee dev with a model", { timeout: 90_000 }, () => {
  const openPage = useBrowser();
  let built: BuiltPackage;
  beforeAll(() => {
    built = buildPackage();
  }, 60_000);
  afterAll(() => built?.[Symbol.dispose]());

  function dev(words: readonly string[], environment: Readonly<Record<string, string>> = {}): RunningCli {
    return runCli(["dev", "--port", "0", ...words], { folder: built.folder, program: built.program, environment });
  }

  /** Opens the page that was printed, and calls. */
  async function call(cli: RunningCli): Promise<WatchedPage & { readonly caller: CallerHands }> {
    const [, url = ""] = await cli.printed(/page +(http:\S+)/);
    const watched = await openPage();
    const caller = callerHands(watched.page);
    await caller.open(url);
    await caller.call();
    await caller.hears("How may I help you?");
    return { ...watched, caller };
  }

  test("shows its words as they come, stops when it is cut, remembers what was heard, and hangs up", async () => {
    const story = "It all began in a small town by the sea. ".repeat(60);
    await using server = await startModelServer({
      models: ["llama3"],
      script: [
        {
          text: story,
          tokensPerSecond: 20,
          expect: { instructions: "You are Ava.", lastUserText: "Tell me everything.", toolNames: ["end_call"] },
        },
        { text: "I am Ava.", expect: { lastUserText: "Who are you?" } },
        { toolCalls: [{ name: "end_call", input: { say: "Goodbye." } }], expect: { lastUserText: "Bye." } },
      ],
    });
    await using cli = dev([
      ...["--model", `openai-compatible:${server.baseUrl}#llama3`],
      ...["--instructions", "You are Ava."],
    ]);
    await using web = await call(cli);
    const { caller, page, complaints } = web;

    await caller.say("Tell me everything.");
    const said = caller.entries("agent").nth(1).locator(".said");
    const heardSoFar = (): Promise<string> => said.evaluate(({ firstChild }) => firstChild?.textContent ?? "");
    await expect.poll(heardSoFar, { timeout: 20_000 }).toContain("It all began");
    const [told] = server.requests;
    expect(await Promise.race([told?.ended, "still being written"])).toBe("still being written");

    await caller.type("Who are you?");
    const cut = caller.entries("agent").last();
    await cut.getByText("cut off by the caller").waitFor();
    await page.getByLabel("What the caller says").press("Enter");
    await caller.hears("I am Ava.");
    expect(await told?.ended).toBe("abandoned");

    const heard = await heardSoFar();
    const [answer, question] = server.requests[1]?.messages.slice(-2) ?? [];
    // On a busy machine a holding line may come before it.
    expect(story).toContain(heard.slice(heard.indexOf("It all")));
    expect(answer).toEqual({ role: "assistant", text: heard.trim() });
    expect(question).toEqual({ role: "user", text: "(interrupting you) Who are you?" });

    await caller.say("Bye.");
    await caller.status("The agent hung up.");
    expect(await caller.entries("agent").last().innerText()).toContain("Goodbye.");
    expect(complaints).toEqual([]);

    cli.kill("SIGINT");
    expect(await cli.exited).toBe(0);
    expect(cli.stdout).not.toMatch(/ (?:warn|error) /);
    expect(cli.stderr).toBe("");
  });

  test("uses the tool of an agent file, and hangs up", async () => {
    await using server = await startModelServer({
      script: [
        {
          toolCalls: [{ name: "weather", input: { city: "Rome" } }],
          expect: { lastUserText: "How warm is it in Rome?", toolNames: ["end_call", "weather"] },
        },
        { text: "It is warm there.", expect: { lastToolResult: "21 degrees in Rome" } },
        { text: "Goodbye.", toolCalls: [{ name: "end_call", input: { say: "" } }], expect: { lastUserText: "Bye." } },
      ],
    });
    writeFileSync(join(built.folder, "agent.ts"), agentFile);
    await using cli = dev(["agent.ts"], { MODEL_URL: server.baseUrl });
    await using web = await call(cli);
    const { caller, page, complaints } = web;

    await caller.say("How warm is it in Rome?");
    await caller.hears("It is warm there.");
    expect(await page.locator(".entry.note.tool").allInnerTexts()).toEqual([
      expect.stringContaining("weather"),
      expect.stringContaining("21 degrees in Rome"),
    ]);

    await caller.say("Bye.");
    await caller.status("The agent hung up.");
    expect(await caller.entries("agent").last().innerText()).toContain("Goodbye.");
    expect(complaints).toEqual([]);
  });

  test("apologises when the server refuses the key, lacks the model or is gone, and tells why on the terminal", async () => {
    const server = await startModelServer({
      script: [
        { status: 401, message: "Not your-own-key." },
        { status: 404, message: "There is no llama3." },
      ],
    });
    await using cli = dev(["--model", `openai-compatible:${server.baseUrl}#llama3`], {
      REPARTEE_MODEL_API_KEY: "your-own-key",
    });
    await using web = await call(cli);
    const { caller, complaints } = web;
    const fails = async (answer: number, advice: RegExp): Promise<void> => {
      await caller.say("Hello.");
      await caller.entries("agent").nth(answer).filter({ hasText: "something went wrong on my side" }).waitFor();
      await cli.printed(advice);
    };

    await fails(1, / warn the model's server at .* refuses the key \(401\): check what REPARTEE_MODEL_API_KEY holds\n/);
    await fails(2, / warn the model's server at .* has no model "llama3" \(404\): mend the name .*\n/);
    expect(server.requests[0]?.apiKey).toBe("your-own-key");
    await server[Symbol.asyncDispose]();
    await fails(3, / warn no model's server is reached at .* \(ECONNREFUSED\): start it.*\n/);
    const printed = cli.stdout + cli.stderr;
    expect(printed).not.toContain("your-own-key");
    expect(printed).not.toMatch(/^\s+at /m);
    expect(complaints).toEqual([]);
  });
});
