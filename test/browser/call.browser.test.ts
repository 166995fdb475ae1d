/** A web call in a real browser, by keyboard: said, heard, cut off, dropped, and ended. */
import { dummyAgent, slowAgent } from "repartee";
import { describe, expect, test } from "vitest";
import { chromiumPath, useBrowser } from "../support/browser.ts";
import { callerHands } from "../support/caller-hands.ts";
import { startDashboard } from "../support/dashboard.ts";
import { dialClosing } from "../support/dialers.ts";

describe.skipIf(chromiumPath === undefined)("a web call", { timeout: 60_000 }, () => {
  const openPage = useBrowser();

  test("is made, held and ended by keyboard", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page, complaints } = watched;
    const caller = callerHands(page);
    await caller.open(dashboard.url);
    expect(await page.getByLabel("LLM WebSocket URL").inputValue()).toBe(dashboard.callUrl);
    await caller.call();
    await caller.hears("How may I help you?");
    await caller.say("Where is my parcel?");
    await caller.hears("I am sorry, can you say that again?");
    expect(await caller.entries("caller").innerText()).toContain("Where is my parcel?");
    await page
      .locator(".turn-text")
      .filter({ hasText: /#1.*first word .*dead air/ })
      .waitFor();
    await caller.frames("response_required").first().waitFor();
    await caller.press("Hang up");
    await caller.status("You hung up.");
    await page.getByLabel("What the caller says").waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  test("cuts the agent off while the caller types, and strikes through what was not heard", async () => {
    const agent = slowAgent({ firstWordMs: 50, wordsPerSecond: 20 });
    await using dashboard = await startDashboard({ agent });
    await using watched = await openPage();
    const caller = callerHands(watched.page);
    await caller.open(dashboard.url);
    await caller.call();
    await caller.hears("What would you like to know?");
    await caller.say("Tell me everything.");
    await watched.page
      .locator(".entry.agent.speaking .said")
      .filter({ hasText: /think for a/ })
      .last()
      .waitFor();
    await caller.type("Stop there ");
    const cut = caller.entries("agent").last();
    await cut.getByText("cut off by the caller").waitFor();
    const unheard = await cut.locator("del").innerText();
    expect(unheard.length).toBeGreaterThan(10);
    await expect.poll(() => watched.page.locator(".bar.agent.cut").count()).toBe(1);
  });

  test("is reminded after silence, and takes keys", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page } = watched;
    const caller = callerHands(page);
    await caller.open(dashboard.url);
    await caller.press("Settings");
    await page.getByLabel("Reminder after").fill("300");
    await caller.press("Done");
    await page.getByRole("button", { name: "Settings (1)" }).waitFor();
    await caller.call();
    await caller.frames("reminder_required").waitFor();
    await page.locator(".entry-head").filter({ hasText: "reminder #1" }).waitFor();
    await caller.press("Keypad");
    await page.keyboard.press("4");
    await page.keyboard.press("2");
    await page.locator(".entry.note.key").filter({ hasText: "42" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#keypad").waitFor({ state: "detached" });
  });

  test("recovers when the connection is dropped", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page } = watched;
    const caller = callerHands(page);
    await caller.open(dashboard.url);
    await caller.call();
    await caller.hears("How may I help you?");
    await caller.press("Drop");
    await page.getByText("Connected again.").waitFor();
    await caller.say("Are you there?");
    await caller.hears("can you say that again?");
    await page.getByRole("button", { name: "Findings 1" }).click();
    await page.getByText("connection-broken").waitFor();
  });

  test("goes on when the page is loaded anew", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const caller = callerHands(watched.page);
    await caller.open(dashboard.url);
    await caller.call();
    await caller.hears("How may I help you?");
    await watched.page.reload();
    await caller.hears("How may I help you?");
    await caller.say("Still here?");
    await caller.hears("can you say that again?");
    await caller.press("Hang up");
    await caller.status("You hung up.");
  });

  test("says what went wrong when the server closes with an error", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent, dial: dialClosing(1011) });
    await using watched = await openPage();
    const caller = callerHands(watched.page);
    await caller.open(dashboard.url);
    await caller.call();
    await caller.status("The server closed the connection with an error.");
    await watched.page.getByRole("button", { name: "Findings 1" }).click();
    await watched.page.getByText("closed-with-error").waitFor();
  });

  test("is refused with a reason when the URL is none", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page } = watched;
    const caller = callerHands(page);
    await caller.open(dashboard.url);
    await page.getByLabel("LLM WebSocket URL").fill("ftp://127.0.0.1/calls");
    await caller.press("Make a web call");
    await page.getByRole("alert").filter({ hasText: "ws, wss, http or https" }).waitFor();
    await caller.press("Dismiss");
    await page.locator(".banner").waitFor({ state: "detached" });
  });
});
