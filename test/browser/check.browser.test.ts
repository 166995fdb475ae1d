/** A check of a server in a real browser: started, followed, stopped, read by keyboard, and kept. */
import type { Page } from "playwright-core";
import { dummyAgent } from "repartee";
import type { Verdict } from "repartee/check";
import { describe, expect, test } from "vitest";
import { response, startModelServer } from "../check/model-server.ts";
import { overflowPixels, seriousFindings } from "../support/axe.ts";
import { chromiumPath, useBrowser } from "../support/browser.ts";
import { callerHands } from "../support/caller-hands.ts";
import { startDashboard } from "../support/dashboard.ts";
import { createFakeChecker, type FakeChecker } from "../support/fake-checker.ts";
import { fewAudits } from "../support/few-audits.ts";

const checker = fewAudits("greeting-in-time", "greeting-completed", "greeting-once");
const failure: Verdict = { outcome: "fails", reason: "it did not", frames: [] };

/** Presses the button with the keyboard, and waits until the check is there. */
async function startCheck(page: Page, url?: string): Promise<void> {
  if (url !== undefined) await page.getByLabel("LLM WebSocket URL").fill(url);
  await page.getByRole("button", { name: "Check this server" }).press("Enter");
  await page.getByRole("region", { name: "Check", exact: true }).waitFor();
}

/** The line that says how the check stands. */
async function status(page: Page, text: string | RegExp): Promise<void> {
  await page.locator(".check-status").filter({ hasText: text }).waitFor();
}

/** Rows of audits, also of those that stand in several lists. */
function rows(page: Page, list: string) {
  return page.getByRole("region", { name: list }).locator(".audit");
}

/** Light and dark on a wide screen, and the whole on a narrow one. */
async function expectSound(page: Page): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await seriousFindings(page)).toEqual([]);
    }
    expect(await overflowPixels(page)).toBe(0);
  }
}

