import { openai } from "@ai-sdk/openai";
import { endCall, type LlmAgentOptions, llmAgent, tool, transfer } from "repartee/llm";
import { z } from "zod";
import { createDiary, type Diary } from "./diary.ts";

export function receptionist(diary: Diary, options: Pick<LlmAgentOptions, "model" | "clock">) {
  return llmAgent({
    ...options,
    greeting: ({ variables }) =>
      `Hello ${variables.name ?? "there"}, here is Ava, dental practice. How may I help you?`,
    instructions: ({ now }) =>
      "You are Ava, who books visits for a dental practice. Speak in short sentences, one question at a time. " +
      "Offer only times that free_times told you. Ask for the caller's name before you book. " +
      `Whoever is in pain or asks for a person is transferred to the front desk. It is ${now}.`,
    tools: {
      free_times: tool({
        description: "Lists the times that are free.",
        input: z.object({}),
        effect: "read",
        run: () => diary.freeTimes(),
      }),
      book_visit: tool({
        description: "Books a visit, once the caller has chosen a time and told a name.",
        input: z.object({ time: z.string(), name: z.string() }),
        effect: "commit",
        meanwhile: "Let me book that for you.",
        run: ({ time, name }, { toolCallId }) => diary.book({ time, name, key: toolCallId }),
      }),
      front_desk: transfer("+14155550123", { description: "Transfers the caller to a person at the front desk." }),
      end_call: endCall(),
    },
  });
}

export default receptionist(createDiary(["Monday at ten", "Tuesday at three"]), { model: openai("gpt-5-mini") });
