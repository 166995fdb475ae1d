import { openai } from "@ai-sdk/openai";
import { endCall, llmAgent, tool } from "repartee/llm";
import { z } from "zod";

const hours = tool({
  description: "Tells when the office is open on a day of the week.",
  input: z.object({ day: z.string() }),
  effect: "read",
  run: ({ day }) => (/^s/i.test(day) ? "closed" : "nine to five"),
});

export default llmAgent({
  model: openai("gpt-5-mini"),
  instructions: ({ now }) => `You answer the phone of the harbour office, in short sentences. It is ${now}.`,
  greeting: "Harbour office, how may I help you?",
  tools: { hours, end_call: endCall() },
});
