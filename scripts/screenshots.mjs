/** Makes the pictures of the dashboard in `docs/images`, light and dark; needs a build and a Chromium. */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));
const images = join(root, "docs/images");
const wide = { width: 1280, height: 760 };
const narrow = { width: 390, height: 760 };

mkdirSync(images, { recursive: true });
const agent = fileURLToPath(new URL("screenshots/weather-agent.mjs", import.meta.url));
const faulty = fileURLToPath(new URL("screenshots/faulty-server.mjs", import.meta.url));
const server = await start([join(root, "dist/cli/bin.js"), "dev", agent, "--port", "0"], /http:\/\/localhost:\d+\/?/);
const checked = await start([faulty], /ws:\S+/);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  await holdCall(server.url);
  await check(server.url, checked.url);
} finally {
  await browser.close();
  server.stop();
  checked.stop();
}

/** One call to an agent that takes its time: greeted, asked, cut off, asked again, hung up. */
async function holdCall(url) {
  const page = await browser.newPage({ viewport: wide });
  await page.goto(url);
  await page.getByText("No call yet.").waitFor();
  await shoot(page, "dashboard-empty");
  await page.getByRole("button", { name: "Make a web call" }).click();
  await spoken(page, "What city?");
  await say(page, "Good morning, will it rain in Lisbon today?");
  await page
    .locator(".entry.agent .said")
    .filter({ hasText: /afternoon/ })
    .waitFor();
  await say(page, "And tomorrow?");
  await page
    .locator(".entry.agent.speaking .said")
    .filter({ hasText: /Tomorrow/ })
    .waitFor();
  await shoot(page, "dashboard-call");
  await spoken(page, "umbrella");
  await page.getByRole("button", { name: "Keypad" }).click();
  await page.keyboard.press("4");
  await page.keyboard.press("2");
  await page.getByRole("button", { name: "Keypad" }).click();
  await page.getByRole("button", { name: "Drop" }).click();
  await page.getByText("Connected again.").waitFor();
  await page.getByRole("button", { name: "Hang up" }).click();
  await page.getByText("You hung up.").waitFor();
  await page.getByRole("button", { name: "Fit" }).click();
  await page.locator(".turn").nth(1).click();
  await page.locator(".virtual-row").nth(1).click();
  await shoot(page, "dashboard-looking-back");
  await page.setViewportSize(narrow);
  await shoot(page, "dashboard-narrow");
}

/** A check that finds something, opened at the gravest. */
async function check(pageUrl, url) {
  const page = await browser.newPage({ viewport: wide });
  await page.goto(pageUrl);
  await page.getByLabel("LLM WebSocket URL").fill(url);
  await page.getByLabel("How much of it is checked").selectOption("quick");
  await page.getByRole("button", { name: "Check this server" }).click();
  await page.getByRole("button", { name: "Check again" }).waitFor({ timeout: 120_000 });
  await page.locator(".audit-head").first().click();
  await page.locator(".frame-detail").waitFor();
  await shoot(page, "dashboard-check");
}

async function say(page, text) {
  await page.getByLabel("What the caller says").pressSequentially(text, { delay: 30 });
  await page.keyboard.press("Enter");
}

/** Waits for an answer that was spoken to its end. */
async function spoken(page, text) {
  const entries = page.locator(".entry.agent:not(.speaking)").filter({ hasNot: page.locator(".to-come") });
  await entries.filter({ hasText: text }).last().waitFor();
}

async function shoot(page, name) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(images, `${name}-${colorScheme}.png`) });
  }
}

/** Starts a program, and waits for the address that it prints. */
async function start(words, address) {
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += chunk;
    const url = address.exec(printed)?.[0];
    if (url !== undefined) return { url, stop: () => child.kill("SIGTERM") };
  }
  throw new Error(`${words.join(" ")} ended: ${printed}`);
}
