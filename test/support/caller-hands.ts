/** What a person does on the dashboard's page, by keyboard where that is possible. */
import type { Locator, Page } from "playwright-core";

export interface CallerHands {
  /** Opens the page and waits until a call can be made. */
  open(url: string): Promise<void>;
  /** Places the call with the Enter key in the URL field. @param url when it is another than the page offers */
  call(url?: string): Promise<void>;
  /** Types as a person does, key by key. */
  type(text: string): Promise<void>;
  /** Types a line and sends it. */
  say(text: string): Promise<void>;
  /** Waits until the agent was heard to say this, all of it. */
  hears(text: string | RegExp): Promise<void>;
  /** The line that says what state the call is in. */
  status(text: string | RegExp): Promise<void>;
  press(name: string): Promise<void>;
  /** The entries of the conversation, of the agent or of the caller. */
  entries(side: "agent" | "caller"): Locator;
  /** Rows of the wire inspector in which this type stands. */
  frames(type: string): Locator;
}

export function callerHands(page: Page): CallerHands {
  const line = page.getByLabel("What the caller says");
  return {
    async open(url) {
      await page.goto(url);
      await page.getByRole("button", { name: "Make a web call", disabled: false }).waitFor();
    },
    async call(url) {
      const field = page.getByLabel("LLM WebSocket URL");
      if (url !== undefined) await field.fill(url);
      await field.press("Enter");
      await page.locator(".call-status").waitFor();
    },
    type: (text) => line.pressSequentially(text, { delay: 15 }),
    async say(text) {
      await line.pressSequentially(text);
      await line.press("Enter");
    },
    async hears(text) {
      const spoken = page.locator(".entry.agent:not(.speaking)").filter({ hasText: text });
      await spoken
        .filter({ hasNot: page.locator(".to-come") })
        .last()
        .waitFor();
    },
    status: (text) => page.locator(".call-status").filter({ hasText: text }).waitFor(),
    press: (name) => page.getByRole("button", { name, exact: true }).press("Enter"),
    entries: (side) => page.locator(`.entry.${side}`),
    frames: (type) => page.locator(".virtual-row").filter({ hasText: type }),
  };
}
