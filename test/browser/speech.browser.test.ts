/** Speech in a real browser, with ears and a mouth that the test holds: heard, spoken, cut off, muted, missing. */
import type { Page } from "playwright-core";
import { dummyAgent, slowAgent } from "repartee";
import { describe, expect, test } from "vitest";
import { chromiumPath, useBrowser } from "../support/browser.ts";
import { type CallerHands, callerHands } from "../support/caller-hands.ts";
import { startDashboard } from "../support/dashboard.ts";
import { type FakeSpeech, fakeSpeech } from "../support/fake-speech.ts";

/** Opens the page with ears and a mouth, and calls. */
async function call(page: Page, url: string): Promise<{ readonly speech: FakeSpeech; readonly caller: CallerHands }> {
  const speech = await fakeSpeech(page);
  const caller = callerHands(page);
  await caller.open(url);
  await caller.call();
  return { speech, caller };
}

describe.skipIf(chromiumPath === undefined)("speech", { timeout: 60_000 }, () => {
  const openPage = useBrowser();

  test("is spoken sentence by sentence, and heard from partial to final text", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { speech, caller } = await call(watched.page, dashboard.url);
    await expect.poll(() => speech.spoken()).toContain("How may I help you?");
    await caller.press("Mic");
    await expect.poll(() => speech.isListening()).toBe(true);
    await caller.hears("How may I help you?");
    await speech.hear("onSpeechStart");
    await speech.hear("onPartial", "where is");
    await watched.page.locator(".entry.caller .said.open").filter({ hasText: "where is" }).waitFor();
    await speech.hear("onFinal", "Where is my parcel?");
    await caller.hears("I am sorry, can you say that again?");
    expect(await caller.entries("caller").innerText()).toContain("Where is my parcel?");
    await expect.poll(() => speech.spoken()).toContain("I am sorry, can you say that again?");
    await caller.press("Hang up");
    await expect.poll(() => speech.isListening()).toBe(false);
  });

  test("of the agent stops when the caller speaks", async () => {
    const agent = slowAgent({ firstWordMs: 50, wordsPerSecond: 30 });
    await using dashboard = await startDashboard({ agent });
    await using watched = await openPage();
    const { speech, caller } = await call(watched.page, dashboard.url);
    await watched.page.locator(".entry.agent.speaking").waitFor();
    await caller.press("Mic");
    const before = (await speech.spoken()).length;
    await speech.hear("onPartial", "excuse me");
    await expect.poll(async () => (await speech.spoken()).slice(before)).toContain("(silence)");
    await watched.page.locator(".entry.agent del").waitFor();
  });

  test("is not passed on while the microphone is muted", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { speech, caller } = await call(watched.page, dashboard.url);
    await caller.hears("How may I help you?");
    await caller.press("Mic");
    await caller.press("Mute");
    await speech.hear("onFinal", "This stays between us.");
    await caller.press("Mute");
    await speech.hear("onFinal", "This does not.");
    await caller.hears("can you say that again?");
    expect(await watched.page.locator(".entry.caller .said").allInnerTexts()).toEqual(["This does not."]);
  });

  test("that fails says why, and typing goes on", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { speech, caller } = await call(watched.page, dashboard.url);
    await caller.hears("How may I help you?");
    await caller.press("Mic");
    await speech.hear("onStopped", "No microphone was found: connect one, or type.");
    await watched.page.getByText("No microphone was found: connect one, or type.").waitFor();
    await watched.page.getByRole("button", { name: "Mic", pressed: false }).waitFor();
    await caller.say("Typed instead.");
    await caller.hears("can you say that again?");
  });

  test("says plainly that this browser has no voice", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const caller = callerHands(watched.page);
    await caller.open(dashboard.url);
    await caller.call();
    await watched.page.getByText("This browser has no voice installed: read along instead.").waitFor();
    await watched.page.getByRole("button", { name: "Voice", disabled: true }).waitFor();
  });
});
