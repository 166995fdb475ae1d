/** Ears and a mouth that a test holds in its hands, put into the page before it loads. */
import type { Page } from "playwright-core";

/** Runs in the page: must not refer to anything outside. */
function installFakeSpeech(): void {
  const spoken: string[] = [];
  let handlers: Record<string, (text?: string) => void> | undefined;
  Object.assign(window, {
    __spoken: spoken,
    __hear: (name: string, text?: string) => handlers?.[name]?.(text),
    __isListening: () => handlers !== undefined,
    __reparteeSpeech: {
      voice: {
        missing: undefined,
        speak: (text: string) => spoken.push(text),
        stop: () => spoken.push("(silence)"),
      },
      recogniser: {
        missing: undefined,
        start: (given: typeof handlers) => {
          handlers = given;
        },
        stop: () => {
          handlers = undefined;
        },
      },
    },
  });
}

export interface FakeSpeech {
  /** What the voice was given, and when it fell silent. */
  spoken(): Promise<readonly string[]>;
  isListening(): Promise<boolean>;
  /** What the recogniser tells: `onSpeechStart`, `onPartial`, `onFinal`, `onUnintelligible`, `onStopped`. */
  hear(name: string, text?: string): Promise<void>;
}

/** To be called before the page is opened. */
export async function fakeSpeech(page: Page): Promise<FakeSpeech> {
  await page.addInitScript(installFakeSpeech);
  return {
    spoken: () => page.evaluate("window.__spoken"),
    isListening: () => page.evaluate("window.__isListening()"),
    hear: (name, text) => page.evaluate(`window.__hear(${JSON.stringify(name)}, ${JSON.stringify(text)})`),
  };
}
