/** What the AI SDK warns of, in the log of `repartee dev` and `repartee start`. */
import { simulateReadableStream, streamText } from "ai";
import { MockLanguageModelV3 } from "ai/test";
import { afterEach, expect, test, vi } from "vitest";
import { main } from "../../src/cli/main.ts";
import { logModelWarnings } from "../../src/cli/model-warnings.ts";
import { createLog } from "../../src/observe/index.ts";
import { createScriptedContext } from "../support/cli-context.ts";

const sdk = globalThis as { AI_SDK_LOG_WARNINGS?: unknown };
afterEach(() => {
  sdk.AI_SDK_LOG_WARNINGS = undefined;
  vi.restoreAllMocks();
});

/** One generation of a model whose provider warns of something. */
async function generate(): Promise<void> {
  const model = new MockLanguageModelV3({
    modelId: "mock",
    provider: "mock.chat",
    doStream: async () => ({
      stream: simulateReadableStream({
        initialDelayInMs: null,
        chunkDelayInMs: null,
        chunks: [
          {
            type: "stream-start",
            warnings: [
              { type: "unsupported", feature: "temperature", details: "It is ignored." },
              { type: "other", message: "Mind the gap." },
            ],
          },
          {
            type: "finish",
            finishReason: { unified: "stop", raw: "stop" },
            usage: {
              inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
              outputTokens: { total: 1, text: 1, reasoning: 0 },
            },
          },
        ],
      }),
    }),
  });
  await streamText({ model, prompt: "Hello." }).consumeStream();
}

function watchConsole(): () => number {
  const spies = (["info", "warn"] as const).map((name) => vi.spyOn(console, name).mockImplementation(() => undefined));
  return () => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
}

test("is there once, however many generations there are, and printed nowhere else", async () => {
  const printed = watchConsole();
  const lines: string[] = [];
  const stop = logModelWarnings(createLog({ write: (line) => lines.push(line) }));
  await generate();
  await generate();
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: "warn", provider: "mock.chat", model: "mock", feature: "temperature", details: "It is ignored." },
    { level: "warn", provider: "mock.chat", model: "mock", details: "Mind the gap." },
  ]);
  expect(printed()).toBe(0);
  stop();
  expect("AI_SDK_LOG_WARNINGS" in sdk).toBe(false);
});

test("goes where its user has told the SDK to send it", async () => {
  const printed = watchConsole();
  const lines: string[] = [];
  sdk.AI_SDK_LOG_WARNINGS = false;
  const stop = logModelWarnings(createLog({ write: (line) => lines.push(line) }));
  await generate();
  stop();
  expect([lines, printed(), sdk.AI_SDK_LOG_WARNINGS]).toEqual([[], 0, false]);
});

test("goes where its user tells the SDK to send it later, also when the log is over", () => {
  const stop = logModelWarnings(createLog({ write: () => undefined }));
  const ofTheUser = (): void => undefined;
  sdk.AI_SDK_LOG_WARNINGS = ofTheUser;
  stop();
  expect(sdk.AI_SDK_LOG_WARNINGS).toBe(ofTheUser);
});

test("is in the log while a server runs, and printed again when it has stopped", async () => {
  const printed = watchConsole();
  using world = createScriptedContext();
  const exitCode = main(["dev", "--port", "0"], world.context);
  await world.printed(/ws:\/\//);
  await generate();
  expect(await world.printed(/the AI SDK warns of a model .*/)).toContain("It is ignored.");
  expect(printed()).toBe(0);
  world.signal("SIGTERM");
  expect(await exitCode).toBe(0);
  await generate();
  expect(printed()).toBeGreaterThan(0);
});
