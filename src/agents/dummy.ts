/** The guide's dummy response system: it greets, and answers everything with one sentence. */
import type { Agent } from "../session/index.ts";
import { defineAgent } from "./define-agent.ts";

export const dummyAgent: Agent = defineAgent({
  greeting: "How may I help you?",
  respond: () => "I am sorry, can you say that again?",
});
