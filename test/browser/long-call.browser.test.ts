/** A call of 10,000 frames in a real browser: only what is in view is drawn, and all of it can be reached. */
import { dummyAgent } from "repartee";
import type { CallEvent, RecordingHead } from "repartee/platform";
import { describe, expect, test } from "vitest";
import { chromiumPath, useBrowser } from "../support/browser.ts";
import { callerHands } from "../support/caller-hands.ts";
import { startDashboard } from "../support/dashboard.ts";

const frameCount = 10_000;

/** A recording that broke off, of nothing but one long answer. */
function longRecording(): Buffer {
  const head: RecordingHead = { type: "recording", version: 1, callId: "call_long", url: "ws://localhost/call_long" };
  const events = Array.from({ length: frameCount }, (_, index): CallEvent => {
    const atMs = index * 50;
    const text = `{"response_type":"response","response_id":0,"content":"word ${index} "}`;
    return {
      type: "frame-passed",
      frame: {
        index,
        atMs,
        direction: "from-server",
        socketIndex: 0,
        type: "response",
        responseId: 0,
        byteCount: text.length,
        text,
        verdict: "accepted",
        findings: [],
      },
      atMs,
    };
  });
  return Buffer.from([head, ...events].map((line) => JSON.stringify(line)).join("\n"));
}

describe.skipIf(chromiumPath === undefined)("a long call", { timeout: 60_000 }, () => {
  const openPage = useBrowser();

  test("draws only the frames in view, and reaches all of them by keyboard", async () => {
    await using dashboard = await startDashboard({ agent: dummyAgent });
    await using watched = await openPage();
    const { page } = watched;
    await callerHands(page).open(dashboard.url);
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "Open" }).click(),
    ]);
    await chooser.setFiles({ name: "long.jsonl", mimeType: "application/jsonl", buffer: longRecording() });
    await page.getByRole("button", { name: `Wire ${frameCount}` }).waitFor();
    const list = page.getByRole("listbox", { name: "Messages" });
    for (const [key, word] of [
      ["Home", "word 0 "],
      ["End", `word ${frameCount - 1} `],
    ] as const) {
      await list.press(key);
      await page.locator('.virtual-row[aria-selected="true"]').filter({ hasText: word }).waitFor();
      expect(await page.locator(".virtual-row").count()).toBeLessThan(100);
      expect(await page.locator(".lanes *").count()).toBeLessThan(500);
    }
    await page.getByLabel("Search in messages").fill("word 7777 ");
    await expect.poll(() => page.locator(".virtual-row .frame-gist").allInnerTexts()).toEqual(["word 7777"]);
  });
});
