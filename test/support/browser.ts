/** A real browser for tests: Chromium, headless, that fails the test for each error and each breach of a policy. */
import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

/** Where Chromium is; undefined when there is none. */
export const chromiumPath: string | undefined = [process.env.CHROMIUM, "/usr/bin/chromium"].find(
  (path) => path !== undefined && existsSync(path),
);

if (chromiumPath === undefined) {
  process.stderr.write(
    "Browser tests are skipped: there is no Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM.\n",
  );
}

function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export interface WatchedPage extends AsyncDisposable {
  readonly page: Page;
  /** Errors, warnings of the console, and breaches of the content security policy. */
  readonly complaints: readonly string[];
}

/**
 * One browser for the tests of a `describe`, which must not run where there is none.
 * @returns what opens a page with a profile of its own.
 */
export function useBrowser(): (options?: BrowserContextOptions) => Promise<WatchedPage> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  return (options = {}) => {
    if (browser === undefined) throw new Error("a page can be opened within a test only");
    return openPage(browser, options);
  };
}

/**
 * The page draws as late as on a busy machine, so that a test which reads before it has drawn fails each time,
 * and not once in a hundred runs. Runs in the page: must not refer to anything outside.
 */
function delayFrames(): void {
  const lateMs = 100;
  const { requestAnimationFrame: next } = window;
  window.requestAnimationFrame = (draw) => window.setTimeout(() => next(draw), lateMs);
  window.cancelAnimationFrame = (id) => window.clearTimeout(id);
}

async function openPage(browser: Browser, options: BrowserContextOptions): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  await context.addInitScript(delayFrames);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error.stack)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}
