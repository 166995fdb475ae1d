/** The numbers of a model's call in a real browser: at the turn that they belong to, live, in a recording, and offline. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { Page } from "playwright-core";
import { dummyAgent } from "repartee";
import { readRecording } from "repartee/platform";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { llmAgent, tool } from "../../src/agents/llm/index.ts";
import { type ModelServer, startModelServer } from "../../src/testing/index.ts";
import { overflowPixels, seriousFindings } from "../support/axe.ts";
import { chromiumPath, useBrowser } from "../support/browser.ts";
import { callerHands } from "../support/caller-hands.ts";
import { startDashboard } from "../support/dashboard.ts";

const usage = { inputTokens: 1_000, outputTokens: 100, cachedInputTokens: 400 };

/** A model that stalls and the one that takes over, a tool that is done once, and an answer that is interrupted. */
function startProvider(): Promise<ModelServer> {
  return startModelServer({
    script: [
      { text: "Too late.", firstTokenMs: 60_000, expect: { lastUserText: "When do you close?" } },
      { text: "We close at five.", usage },
      { toolCalls: [{ name: "book", input: { guests: 2 } }], usage, expect: { lastUserText: "Book a table for two." } },
      { text: "It is booked.", usage, expect: { lastToolResult: "booked" } },
      { text: "It all began in a small town by the sea. ".repeat(60), tokensPerSecond: 20 },
      { text: "You are welcome.", usage, expect: { lastUserText: "Thank you." } },
    ],
  });
}

function agentOf({ baseUrl: baseURL }: ModelServer) {
  const provider = createOpenAICompatible({ name: "test", baseURL, includeUsage: true });
  return llmAgent({
    model: [provider("swift"), provider("steady")],
    prices: { swift: { input: 1, output: 10, cachedInput: 0.1 }, steady: { input: 2, output: 20 } },
    instructions: "You are Ava.",
    greeting: "How may I help you?",
    confirmMs: 700,
    ladder: { holdAfterMs: 800, holdLines: ["One moment, please."], firstWordMs: 3_000 },
    tools: {
      book: tool({
        description: "Books a table.",
        input: z.object({ guests: z.number() }),
        effect: "commit",
        run: () => "booked",
      }),
    },
  });
}

async function holdCall(page: Page, url: string): Promise<void> {
  const caller = callerHands(page);
  await caller.open(url);
  await caller.call();
  await caller.hears("How may I help you?");
  await caller.say("When do you close?");
  await caller.hears("We close at five.");
  await caller.say("Book a table for two.");
  await caller.hears("It is booked.");
  await caller.say("Tell me everything.");
  await page.locator(".entry.agent.speaking .said").filter({ hasText: "a small town" }).last().waitFor();
  await caller.say("Thank you.");
  await caller.hears("You are welcome.");
  await caller.press("Hang up");
  await caller.status("You hung up.");
}