describe.skipIf(chromiumPath === undefined)("a check", { timeout: 60_000 }, () => {
  const openPage = useBrowser();

  test("of a sound server says so, can be downloaded, and leaves the list of calls alone", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent, checker });
    await using watched = await openPage();
    const { page, complaints } = watched;
    await callerHands(page).open(dashboard.url);
    await startCheck(page);
    await status(page, "Sound. No rule that was tried is broken.");
    await expect.poll(() => rows(page, "Greeting").locator(".mark.holds").count()).toBe(3);
    await expect.poll(() => page.locator(".call").count()).toBe(1);
    for (const format of ["html", "json"]) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: `Download ${format}` }).press("Enter"),
      ]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`^check-127_0_0_1_\\d+_llm-websocket_\\.${format}$`));
      expect(await download.failure()).toBeNull();
    }
    await expectSound(page);
    expect(complaints).toEqual([]);
  });

  test("of a broken server opens each failure, with its messages, by keyboard alone", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent, checker });
    await using server = await startModelServer({
      greet: (peer) => peer.send(response(0, "<img src=x onerror=alert(1)>", { content_complete: false })),
    });
    await using watched = await openPage();
    const { page, complaints } = watched;
    await callerHands(page).open(dashboard.url);
    await page.getByLabel("LLM WebSocket URL").fill(`${server.url}?key=hunter2`);
    for (const _ of ["Make a web call", "Check this server"]) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await status(page, "1 rule that must hold is broken.");
    expect(await page.locator(".panel.check").innerText()).not.toContain("hunter2");

    const failed = rows(page, "Failures");
    await failed.getByRole("button", { name: "Fails: MUST Completes the greeting" }).focus();
    await page.keyboard.press("Enter");
    for (const text of [
      "What came back",
      "The agent's turn hangs",
      "Send content_complete true",
      "greeting-completed",
    ]) {
      await failed.getByText(text).first().waitFor();
    }
    await page.keyboard.press("Tab");
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    await failed.locator('[role="option"][aria-selected="true"][aria-posinset="1"]').waitFor();
    await failed.getByRole("option").filter({ hasText: "onerror" }).click();
    await failed
      .locator(".frame-detail pre")
      .filter({ hasText: '"content": "<img src=x onerror=alert(1)>"' })
      .waitFor();
    await failed.getByText("The platform takes it.").waitFor();
    await expectSound(page);
    expect(complaints).toEqual([]);
  });

  test("shows live how far it is, what it tries, and what it has found", async () => {
    const fake = createFakeChecker(["one", "two", "three"]);
    await using dashboard = await startDashboard({ agent: dummyAgent, checker: fake });
    await using watched = await openPage();
    const { page } = watched;
    await callerHands(page).open(dashboard.url);
    await page.getByLabel("How much of it is checked").selectOption("quick");
    await startCheck(page);
    await expect.poll(() => rows(page, "Greeting").locator(".mark.waiting").count()).toBe(3);
    const [run] = fake.runs;
    expect(run?.options.isQuick).toBe(true);
    run?.began("one");
    run?.began("two");
    await status(page, "Checking… Title of one · Title of two");
    await expectSound(page);
    run?.finished("one", failure);
    await page.locator(".check-progress").filter({ hasText: "1 of 3" }).waitFor();
    expect(await page.getByRole("progressbar").getAttribute("value")).toBe("1");
    await rows(page, "Failures").filter({ hasText: "it did not" }).waitFor();
    run?.finished("two", { outcome: "could-not-tell", reason: "nobody knows" });
    run?.finished("three");
    await run?.end();
    await status(page, "1 rule that must hold is broken.");
    await expect.poll(() => rows(page, "Greeting").count()).toBe(3);
    for (const [choice, text] of [
      ["Could not tell 1", "nobody knows"],
      ["Holds 1", "Title of three"],
      ["Fails 1", "it did not"],
    ] as const) {
      await page.getByRole("button", { name: choice }).press("Enter");
      await page.locator(".audit").filter({ hasText: text }).waitFor();
      await expect.poll(() => page.locator(".audit").count()).toBe(1);
    }
    await page.getByRole("button", { name: "Not applicable 0" }).press("Enter");
    await page.getByText("Nothing came out so.").waitFor();
  });

  test("is stopped, keeps what it found, and is run again, without the hands leaving the keyboard", async () => {
    const fake = createFakeChecker();
    await using dashboard = await startDashboard({ agent: dummyAgent, checker: fake });
    await using watched = await openPage();
    const { page } = watched;
    await callerHands(page).open(dashboard.url);
    await startCheck(page);
    fake.runs[0]?.finished("one");
    await page.locator(".check-progress").filter({ hasText: "1 of 2" }).waitFor();
    const givenUp = new Promise((resolve) => fake.runs[0]?.options.signal?.addEventListener("abort", resolve));
    await page.getByRole("button", { name: "Stop", exact: true }).press("Enter");
    await status(page, "Stopping…");
    await givenUp;
    fake.runs[0]?.finished("two", { outcome: "could-not-tell", reason: "the check was given up" });
    await fake.runs[0]?.end();
    await status(page, "Stopped after 1 of 2.");
    await page.getByText("the check was given up").waitFor();
    await expectSound(page);
    await page.locator(".check-actions :focus").filter({ hasText: "Check again" }).waitFor();
    await page.keyboard.press("Enter");
    await status(page, "Checking…");
    expect(fake.runs).toHaveLength(2);
  });

  test("says that a server cannot be reached, and what to do", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent, checker });
    const gone = await startModelServer();
    await gone[Symbol.asyncDispose]();
    await using watched = await openPage();
    await callerHands(watched.page).open(dashboard.url);
    await startCheck(watched.page, gone.url);
    await status(
      watched.page,
      "The server could not be reached. Start it, or correct the URL above; then check again.",
    );
    await expectSound(watched.page);
  });

  test("is refused for a URL that is none, and says when it has failed itself", async () => {
    const fake = createFakeChecker();
    await using dashboard = await startDashboard({ agent: dummyAgent, checker: fake });
    await using watched = await openPage();
    const { page } = watched;
    await callerHands(page).open(dashboard.url);
    await page.getByLabel("LLM WebSocket URL").fill("ftp://127.0.0.1/calls");
    await page.getByRole("button", { name: "Check this server" }).press("Enter");
    await page.getByRole("alert").filter({ hasText: "ws, wss, http or https" }).waitFor();
    await startCheck(page, dashboard.callUrl);
    await fake.runs[0]?.fail(new Error("out of order"));
    await status(page, "The check itself has failed. out of order. Check again");
    expect(await page.getByRole("link", { name: "Download" }).count()).toBe(0);
    await expectSound(page);
  });

  test("stays while a call is made, and is there to come back to", async () => {
    const fake = createFakeChecker();
    await using dashboard = await startDashboard({ agent: dummyAgent, checker: fake });
    await using watched = await openPage({ viewport: { width: 390, height: 800 } });
    const { page } = watched;
    const caller = callerHands(page);
    await caller.open(dashboard.url);
    await startCheck(page);
    fake.runs[0]?.finished("one", failure);
    await caller.call();
    await caller.hears("How may I help you?");
    fake.runs[0]?.finished("two");
    await fake.runs[0]?.end();
    await page.getByRole("button", { name: "Calls", exact: true }).click();
    await page.locator(".call-open").filter({ hasText: "1 failure" }).press("Enter");
    await status(page, "1 rule that must hold is broken.");
    expect(await rows(page, "Failures").count()).toBe(1);
    expect(await overflowPixels(page)).toBe(0);
  });

  test("keeps an opened result at its place when a graver one comes above it", async () => {
    const fake = createFakeChecker(["one", "two"], { one: "MAY" });
    await using dashboard = await startDashboard({ agent: dummyAgent, checker: fake });
    await using watched = await openPage();
    const { page } = watched;
    await callerHands(page).open(dashboard.url);
    await startCheck(page);
    await checkPlace(page, fake);
  });

  test("is given up when the page loses its server, keeps what it found, and can be run again", async () => {
    const fake = createFakeChecker();
    const first = await startDashboard({ agent: dummyAgent, checker: fake });
    const port = Number(new URL(first.url).port);
    await using watched = await openPage();
    const { page } = watched;
    await callerHands(page).open(first.url);
    await startCheck(page);
    fake.runs[0]?.finished("one", failure);
    await rows(page, "Failures").waitFor();
    await first[Symbol.asyncDispose]();
    await status(page, "Given up: this page lost its server.");
    await page.getByRole("button", { name: "Check again", disabled: true }).waitFor();
    expect(await rows(page, "Failures").count()).toBe(1);
    await expectSound(page);
    await using _second = await startDashboard({ agent: dummyAgent, port, checker: fake });
    await page.getByRole("button", { name: "Check again", disabled: false }).press("Enter");
    await status(page, "Checking…");
  });
});

async function checkPlace(page: Page, fake: FakeChecker): Promise<void> {
  // A row far enough down that there is something to scroll by.
  await page.setViewportSize({ width: 1280, height: 340 });
  fake.runs[0]?.finished("one", failure);
  const head = rows(page, "Failures").getByRole("button", { name: "Title of one" });
  await head.press("Enter");
  await rows(page, "Failures").getByText("Advice on one").waitFor();
  const before = await head.boundingBox();
  fake.runs[0]?.finished("two", failure);
  await rows(page, "Failures").getByText("Title of two").waitFor();
  expect(await head.boundingBox()).toEqual(before);
}
