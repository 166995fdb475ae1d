/** The page that a check leaves behind, opened from a file: it shows everything, asks nobody, and runs nothing. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { type CheckReport, reporters } from "../../src/check/index.ts";
import { axeViolations, overflowPixels } from "../support/axe.ts";
import { chromiumPath, useBrowser } from "../support/browser.ts";
import { hostileReport, hostileText, makeReport, makeResult, mixedReport } from "../support/check-report.ts";
import { listen } from "../support/listen.ts";

describe.skipIf(chromiumPath === undefined)("the page of a check", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "repartee-check-page-"));
  const openPage = useBrowser();
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Opens the page, and gives back whatever it asks for besides itself. */
  async function open(page: Page, report: CheckReport): Promise<string[]> {
    const file = join(folder, "check.html");
    writeFileSync(file, reporters.html.render(report));
    const requests: string[] = [];
    const { href } = pathToFileURL(file);
    page.on("request", (request) => {
      if (request.url() !== href) requests.push(request.url());
    });
    await page.goto(href);
    return requests;
  }

  test("shows the messages of a failure, what the platform makes of them, and what to do", async () => {
    await using watched = await openPage();
    const { page } = watched;
    const requests = await open(page, mixedReport);
    await page.getByText("Not sound: 1 MUST, 1 SHOULD and 1 MAY fail.").waitFor();
    const card = page.locator("#audit-greeting-completed");
    for (const text of ["no message under id 0", "The agent's turn hangs", "Send content_complete true on"]) {
      expect(await card.getByText(text).isVisible()).toBe(true);
    }
    expect(await card.locator(".frame").count()).toBe(3);
    // The one that was dropped is open at once, the others open on demand.
    expect(await card.locator("pre:visible").allTextContents()).toEqual([
      expect.stringContaining('"content_complete": "true"'),
    ]);
    expect(await card.getByText("The platform drops it without a word.").isVisible()).toBe(true);
    await card.locator(".frame summary").first().click();
    expect(await card.locator("pre:visible").first().textContent()).toContain('"content": "Hi."');
    expect(requests).toEqual([]);
    expect(watched.complaints).toEqual([]);
  });

  test("shows only the outcomes that are wanted, by keyboard alone", async () => {
    await using watched = await openPage();
    const { page } = watched;
    await open(page, mixedReport);
    const visible = async (): Promise<string[]> => page.locator(".outcome:visible h2").allInnerTexts();
    expect(await visible()).toEqual(["✗ Fails 3", "? Could not tell 1", "– Not applicable 1", "✓ Holds 2"]);
    await page.getByRole("checkbox", { name: "Holds" }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Space");
    expect(await visible()).toEqual(["✗ Fails 3", "? Could not tell 1"]);
    // A square leads to its audit, even to one that is not shown.
    await page.getByRole("link", { name: "made-up-held: holds" }).focus();
    await page.keyboard.press("Enter");
    expect(await visible()).toEqual(["✗ Fails 3", "? Could not tell 1", "✓ Holds 2"]);
    await page.locator("#audit-greeting-completed > summary").focus();
    await page.keyboard.press("Enter");
    expect(await page.getByText("Send content_complete true on").isVisible()).toBe(false);
  });

  test("runs nothing of what a server sent", async () => {
    await using watched = await openPage();
    const { page } = watched;
    page.on("dialog", (dialog) => expect.unreachable(`a script ran: ${dialog.message()}`));
    const requests = await open(page, hostileReport);
    const [shown = ""] = hostileText.split("\u001b");
    expect(await page.locator(".reason").textContent()).toContain(shown);
    expect(await page.locator("script, img").count()).toBe(0);
    expect(requests).toEqual([]);
    expect(watched.complaints).toEqual([]);
  });

  test("would run nothing, and ask nobody, even if something got past the escaping", async () => {
    let askedCount = 0;
    const server = createServer((_request, response) => {
      askedCount += 1;
      response.end();
    });
    await using stranger = await listen(server);
    await using watched = await openPage();
    const { page } = watched;
    await open(page, hostileReport);
    const blocked = await page.evaluate(async (url) => {
      const violations = new Set<string>();
      addEventListener("securitypolicyviolation", (event) => violations.add(event.effectiveDirective));
      const image = document.createElement("img");
      const failed = new Promise((resolve) => image.addEventListener("error", resolve));
      image.setAttribute("onerror", "document.title = 'broken into'");
      image.src = url;
      const script = document.createElement("script");
      script.textContent = "document.title = 'broken into'";
      document.body.append(image, script);
      await failed;
      return [...violations].sort();
    }, `http://${stranger.host}/x`);
    expect(blocked).toEqual(["img-src", "script-src-attr", "script-src-elem"]);
    expect(await page.title()).not.toBe("broken into");
    expect(askedCount).toBe(0);
  });

  test("is accessible, and fits, light and dark, wide and narrow", async () => {
    await using watched = await openPage();
    const { page } = watched;
    const unreached = makeReport([makeResult({ outcome: "could-not-tell", reason: "the server is gone" })], {
      isReached: false,
      isSound: false,
    });
    const sound = makeReport([makeResult({ outcome: "holds" })]);
    for (const report of [unreached, sound, mixedReport]) {
      await open(page, report);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axeViolations(page)).toEqual([]);
      }
    }
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await axeViolations(page)).toEqual([]);
    for (const report of [mixedReport, hostileReport]) {
      await open(page, report);
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await overflowPixels(page)).toBe(0);
      }
    }
  });
});