/** Of the call that is shown. */
async function download(page: Page, link: string): Promise<string> {
  const button = page.locator(".call.selected").getByRole("link", { name: link });
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const path = join(mkdtempSync(join(tmpdir(), "repartee-numbers-")), file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

/** What the page tells of the agent's work: of the whole call, or of the turn that is chosen. */
async function readWork(page: Page): Promise<{ readonly table: string[]; readonly items: string[] }> {
  await page.getByRole("button", { name: /^Model \d/ }).press("Enter");
  const work = page.getByRole("region", { name: "Model" });
  const texts = async (selector: string): Promise<string[]> =>
    (await work.locator(selector).allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
  return { table: await texts("tbody tr"), items: await texts("li p") };
}

async function chooseTurn(page: Page, id: number): Promise<void> {
  await page
    .locator(".turn")
    .filter({ hasText: `#${id} ` })
    .press("Enter");
  await page
    .locator(".chosen-moment")
    .filter({ hasText: `turn #${id}` })
    .waitFor();
}

const ms = String.raw`(\d+ ms|\d+\.\d s)`;

/** Choosing turn by turn shows what belongs to each. */
async function expectNumbersOfTurns(page: Page): Promise<void> {
  await chooseTurn(page, 1);
  const first = (await readWork(page)).items;
  expect(first).toHaveLength(4);
  expect(first[0]).toMatch(new RegExp(`^#1 swift stalled over after ${ms} · ≈ \\d+ tokens in, ≈ 0 out · (≈|<) .+$`));
  expect(first.slice(1, 3)).toEqual(["#1 holding line", "#1 next model"]);
  const times = `first token ${ms} · first word ${ms} · first sentence ${ms} · over after ${ms}`;
  expect(first[3]).toMatch(
    new RegExp(`^#1 steady kept ${times} · 1,000 tokens in \\(400 cached\\), 100 out · \\$0\\.0040$`),
  );

  await chooseTurn(page, 2);
  const second = await readWork(page);
  expect(second.table).toEqual(["kept 2 2,000 800 200 $0.0033"]);
  expect(second.items).toHaveLength(3);
  expect(second.items[1]).toMatch(new RegExp(`^#2 book\\(\\) done waited ${ms} to be confirmed · ran ${ms}$`));

  await chooseTurn(page, 3);
  expect((await readWork(page)).items).toEqual([
    expect.stringMatching(new RegExp(`^#3 swift withdrawn first token ${ms}.* · ≈ \\d+ tokens in, ≈ \\d+ out · ≈ \\$`)),
  ]);

  await chooseTurn(page, 0);
  expect((await readWork(page)).items).toEqual([]);
  await page.getByRole("button", { name: "Clear", exact: true }).press("Enter");
}

describe.skipIf(chromiumPath === undefined)("a call with a model", { timeout: 90_000 }, () => {
  const openPage = useBrowser();

  test("shows what its models, tools and holding lines came to, turn by turn, wherever it is opened", async () => {
    await using server = await startProvider();
    await using dashboard = await startDashboard({ agent: agentOf(server) });
    await using watched = await openPage();
    const { page, complaints } = watched;
    await holdCall(page, dashboard.url);

    const whole = await readWork(page);
    expect(whole.table.map((row) => row.split(" ").slice(0, 2))).toEqual([
      ["kept", "4"],
      ["withdrawn", "1"],
      ["stalled", "1"],
      ["together", "6"],
    ]);
    expect(await page.locator(".model-total").innerText()).toMatch(
      /^Models: 6 generations, ≈\s4,\d{3} tokens, ≈\s\$0\.0\d+\.$/,
    );
    expect(await page.locator(".entry.agent .entry-foot").nth(1).innerText()).toContain("holding line · next model");
    expect(await page.locator(".model-bar").count()).toBe(6);
    expect(await page.locator(".named-mark").allInnerTexts()).toEqual(["holding line", "next model"]);
    expect(await page.locator(".bar.confirm-wait").getAttribute("title")).toMatch(/^book waits .* to be confirmed$/);
    await expectNumbersOfTurns(page);

    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await seriousFindings(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole("button", { name: "Watch" }).click();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflowPixels(page)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });

    const path = await download(page, "Download jsonl");
    const { report } = readRecording(readFileSync(path, "utf8"));
    expect(report?.notes.map(({ kind }) => kind).sort()).toEqual([
      ...Array(6).fill("generation"),
      ...Array(2).fill("rung"),
      "tool",
    ]);
    expect(report?.noteTotals).toMatchObject({ tools: { done: 1 }, rungs: { "holding-line": 1, "next-model": 1 } });
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "Open" }).click(),
    ]);
    await chooser.setFiles({ name: "call.jsonl", mimeType: "application/jsonl", buffer: readFileSync(path) });
    await page.locator(".call.selected").filter({ hasText: "Recording" }).waitFor();
    expect(await readWork(page)).toEqual(whole);
    await expectNumbersOfTurns(page);

    const html = await download(page, "Download html");
    await using offline = await openPage();
    await offline.page.context().setOffline(true);
    await offline.page.goto(`file://${html}`);
    expect(await readWork(offline.page)).toEqual(whole);
    await expectNumbersOfTurns(offline.page);
    expect(complaints).toEqual([]);
    expect(offline.complaints).toEqual([]);
  });

  test("of a server that tells nothing of itself has no place for such numbers", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page } = watched;
    const caller = callerHands(page);
    await caller.open(dashboard.url);
    await caller.call();
    await caller.say("Hello?");
    await caller.hears("can you say that again?");
    expect(await page.locator(".lane-name").allInnerTexts()).not.toContain("Model");
    expect(await page.getByRole("button", { name: /^Model/ }).count()).toBe(0);
    expect(await page.locator(".latency").innerText()).not.toContain("First token");
    expect(await page.locator(".model-total").count()).toBe(0);
  });
});
