/** Each state of the page, light and dark, wide and narrow: says what happened, is accessible, and fits. */
import type { Page } from "playwright-core";
import { dummyAgent } from "repartee";
import { describe, expect, test } from "vitest";
import { withResolver } from "../../src/internal/index.ts";
import { overflowPixels, seriousFindings } from "../support/axe.ts";
import { chromiumPath, useBrowser } from "../support/browser.ts";
import { callerHands } from "../support/caller-hands.ts";
import { startDashboard } from "../support/dashboard.ts";
import { dialClosing, dialNowhere } from "../support/dialers.ts";

/** Light and dark on a wide screen, and each panel on a narrow one. */
async function expectSound(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousFindings(page)).toEqual([]);
  }
  expect(await overflowPixels(page)).toBe(0);
  await page.setViewportSize({ width: 390, height: 800 });
  for (const tab of await page.locator(".panel-tabs button").all()) {
    await tab.click();
    expect(await overflowPixels(page)).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  }
}

describe.skipIf(chromiumPath === undefined)("the page", { timeout: 60_000 }, () => {
  const openPage = useBrowser();

  test("is sound before there is a call, and with its settings open", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page } = watched;
    await callerHands(page).open(dashboard.url);
    await page.getByText("No call yet.").waitFor();
    await expectSound(page);
    await page.getByRole("button", { name: "Settings" }).click();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflowPixels(page)).toBe(0);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  test("is sound while a call runs and after it", { timeout: 90_000 }, async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page } = watched;
    const caller = callerHands(page);
    await caller.open(dashboard.url);
    await caller.call();
    await caller.hears("How may I help you?");
    await caller.say("Hello?");
    await caller.hears("can you say that again?");
    await caller.press("Keypad");
    await expectSound(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await caller.press("Hang up");
    await caller.status("You hung up.");
    await page.locator(".entry.agent .entry-head").last().click();
    await page.locator(".frame-detail").waitFor();
    await expectSound(page);
  });

  test("is sound while it dials, and says how long it waits", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent, dial: dialNowhere });
    await using watched = await openPage();
    const caller = callerHands(watched.page);
    await caller.open(dashboard.url);
    await caller.call();
    await caller.status(/Dialling.*Waiting for 1\.\d s/);
    await expectSound(watched.page);
  });

  test("is sound after a call that failed", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent, dial: dialClosing(1011) });
    await using watched = await openPage();
    const caller = callerHands(watched.page);
    await caller.open(dashboard.url);
    await caller.call();
    await caller.status("The server closed the connection with an error.");
    await watched.page.getByRole("button", { name: "Findings 1" }).click();
    await expectSound(watched.page);
  });

  test("says when its server is gone, and connects again by itself", async () => {
    const first = await startDashboard({ agent: dummyAgent });
    const port = Number(new URL(first.url).port);
    await using watched = await openPage();
    const { page } = watched;
    await callerHands(page).open(first.url);
    await first[Symbol.asyncDispose]();
    await page.getByText("This page lost its server.").waitFor();
    await page.getByRole("button", { name: "Make a web call", disabled: true }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await using _second = await startDashboard({ agent: dummyAgent, port });
    await page.getByRole("button", { name: "Make a web call", disabled: false }).waitFor();
    await page.getByText("This page lost its server.").waitFor({ state: "detached" });
  });

  test("offers no call before its server has said which", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page } = watched;
    const hello = withResolver();
    await page.routeWebSocket(/console\/feed/, (feed) => {
      const server = feed.connectToServer();
      server.onMessage(async (message) => {
        await hello.promise;
        feed.send(message);
      });
    });
    await page.goto(dashboard.url);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    for (const name of ["Make a web call", "Check this server"]) {
      expect(await page.getByRole("button", { name }).isDisabled()).toBe(true);
    }
    hello.resolve();
    await page.getByRole("button", { name: "Make a web call", disabled: false }).waitFor();
    await callerHands(page).call();
    await callerHands(page).hears("How may I help you?");
  });

  test("keeps the colours that were chosen", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage({ colorScheme: "light" });
    const { page } = watched;
    await callerHands(page).open(dashboard.url);
    await page.getByRole("button", { name: "Switch to dark colours" }).click();
    await page.reload();
    await page.getByRole("button", { name: "Switch to light colours" }).waitFor();
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(15, 18, 22)");
  });
});
