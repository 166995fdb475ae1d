/** The LLM agent in the pictures, with the models that it asks: one of them stalls, and each says what a script says. */
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { llmAgent, tool } from "repartee/llm";
import { startModelServer } from "repartee/testing";
import { z } from "zod";

const usage = { inputTokens: 1_240, cachedInputTokens: 960, outputTokens: 38 };

/** What is done on the caller's words; after a tool, on its result. */
const answers = [
  { on: /booked/, text: "Done: Sunday at seven. Anything else?", firstTokenMs: 240 },
  { on: /parking/, text: "Yes, there is a garage next door.", firstTokenMs: 420 },
  {
    on: /menu/,
    text: "We begin with an onion soup, or with oysters from the bay. Then there is duck with plums. ".repeat(9),
    firstTokenMs: 320,
    tokensPerSecond: 14,
  },
  { on: /table/, toolCalls: [{ name: "book", input: { time: "Sunday 19:00", guests: 2 } }], firstTokenMs: 180 },
  { on: /open/, text: "Yes. On Sundays we are open from five until ten.", firstTokenMs: 350 },
];

const server = await startModelServer({
  script: ({ model, messages }) => {
    const { on, ...answer } = answers.find(({ on }) => on.test(messages.at(-1)?.text ?? ""));
    const stall = model === "swift" && on.test("open") ? { stallAfter: 0 } : {};
    return { usage, tokensPerSecond: 40, ...answer, ...stall };
  },
});

const provider = createOpenAICompatible({ name: "scripted", baseURL: server.baseUrl, includeUsage: true });

export default llmAgent({
  model: [provider("swift"), provider("steady")],
  prices: {
    swift: { input: 0.25, cachedInput: 0.025, output: 2 },
    steady: { input: 1.25, cachedInput: 0.125, output: 10 },
  },
  // As long as those of a real one, so that what is estimated is of the size of what is counted.
  instructions: "You answer the phone of a restaurant by the harbour. Speak in short sentences. ".repeat(50),
  greeting: "Harbour Restaurant, good evening.",
  ahead: true,
  ladder: { holdAfterMs: 700, holdLines: ["One moment, please."], firstWordMs: 2_500 },
  tools: {
    book: tool({
      description: "Books a table.",
      input: z.object({ time: z.string(), guests: z.number() }),
      effect: "commit",
      run: () => "booked",
    }),
  },
});
