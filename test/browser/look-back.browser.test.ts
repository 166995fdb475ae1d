/** Looking back in a real browser: replay, downloads, recordings, and calls that a platform placed. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { dummyAgent } from "repartee";
import { readRecording, say, scriptedCaller, startCall, waitForAgent } from "repartee/platform";
import { describe, expect, test } from "vitest";
import { chromiumPath, useBrowser } from "../support/browser.ts";
import { callerHands } from "../support/caller-hands.ts";
import { startDashboard } from "../support/dashboard.ts";

/** One question, one answer. */
async function holdCall(page: Page, url: string): Promise<void> {
  const caller = callerHands(page);
  await caller.open(url);
  await caller.call();
  await caller.hears("How may I help you?");
  await caller.say("Hello?");
  await caller.hears("can you say that again?");
  await caller.press("Hang up");
  await caller.status("You hung up.");
}

async function download(page: Page, link: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link }).click()]);
  const path = join(mkdtempSync(join(tmpdir(), "repartee-download-")), file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

describe.skipIf(chromiumPath === undefined)("looking back", { timeout: 60_000 }, () => {
  const openPage = useBrowser();

  test("replays a call that is over, at a speed, from any moment", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page } = watched;
    const caller = callerHands(page);
    await holdCall(page, dashboard.url);
    await expect.poll(() => caller.entries("agent").count()).toBe(2);
    const slider = page.getByLabel("Moment of the call");
    await slider.press("Home");
    await caller.status("Replay.");
    await expect.poll(() => caller.entries("agent").count()).toBeLessThan(2);
    await caller.press("4×");
    await caller.press("Replay");
    await caller.hears("can you say that again?");
    await caller.press("max");
    await caller.status("You hung up.");
  });

  test("shows the frames of a turn, and the moment of a frame", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page } = watched;
    await holdCall(page, dashboard.url);
    await page.getByRole("button", { name: /^response #1/ }).click();
    await expect.poll(() => page.locator(".virtual-row .frame-id").allInnerTexts()).toEqual(["#1", "#1"]);
    await page.locator(".virtual-row").filter({ hasText: "response_required" }).click();
    await page.getByRole("article", { name: "Message" }).getByText("Sent to the server.").waitFor();
    await expect.poll(() => page.locator(".cursor").count()).toBe(1);
    expect(await page.locator(".frame-detail pre").innerText()).toContain('"interaction_type": "response_required"');
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.getByLabel("Search in messages").fill("say that again");
    await expect.poll(() => page.locator(".virtual-row").count()).toBeGreaterThan(0);
    await page.getByLabel("Direction").selectOption("from-server");
    await expect.poll(() => page.locator(".virtual-row .frame-type").allInnerTexts()).toEqual(["response"]);
  });

  test("shows the text of a bar where there is room for it, and a number whole or not at all", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page } = watched;
    await holdCall(page, dashboard.url);
    const bars = page.locator(".bar:is(.agent, .dead-air)");
    const deadAir = page.locator(".bar.dead-air").first();
    const [zoomOut, zoomIn] = [
      page.getByRole("button", { name: "Zoom out" }),
      page.getByRole("button", { name: "Zoom in" }),
    ];
    while (await zoomOut.isEnabled()) await zoomOut.click();
    expect((await bars.allInnerTexts()).join("")).toBe("");
    while (await zoomIn.isEnabled()) {
      await zoomIn.click();
      expect(await deadAir.innerText()).toMatch(/^(\d+ ms|\d\.\d s)?$/);
      expect(await deadAir.evaluate((bar) => bar.scrollWidth - bar.clientWidth)).toBe(0);
    }
    expect(await bars.allInnerTexts()).not.toContain("");
  });

  test("downloads a call as a recording that can be opened again", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page } = watched;
    await holdCall(page, dashboard.url);
    const path = await download(page, "Download jsonl");
    const recording = readRecording(readFileSync(path, "utf8"));
    expect(recording.report?.call.disconnection_reason).toBe("user_hangup");
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "Open" }).click(),
    ]);
    await chooser.setFiles({ name: "call.jsonl", mimeType: "application/jsonl", buffer: readFileSync(path) });
    await page.locator(".call.selected").filter({ hasText: "Recording" }).waitFor();
    await callerHands(page).hears("can you say that again?");
    await page.locator(".call.selected").getByRole("button", { name: "Remove from the list" }).click();
    await page.getByText("No call yet.").waitFor();
  });

  test("downloads a call as one HTML file that opens with the network off", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    await holdCall(watched.page, dashboard.url);
    const path = await download(watched.page, "Download html");
    await using offline = await openPage();
    const { page, complaints } = offline;
    await page.context().setOffline(true);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(`file://${path}`);
    const viewer = callerHands(page);
    await viewer.hears("can you say that again?");
    await viewer.status("You hung up.");
    await viewer.frames("response_required").first().waitFor();
    await page
      .locator(".turn-text")
      .filter({ hasText: /#1.*dead air/ })
      .waitFor();
    await page.getByRole("button", { name: "Replay" }).click();
    await viewer.status("Replay.");
    expect(requests).toEqual([`file://${path}`]);
    expect(complaints).toEqual([]);
  });

  test("lists a call that a platform places, live", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page } = watched;
    const viewer = callerHands(page);
    await viewer.open(dashboard.url);
    const caller = scriptedCaller([waitForAgent(), say("Who is this?"), waitForAgent()]);
    await using call = startCall({ url: dashboard.callUrl, caller, speed: 4 });
    await page.locator(".call-open").filter({ hasText: "Platform call" }).click();
    await page.locator(".entry.caller").filter({ hasText: "Who is this?" }).waitFor();
    await page.locator(".entry.agent").filter({ hasText: "can you say that again?" }).waitFor();
    expect(await page.getByLabel("What the caller says").count()).toBe(0);
    await call.report;
    await page.locator(".call-facts").filter({ hasText: "2 turns" }).waitFor();
  });
});
