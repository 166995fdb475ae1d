/** A web call with a model in a real browser: its words as they come, cut off, a tool that it calls, and its goodbye. */
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { endCall, llmAgent, tool } from "../../src/agents/llm/index.ts";
import { startModelServer } from "../../src/testing/index.ts";
import { chromiumPath, launchBrowser, openPage } from "../support/browser.ts";
import { callerHands } from "../support/caller-hands.ts";
import { startDashboard } from "../support/dashboard.ts";

const weather = tool({
  description: "Tells the temperature.",
  input: z.object({ city: z.string() }),
  effect: "read",
  run: () => "21 degrees",
});

describe.skipIf(chromiumPath === undefined)("a web call with a model", { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test("shows its words as they come, a cut, a tool call and the hang-up", async () => {
    const story = "It all began in a small town by the sea. ".repeat(60);
    await using server = await startModelServer({
      script: [
        { text: story, tokensPerSecond: 20, expect: { lastUserText: "Tell me everything." } },
        {
          toolCalls: [{ name: "weather", input: { city: "Rome" } }],
          expect: { lastUserText: "How warm is it in Rome?" },
        },
        { text: "It is warm there.", expect: { lastToolResult: "21 degrees" } },
        { toolCalls: [{ name: "end_call", input: { say: "Goodbye." } }], expect: { lastUserText: "Bye." } },
      ],
    });
    const agent = llmAgent({
      model: createOpenAICompatible({ name: "test", baseURL: server.baseUrl })("any"),
      instructions: "You are Ava.",
      greeting: "How may I help you?",
      tools: { weather, end_call: endCall() },
    });
    await using dashboard = await startDashboard({ agent });
    await using watched = await openPage(browser);
    const { page, complaints } = watched;
    const caller = callerHands(page);
    await caller.open(dashboard.url);
    await caller.call();
    await caller.hears("How may I help you?");

    await caller.say("Tell me everything.");
    await page.locator(".entry.agent.speaking .said").filter({ hasText: "a small town" }).last().waitFor();
    await caller.type("How warm is it in Rome?");
    await caller.entries("agent").last().getByText("cut off by the caller").waitFor();
    await page.getByLabel("What the caller says").press("Enter");

    await caller.hears("It is warm there.");
    expect(await page.locator(".entry.note.tool").allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining("weather"), expect.stringContaining("21 degrees")]),
    );

    await caller.say("Bye.");
    await caller.status("The agent hung up.");
    expect(await page.locator(".entry.agent").last().innerText()).toContain("Goodbye.");
    expect(await server.requests[0]?.ended).toBe("abandoned");
    expect(complaints).toEqual([]);
  });
});
