import { anthropic } from "@ai-sdk/anthropic";
import { openai } from "@ai-sdk/openai";
import { endCall, type LlmAgentOptions, llmAgent } from "repartee/llm";

export function concierge(options: Pick<LlmAgentOptions, "model" | "clock">) {
  return llmAgent({
    ...options,
    greeting: "Harbour hotel, how may I help you?",
    instructions: "You answer the phone of a hotel. Speak in short sentences.",
    tools: { end_call: endCall() },
    ladder: {
      holdAfterMs: 1_000,
      holdLines: ["One moment, please.", "I will be right with you."],
      firstWordMs: 3_000,
      apology: "I am sorry, I cannot help you right now. I will put you through to the reception.",
      transferTo: "+14155550123",
    },
    limits: { minutes: 20, ending: "I have to leave you here. Please call again. Goodbye." },
  });
}

export default concierge({ model: [openai("gpt-5-mini"), anthropic("claude-haiku-4-5")] });
