import { openai } from "@ai-sdk/openai";
import { endCall, type LlmAgentOptions, llmAgent, tool } from "repartee/llm";
import { z } from "zod";
import { findFacts } from "./facts.ts";

export function adviser(options: Pick<LlmAgentOptions, "model" | "clock">) {
  return llmAgent({
    ...options,
    greeting: "Harbour office, how may I help you?",
    instructions:
      "You answer questions about the harbour. Use look_up before you answer, and say only what it told you. " +
      "If it finds nothing, say that you do not know, and that the office can be reached from nine to five.",
    tools: {
      look_up: tool({
        description: "Finds what is known about a subject, by words that the caller used.",
        input: z.object({ words: z.string() }),
        effect: "read",
        meanwhile: "Let me look that up.",
        timeoutMs: 4_000,
        run: ({ words }, { signal }) => findFacts(words, signal),
      }),
      end_call: endCall(),
    },
  });
}

export default adviser({ model: openai("gpt-5-mini") });
