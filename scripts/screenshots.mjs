/** Makes the pictures of the dashboard in `docs/images`, light and dark; needs a build and a Chromium. */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));
const images = join(root, "docs/images");
const wide = { width: 1280, height: 760 };
/** Room for what the agent told of a whole call. */
const tall = { width: 1280, height: 1090 };
const narrow = { width: 390, height: 760 };

mkdirSync(images, { recursive: true });
const faulty = fileURLToPath(new URL("screenshots/faulty-server.mjs", import.meta.url));
const weather = await startAgent("weather-agent.mjs");
const restaurant = await startAgent("restaurant-agent.mjs");
const checked = await start([faulty], /ws:\S+/);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  await holdCall(weather.url);
  await check(weather.url, checked.url);
  await holdModelCall(restaurant.url);
} finally {
  await browser.close();
  for (const { stop } of [weather, restaurant, checked]) stop();
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

/** One call to an agent with models: one stalls, a table is booked once, and the caller goes on and cuts in. */
async function holdModelCall(url) {
  const page = await browser.newPage({ viewport: tall });
  await page.goto(url);
  await page.getByRole("button", { name: "Make a web call" }).click();
  await spoken(page, "good evening");
  await sayInTime(page, "Are you open on Sunday?");
  await spoken(page, "five until ten");
  await sayInTime(page, "A table for two at seven, please.");
  await spoken(page, "Anything else");
  // Without a mark nothing says that this is the end of a turn: it is answered when the platform asks.
  await say(page, "What is on the menu");
  await page
    .locator(".entry.agent.speaking .said")
    .filter({ hasText: /oysters/ })
    .waitFor();
  await sayInTime(page, "Is there parking?", "I come by car.");
  await spoken(page, "next door");
  await page.getByRole("button", { name: "Hang up" }).click();
  await page.getByText("You hung up.").waitFor();
  await page.getByRole("button", { name: "Fit" }).click();
  await page.getByRole("button", { name: /^Model/ }).click();
  await shoot(page, "dashboard-model", page.locator(".watch"));
}

async function say(page, text) {
  await page.getByLabel("What the caller says").pressSequentially(text, { delay: 30 });
  await page.keyboard.press("Enter");
}

/** Says the last word of each sentence so slowly that an update tells of it, before the caller goes on or is answered. */
async function sayInTime(page, ...sentences) {
  const field = page.getByLabel("What the caller says");
  const updates = page.locator(".virtual-row").filter({ hasText: "update_only" });
  for (const sentence of sentences) {
    const last = sentence.lastIndexOf(" ") + 1;
    await field.pressSequentially(sentence.slice(0, last));
    await field.pressSequentially(`${sentence.slice(last)} `, { delay: 120 });
    await updates.filter({ hasText: sentence }).last().waitFor();
  }
  await page.keyboard.press("Enter");
}

/** Waits for an answer that was spoken to its end. */
async function spoken(page, text) {
  const entries = page.locator(".entry.agent:not(.speaking)").filter({ hasNot: page.locator(".to-come") });
  await entries.filter({ hasText: text }).last().waitFor();
}

async function shoot(page, name, shown = page) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await shown.screenshot({ path: join(images, `${name}-${colorScheme}.png`) });
  }
}

/** Starts `repartee dev` with an agent, and waits for the address of its page. */
function startAgent(name) {
  const agent = fileURLToPath(new URL(`screenshots/${name}`, import.meta.url));
  return start([join(root, "dist/cli/bin.js"), "dev", agent, "--port", "0"], /http:\/\/localhost:\d+\/?/);
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
